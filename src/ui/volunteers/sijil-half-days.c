#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-half-days.h"

#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-set.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"

#define HALVES 2

struct _SijilHalfDays {
  GtkWidget parent_instance;
  gboolean editable;
  GtkWidget *cells[SIJIL_DAYS][HALVES];
  GtkWidget *ticks[SIJIL_DAYS][HALVES];
};

G_DEFINE_FINAL_TYPE (SijilHalfDays, sijil_half_days, GTK_TYPE_WIDGET)

static guint changed_signal;

typedef enum {
  PROP_EDITABLE = 1,
} SijilHalfDaysProps;

static GParamSpec *properties[PROP_EDITABLE + 1];

/* The code list has the halves of each day one after the other, from Saturday on. */
static const char *
code_of (guint day, guint half)
{
  return sijil_half_days[day * HALVES + half].code;
}

/* Colour does not stand alone: a cell that is on has a tick. */
static void
show_cell (SijilHalfDays *self, guint day, guint half, gboolean on)
{
  gtk_widget_set_opacity (self->ticks[day][half], on ? 1 : 0);
  if (on)
    gtk_widget_add_css_class (self->cells[day][half], "on");
  else
    gtk_widget_remove_css_class (self->cells[day][half], "on");
}

static void
on_toggled_cb (GtkToggleButton *button, SijilHalfDays *self)
{
  for (guint day = 0; day < SIJIL_DAYS; day++)
    for (guint half = 0; half < HALVES; half++)
      if (self->cells[day][half] == GTK_WIDGET (button))
        show_cell (self, day, half, gtk_toggle_button_get_active (button));
  g_signal_emit (self, changed_signal, 0);
}

static void
add_cell (SijilHalfDays *self, GtkGrid *grid, guint day, guint half)
{
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *cell;

  gtk_image_set_pixel_size (GTK_IMAGE (tick), 14);
  gtk_widget_set_hexpand (tick, TRUE);
  gtk_widget_set_halign (tick, GTK_ALIGN_CENTER);
  if (self->editable) {
    cell = gtk_toggle_button_new ();
    gtk_button_set_child (GTK_BUTTON (cell), tick);
    sijil_accessible_label (cell, sijil_half_day_label (code_of (day, half)));
    g_signal_connect_object (cell, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
  } else {
    cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_box_append (GTK_BOX (cell), tick);
  }
  gtk_widget_set_name (cell, code_of (day, half));
  gtk_widget_set_tooltip_text (cell, sijil_half_day_label (code_of (day, half)));
  gtk_widget_add_css_class (cell, "daycell");
  self->cells[day][half] = cell;
  self->ticks[day][half] = tick;
  show_cell (self, day, half, FALSE);
  gtk_grid_attach (grid, cell, (int) day + 1, (int) half + 1, 1, 1);
}

static void
sijil_half_days_constructed (GObject *object)
{
  SijilHalfDays *self = SIJIL_HALF_DAYS (object);
  const char *const halves[HALVES] = { _ ("Morning"), _ ("Evening") };
  GtkWidget *grid = gtk_grid_new ();

  G_OBJECT_CLASS (sijil_half_days_parent_class)->constructed (object);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 5);
  for (guint half = 0; half < HALVES; half++) {
    GtkWidget *words = sijil_label_new (halves[half], "hint");

    gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_NONE);
    gtk_grid_attach (GTK_GRID (grid), words, 0, (int) half + 1, 1, 1);
  }
  for (guint day = 0; day < SIJIL_DAYS; day++) {
    GtkWidget *letter = gtk_label_new (_ (sijil_days[day].letter));

    gtk_widget_set_tooltip_text (letter, _ (sijil_days[day].label));
    gtk_widget_add_css_class (letter, "hint");
    gtk_grid_attach (GTK_GRID (grid), letter, (int) day + 1, 0, 1, 1);
    for (guint half = 0; half < HALVES; half++)
      add_cell (self, GTK_GRID (grid), day, half);
  }
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
}

static void
sijil_half_days_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sijil_half_days_parent_class)->dispose (object);
}

static void
sijil_half_days_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SijilHalfDaysProps) id) {
  case PROP_EDITABLE:
    g_value_set_boolean (value, SIJIL_HALF_DAYS (object)->editable);
    break;
  }
}

static void
sijil_half_days_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((SijilHalfDaysProps) id) {
  case PROP_EDITABLE:
    SIJIL_HALF_DAYS (object)->editable = g_value_get_boolean (value);
    break;
  }
}

static void
sijil_half_days_class_init (SijilHalfDaysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sijil_half_days_constructed;
  object_class->dispose = sijil_half_days_dispose;
  object_class->get_property = sijil_half_days_get_property;
  object_class->set_property = sijil_half_days_set_property;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  properties[PROP_EDITABLE] =
      g_param_spec_boolean ("editable", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sijil_half_days_init (SijilHalfDays *self)
{
}

/**
 * sijil_half_days_codes:
 * @days: a week
 *
 * Returns: (transfer full) (nullable): the half-days that are on, as a set
 */
char *
sijil_half_days_codes (SijilHalfDays *days)
{
  GString *codes = g_string_new (NULL);

  for (guint day = 0; day < SIJIL_DAYS; day++)
    for (guint half = 0; half < HALVES; half++)
      if (gtk_widget_has_css_class (days->cells[day][half], "on"))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", code_of (day, half));
  return g_string_free (codes, codes->len == 0);
}

/**
 * sijil_half_days_set_codes:
 * @days: a week
 * @set: (nullable): the half-days that shall be on
 */
void
sijil_half_days_set_codes (SijilHalfDays *days, const char *set)
{
  g_autofree char *words = sijil_codes_words (set, sijil_half_day_label);

  for (guint day = 0; day < SIJIL_DAYS; day++)
    for (guint half = 0; half < HALVES; half++) {
      gboolean on = sijil_set_has (set, code_of (day, half));

      if (days->editable)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (days->cells[day][half]), on);
      show_cell (days, day, half, on);
    }
  if (!days->editable)
    sijil_accessible_label (GTK_WIDGET (days), *words != '\0' ? words : _ ("Days not said"));
}
