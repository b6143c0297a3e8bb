#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-household-columns.h"

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-household-list.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

#define DAYS_A_MONTH 30
#define MONTHS_UNTIL_LATE 3
#define DAYS_NEW 30

/* A cell is made once and filled again for each row that scrolls through it. */
typedef void (*FillFunc) (GtkWidget *cell, SijilHouseholdRow *row);

typedef struct {
  GtkWidget *(*make) (void);
  FillFunc fill;
} Cell;

static GtkWidget *
make_label (void)
{
  return sijil_label_new (NULL, NULL);
}

static GtkWidget *
make_small_label (void)
{
  return sijil_label_new (NULL, "small");
}

static GtkWidget *
make_head (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *disc = sijil_disc_new ("", 28);
  GtkWidget *name = sijil_label_new (NULL, "strong");

  gtk_widget_add_css_class (disc, "grey");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), name);
  return box;
}

static void
fill_head (GtkWidget *cell, SijilHouseholdRow *row)
{
  GtkWidget *disc = gtk_widget_get_first_child (cell);
  GtkWidget *name = gtk_widget_get_last_child (cell);
  const char *head = sijil_household_row_head (row);
  g_autofree char *initial = sijil_text_initial (head);

  gtk_label_set_label (GTK_LABEL (disc), head != NULL ? initial : "؟");
  gtk_label_set_label (GTK_LABEL (name), head != NULL ? head : _ ("Head to be confirmed"));
  if (head == NULL)
    gtk_widget_add_css_class (name, "soft");
  else
    gtk_widget_remove_css_class (name, "soft");
}

static void
fill_card (GtkWidget *cell, SijilHouseholdRow *row)
{
  g_autofree char *card = sijil_card_show (sijil_household_row_card (row));

  gtk_label_set_label (GTK_LABEL (cell), card);
}

static void
fill_place (GtkWidget *cell, SijilHouseholdRow *row)
{
  gtk_label_set_label (GTK_LABEL (cell), sijil_household_row_place (row));
}

static void
fill_members (GtkWidget *cell, SijilHouseholdRow *row)
{
  g_autofree char *number = sijil_text_number (sijil_household_row_members (row));

  gtk_label_set_label (GTK_LABEL (cell), number);
}

static GtkWidget *
make_last (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), sijil_label_new (NULL, "small"));
  gtk_box_append (GTK_BOX (box), sijil_label_new (NULL, "hint"));
  return box;
}

static void
fill_last (GtkWidget *cell, SijilHouseholdRow *row)
{
  const char *what = sijil_household_row_last_what (row);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *when =
      what != NULL ? sijil_date_show_short (sijil_household_row_last_on (row), today) : NULL;

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (cell)),
                       what != NULL ? what : _ ("Never served"));
  gtk_widget_set_css_classes (gtk_widget_get_first_child (cell),
                              (const char *[]){ what != NULL ? "small" : "hint", NULL });
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (cell)), when != NULL ? when : "");
  gtk_widget_set_visible (gtk_widget_get_last_child (cell), when != NULL);
}

static GtkWidget *
make_tags (void)
{
  return gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
}

/* A gap is counted from a hand-over that is known, never from the day in a sheet on which somebody
 * wrote the family down. */
static void
add_service_tag (GtkWidget *cell, SijilHouseholdRow *row, gboolean alone)
{
  g_autofree char *today = sijil_date_today ();
  const char *registered = sijil_household_row_registered_on (row);
  const char *last = sijil_household_row_last_on (row);
  const char *since = last != NULL ? last : registered;
  int days = since != NULL ? sijil_date_days_between (since, today) : 0;
  int months = days / DAYS_A_MONTH;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  if (last != NULL && months >= MONTHS_UNTIL_LATE) {
    number = sijil_text_number (months);
    words = g_strdup_printf (
        ngettext ("Not served for %s month", "Not served for %s months", (gulong) months), number);
    gtk_box_append (GTK_BOX (cell), sijil_tag_new (words, "err", NULL));
  } else if (alone && last == NULL && registered != NULL && days <= DAYS_NEW) {
    number = sijil_text_number (days);
    words = days == 0 ? g_strdup (_ ("Registered today"))
                      : g_strdup_printf (ngettext ("Registered %s day ago",
                                                   "Registered %s days ago", (gulong) days),
                                         number);
    gtk_box_append (GTK_BOX (cell), sijil_tag_new (words, "accent", NULL));
  }
}

static void
fill_attention (GtkWidget *cell, SijilHouseholdRow *row)
{
  gboolean consent = sijil_household_row_consent (row);
  const char *moved_to = sijil_household_row_moved_to (row);

  sijil_box_clear (cell);
  if (moved_to != NULL) {
    g_autofree char *whom = sijil_text_isolate (moved_to);
    g_autofree char *words = g_strdup_printf (_ ("Moved to %s"), whom);

    gtk_box_append (GTK_BOX (cell), sijil_tag_new (words, "info", NULL));
    return;
  }
  if (!consent)
    gtk_box_append (GTK_BOX (cell), sijil_tag_new (_ ("No consent"), "warn", NULL));
  if (sijil_household_row_head (row) == NULL)
    gtk_box_append (GTK_BOX (cell), sijil_tag_new (_ ("Confirm head"), "warn", NULL));
  else
    add_service_tag (cell, row, consent);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const Cell *cell = user_data;

  gtk_list_item_set_child (item, cell->make ());
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const Cell *cell = user_data;

  cell->fill (gtk_list_item_get_child (item), gtk_list_item_get_item (item));
}

static void
add (GtkColumnView *view, const char *title, const Cell *cell, int width, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), (gpointer) cell);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), (gpointer) cell);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, expand);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_append_column (view, column);
}

/**
 * sijil_household_columns_add:
 * @view: an empty view over #SijilHouseholdRow
 *
 * Gives the view the columns of the list of households.
 */
void
sijil_household_columns_add (GtkColumnView *view)
{
  static const Cell head = { make_head, fill_head };
  static const Cell card = { make_small_label, fill_card };
  static const Cell place = { make_label, fill_place };
  static const Cell members = { make_label, fill_members };
  static const Cell last = { make_last, fill_last };
  static const Cell attention = { make_tags, fill_attention };

  add (view, _ ("Head of family"), &head, 0, TRUE);
  add (view, _ ("Card"), &card, 86, FALSE);
  add (view, _ ("Village"), &place, 150, TRUE);
  add (view, _ ("Members"), &members, 76, FALSE);
  add (view, _ ("Last received"), &last, 124, FALSE);
  add (view, _ ("Needs attention"), &attention, 190, FALSE);
}
