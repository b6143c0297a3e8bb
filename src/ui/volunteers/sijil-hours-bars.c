#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-hours-bars.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"

#include <string.h>

#define HEIGHT 62
#define LEAST 3

struct _SijilHoursBars {
  GtkWidget parent_instance;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (SijilHoursBars, sijil_hours_bars, GTK_TYPE_WIDGET)

static void
sijil_hours_bars_dispose (GObject *object)
{
  g_clear_pointer (&SIJIL_HOURS_BARS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sijil_hours_bars_parent_class)->dispose (object);
}

static void
sijil_hours_bars_class_init (SijilHoursBarsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_hours_bars_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sijil_hours_bars_init (SijilHoursBars *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_set_homogeneous (GTK_BOX (self->box), TRUE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* The month by name; the year would say nothing new. */
static char *
month_name (const char *month)
{
  char *shown = sijil_date_show (month);
  char *space = strrchr (shown, ' ');

  if (space != NULL)
    *space = '\0';
  return shown;
}

static GtkWidget *
column (const SijilMonthWorked *month, const char *name, gint64 most)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = gtk_label_new (name);
  g_autofree char *hours = sijil_text_number ((month->minutes + 30) / 60);
  GtkWidget *value = gtk_label_new (month->minutes > 0 ? hours : "—");

  gtk_widget_add_css_class (value, month->minutes > 0 ? "strong" : "soft");
  gtk_widget_set_vexpand (value, TRUE);
  gtk_widget_set_valign (value, GTK_ALIGN_END);
  gtk_widget_add_css_class (bar, "hoursbar");
  gtk_widget_set_size_request (
      bar, 32, month->minutes > 0 ? LEAST + (int) (month->minutes * HEIGHT / most) : 1);
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_opacity (bar, month->minutes > 0 ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (words, "hint");
  gtk_box_append (GTK_BOX (column), value);
  gtk_box_append (GTK_BOX (column), bar);
  gtk_box_append (GTK_BOX (column), words);
  return column;
}

/**
 * sijil_hours_bars_show:
 * @bars: the bars
 * @months: what was worked, the oldest month first
 * @n: how many months
 */
void
sijil_hours_bars_show (SijilHoursBars *bars, const SijilMonthWorked *months, guint n)
{
  g_autoptr (GString) spoken = g_string_new (NULL);
  gint64 most = 1;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (bars->box)) != NULL)
    gtk_box_remove (GTK_BOX (bars->box), child);
  for (guint i = 0; i < n; i++)
    most = MAX (most, months[i].minutes);
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = month_name (months[i].month);
    g_autofree char *hours = sijil_hours_words (months[i].minutes);

    gtk_box_append (GTK_BOX (bars->box), column (&months[i], name, most));
    if (months[i].minutes == 0)
      continue;
    g_string_append (spoken, spoken->len > 0 ? _ (", ") : "");
    /* Translators: a month, hours. */
    g_string_append_printf (spoken, _ ("%s: %s"), name, hours);
  }
  sijil_accessible_label (GTK_WIDGET (bars), spoken->len > 0 ? spoken->str : _ ("None yet"));
}
