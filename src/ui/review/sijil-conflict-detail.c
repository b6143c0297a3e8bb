#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-conflict-detail.h"

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilConflictDetail {
  GtkWidget parent_instance;
  GtkLabel *question;
  GtkGrid *grid;
  GtkLabel *why;
  GtkButton *open_button;
  GtkBox *answers;
};

G_DEFINE_FINAL_TYPE (SijilConflictDetail, sijil_conflict_detail, GTK_TYPE_WIDGET)

/**
 * sijil_conflict_title:
 * @conflict: a conflict
 *
 * Returns: (transfer full): whose it is
 */
char *
sijil_conflict_title (const SijilConflict *conflict)
{
  if (conflict->person_name != NULL)
    return g_strdup (conflict->person_name);
  return conflict->head_name != NULL ? g_strdup (conflict->head_name)
                                     : sijil_card_show (conflict->card);
}

/**
 * sijil_conflict_subtitle:
 * @conflict: a conflict
 *
 * Returns: (transfer full): what it is about, in a few words
 */
char *
sijil_conflict_subtitle (const SijilConflict *conflict)
{
  if (conflict->revived)
    return g_strdup (_ ("Deleted and edited"));
  /* Translators: a field, such as "Phone". */
  return g_strdup_printf (_ ("%s: two values"), conflict->label);
}

static char *
question_of (const SijilConflict *conflict)
{
  g_autofree char *title = sijil_conflict_title (conflict);
  g_autofree char *name = sijil_text_isolate (title);

  if (conflict->revived)
    return g_strdup_printf (_ ("Does the family of %s stay in the register?"), name);
  /* Translators: a field, then a name. */
  return g_strdup_printf (_ ("%s of %s: which is right?"), conflict->label, name);
}

static char *
who_and_when (const char *office, gint64 at)
{
  g_autofree char *who = sijil_text_isolate (office != NULL ? office : _ ("another PC"));
  g_autofree char *date = NULL, *day = NULL, *today = NULL, *clock = NULL;

  if (at == 0)
    return g_strdup (who);
  date = sijil_date_of_instant (at);
  today = sijil_date_today ();
  day = sijil_date_show_short (date, today);
  clock = sijil_date_clock (at);
  /* Translators: an office, a day, a time. */
  return g_strdup_printf (_ ("%s, %s %s"), who, day, clock);
}

static void
attach (SijilConflictDetail *self, const char *text, int column, int line, const char *css)
{
  GtkWidget *cell = line == 0 ? sijil_label_new (text, css) : sijil_paragraph_new (text, css);

  gtk_widget_set_hexpand (cell, column > 0);
  gtk_grid_attach (self->grid, cell, column, line, 1, 1);
}

static void
show_sides (SijilConflictDetail *self, const SijilConflict *conflict)
{
  g_autofree char *standing = who_and_when (conflict->standing_office, conflict->standing_at);
  g_autofree char *losing = who_and_when (conflict->losing_office, conflict->losing_at);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  attach (self, "", 0, 0, "cmp-head cmp-cell");
  attach (self, _ ("Stands now"), 1, 0, "cmp-head cmp-cell strong");
  attach (self, _ ("The other"), 2, 0, "cmp-head cmp-cell strong");
  attach (self, conflict->label, 0, 1, "cmp-row cmp-key cmp-cell");
  attach (self, conflict->standing != NULL ? conflict->standing : _ ("empty"), 1, 1,
          "cmp-row cmp-cell strong");
  attach (self, conflict->losing != NULL ? conflict->losing : _ ("empty"), 2, 1,
          "cmp-row cmp-cell strong");
  attach (self, _ ("Written at"), 0, 2, "cmp-row cmp-key cmp-cell");
  attach (self, standing, 1, 2, "cmp-row cmp-cell");
  attach (self, losing, 2, 2, "cmp-row cmp-cell");
}

static void
add_answer (SijilConflictDetail *self, guint key, const char *label, const char *hint)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *digit = g_strdup_printf ("%u", key);
  g_autofree char *name = g_strdup_printf ("choice-%u", key);
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), label, hint);

  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), sijil_label_new (label, "strong"));
  gtk_box_append (GTK_BOX (words), sijil_label_new (hint, "small"));
  gtk_box_append (GTK_BOX (box), sijil_keycap_new (digit));
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_name (button, name);
  gtk_widget_set_tooltip_text (button, hint);
  if (key == 1)
    gtk_widget_add_css_class (button, "suggested-action");
  sijil_accessible_label (button, spoken);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "review.answer");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", key);
  gtk_box_append (self->answers, button);
}

/**
 * sijil_conflict_detail_show:
 * @detail: the pane
 * @conflict: a conflict
 *
 * Shows both values and asks which is right.
 */
void
sijil_conflict_detail_show (SijilConflictDetail *detail, const SijilConflict *conflict)
{
  g_autofree char *question = question_of (conflict);
  g_autofree char *id = sijil_id_to_string (&conflict->household);
  g_autofree char *deleted = who_and_when (conflict->losing_office, conflict->losing_at);

  gtk_label_set_label (detail->question, question);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (detail->open_button), "s", id);
  gtk_widget_set_visible (GTK_WIDGET (detail->open_button),
                          !sijil_id_is_null (&conflict->household));
  sijil_box_clear (GTK_WIDGET (detail->answers));
  gtk_widget_set_visible (GTK_WIDGET (detail->grid), !conflict->revived);
  if (conflict->revived) {
    g_autofree char *why = g_strdup_printf (
        _ ("It was deleted: %s. Meanwhile somebody else worked on it, so it is here again."),
        deleted);

    gtk_label_set_label (detail->why, why);
    add_answer (detail, 1, _ ("It stays"), _ ("The deletion is taken back"));
    add_answer (detail, 2, _ ("Delete it"), _ ("On all PCs"));
  } else {
    show_sides (detail, conflict);
    gtk_label_set_label (
        detail->why,
        conflict->waits
            ? _ ("Both were written without a line to each other. Until you decide, the value that "
                 "reached the registry first stands on all PCs.")
            : _ ("Both were written without a line to each other. The later one stands until you "
                 "decide; nothing is lost."));
    add_answer (detail, 1, _ ("What stands is right"),
                conflict->standing != NULL ? conflict->standing : _ ("empty"));
    add_answer (detail, 2, _ ("The other is right"),
                conflict->losing != NULL ? conflict->losing : _ ("empty"));
  }
  add_answer (detail, 4, _ ("Later"), _ ("It stays in this list"));
}

static void
sijil_conflict_detail_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_CONFLICT_DETAIL);
  G_OBJECT_CLASS (sijil_conflict_detail_parent_class)->dispose (object);
}

static void
sijil_conflict_detail_class_init (SijilConflictDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_conflict_detail_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/conflict-detail.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilConflictDetail, child)
  BIND (question);
  BIND (grid);
  BIND (why);
  BIND (open_button);
  BIND (answers);
#undef BIND
}

static void
sijil_conflict_detail_init (SijilConflictDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
