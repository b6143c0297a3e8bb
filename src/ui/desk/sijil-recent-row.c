#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-recent-row.h"

#include <string.h>

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

static char *
what_words (const SijilRecent *recent)
{
  g_autofree char *quantity = sijil_text_number (recent->quantity);

  return recent->quantity > 1 ? g_strdup_printf ("%s × %s", recent->what, quantity)
                              : g_strdup (recent->what);
}

static GtkWidget *
undo_button (const SijilRecent *recent, SijilUndoOffer offer)
{
  gboolean last = offer == SIJIL_UNDO_LAST;
  g_autofree char *id = sijil_id_to_string (&recent->distribution);
  g_autofree char *name = sijil_text_isolate (recent->head_name);
  /* Translators: the name of the head of a family */
  g_autofree char *label = g_strdup_printf (_ ("Take back from the family of %s"), name);
  GtkWidget *undo = sijil_button_with_key_new (_ ("Undo"), last ? "Ctrl+Z" : "Del", "flat");

  gtk_widget_set_valign (undo, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (undo, FALSE);
  gtk_widget_set_name (undo, last ? "undo-last" : "undo-this");
  if (!last) {
    GtkWidget *key = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (undo)));

    gtk_widget_set_name (key, "row-key");
    gtk_widget_set_opacity (key, 0);
    sijil_accessible_label (undo, label);
  }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (undo), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo), "win.take-back");
  return undo;
}

static GtkWidget *
fixed (GtkWidget *child, int width)
{
  gtk_widget_set_size_request (child, width, -1);
  return child;
}

/**
 * sijil_recent_row_new:
 * @recent: one of today's hand-overs
 * @offer: how it may be taken back here
 *
 * Returns: (transfer floating): its row, which opens the family
 */
GtkWidget *
sijil_recent_row_new (const SijilRecent *recent, SijilUndoOffer offer)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *id = sijil_id_to_string (&recent->household);
  g_autofree char *clock = sijil_date_clock (recent->at);
  g_autofree char *what = what_words (recent);
  g_autofree char *card = sijil_card_show (recent->card);
  g_autofree char *head = sijil_text_isolate (recent->head_name);
  g_autofree char *label = g_strdup_printf (_ ("%s, %s, at %s"), head, what, clock);
  GtkWidget *disc = sijil_disc_new (recent->head_name, 34);

  if (offer != SIJIL_UNDO_LAST)
    gtk_widget_add_css_class (disc, "grey");
  gtk_widget_add_css_class (box, "idlerow");
  gtk_box_append (GTK_BOX (box), fixed (sijil_label_new (clock, "hint"), 40));
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (names), sijil_label_new (recent->head_name, "strong"));
  gtk_box_append (GTK_BOX (names), sijil_label_new (what, "hint"));
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (box), names);
  if (recent->over_warning)
    gtk_box_append (GTK_BOX (box), sijil_tag_new (_ ("With a reason"), "warn", NULL));
  if (offer != SIJIL_UNDO_NOT_HERE)
    gtk_box_append (GTK_BOX (box), undo_button (recent, offer));
  gtk_box_append (GTK_BOX (box), fixed (sijil_label_new (card, "hint"), 76));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-family");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  sijil_accessible_label (row, label);
  return row;
}

static void
show_key (GtkWidget *widget, gboolean shown)
{
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    if (strcmp (gtk_widget_get_name (c), "row-key") == 0)
      gtk_widget_set_opacity (c, shown ? 1 : 0);
    else
      show_key (c, shown);
  }
}

/**
 * sijil_recent_row_set_chosen:
 * @row: a row of today's list
 * @chosen: whether the keys mean it
 *
 * Shows which row Enter and Delete mean.
 */
void
sijil_recent_row_set_chosen (GtkWidget *row, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (row, "sel");
  else
    gtk_widget_remove_css_class (row, "sel");
  show_key (row, chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
}
