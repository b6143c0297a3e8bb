#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-rows.h"

#include <string.h>

#include "sijil-choices.h"
#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-widgets.h"
#include "types/sijil-person.h"

static GtkWidget *
row_with (GtkWidget *box, const char *label, gboolean activatable)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), activatable);
  gtk_widget_set_focusable (row, activatable);
  sijil_accessible_label (row, label);
  return row;
}

/* ID and phone of a member, or why there is no ID. */
static char *
member_facts (SijilRecord *person)
{
  const char *id = sijil_record_text (person, SIJIL_PERSON_ID_NUMBER);
  const char *reason = sijil_record_text (person, SIJIL_PERSON_NO_ID_REASON);
  const char *digits = sijil_record_text (person, SIJIL_PERSON_PHONE);
  g_autofree char *phone = digits != NULL ? sijil_text_phone (digits) : NULL;
  g_autofree char *first = NULL;

  if (id != NULL)
    first = strlen (id) == 14 ? sijil_text_national_id (id) : sijil_text_ltr (id);
  else if (reason != NULL)
    /* Translators: why there is none. */
    first = g_strdup_printf (_ ("No ID: %s"), sijil_choice_label (sijil_no_id_reasons, reason));
  if (first == NULL || phone == NULL)
    return g_strdup (first != NULL ? first : phone);
  return g_strdup_printf (_ ("%s, %s"), first, phone);
}

static GtkWidget *
member_row (SijilRecord *person, const char *today, const char *facts, gboolean activatable)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *who = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  const char *name = sijil_record_text (person, SIJIL_PERSON_NAME);
  const char *relation = sijil_relation_label (sijil_record_text (person, SIJIL_PERSON_RELATION),
                                               sijil_record_text (person, SIJIL_PERSON_SEX));
  const char *state = sijil_record_text (person, SIJIL_PERSON_STATE);
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
  int age = birth != NULL ? sijil_date_age (birth, today) : -1;
  g_autofree char *years = age >= 0 ? sijil_text_number (age) : g_strdup ("");
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", name, relation, years);
  GtkWidget *age_label = gtk_label_new (years);

  gtk_box_append (GTK_BOX (who), sijil_label_new (name, "small"));
  if (facts != NULL && *facts != '\0')
    gtk_box_append (GTK_BOX (who), sijil_label_new (facts, "hint"));
  gtk_widget_set_hexpand (who, TRUE);
  gtk_widget_set_valign (who, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), who);
  if (state != NULL && strcmp (state, "living") != 0)
    gtk_box_append (GTK_BOX (box),
                    sijil_tag_new (sijil_choice_label (sijil_person_states, state), NULL, NULL));
  gtk_box_append (GTK_BOX (box), sijil_label_new (relation, "hint"));
  gtk_label_set_width_chars (GTK_LABEL (age_label), 3);
  gtk_label_set_xalign (GTK_LABEL (age_label), 1);
  gtk_widget_add_css_class (age_label, "small");
  gtk_box_append (GTK_BOX (box), age_label);
  gtk_widget_add_css_class (box, "memberrow");
  return row_with (box, label, activatable);
}

/**
 * sijil_family_member_row_new:
 * @person: a member
 * @today: ISO date
 *
 * Returns: (transfer floating): a row with name, relation and age
 */
GtkWidget *
sijil_family_member_row_new (SijilRecord *person, const char *today)
{
  return member_row (person, today, NULL, FALSE);
}

/**
 * sijil_file_member_row_new:
 * @person: a member
 * @today: ISO date
 * @may_edit: whether a click asks what happened to that person
 *
 * Returns: (transfer floating): a row with ID and phone as well; its name is the person's id
 */
GtkWidget *
sijil_file_member_row_new (SijilRecord *person, const char *today, gboolean may_edit)
{
  g_autofree char *facts = member_facts (person);
  g_autofree char *id = sijil_id_to_string (sijil_record_id (person));
  GtkWidget *row = member_row (person, today, facts, may_edit);

  gtk_widget_set_name (row, id);
  return row;
}

/* Reached by Tab: the digits belong to what may be received today. */
static GtkWidget *
take_back_button (const SijilReceived *received, const char *what, const char *date)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *id = sijil_id_to_string (&received->distribution);
  g_autofree char *isolated = sijil_text_isolate (what);
  /* Translators: what was handed over, and when */
  g_autofree char *label = g_strdup_printf (_ ("Take back: %s, %s"), isolated, date);

  sijil_add_classes (button, "flat circular small-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, "take-back");
  gtk_widget_set_tooltip_text (button, label);
  sijil_accessible_label (button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.take-back");
  return button;
}

/**
 * sijil_received_row_new:
 * @received: what was received
 * @today: ISO date
 * @may_take_back: whether ours can be taken back here
 *
 * Returns: (transfer floating): a row with day, aid and who gave it
 */
GtkWidget *
sijil_received_row_new (const SijilReceived *received, const char *today, gboolean may_take_back)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gboolean ours = received->association == NULL;
  g_autofree char *date = sijil_date_show_short (received->served_on, today);
  g_autofree char *quantity = sijil_text_number (received->quantity);
  g_autofree char *what = received->quantity > 1
                              ? g_strdup_printf ("%s × %s", received->what, quantity)
                              : g_strdup (received->what);
  const char *whose = ours ? _ ("Us") : received->association;
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", date, what, whose);
  GtkWidget *tag = sijil_tag_new (whose, ours ? "accent" : "line", NULL);

  gtk_box_append (GTK_BOX (box), sijil_label_new (date, "hint"));
  gtk_widget_set_size_request (gtk_widget_get_first_child (box), 76, -1);
  gtk_box_append (GTK_BOX (box), sijil_label_new (what, "small"));
  gtk_widget_set_hexpand (gtk_widget_get_last_child (box), TRUE);
  if (!ours) {
    gtk_label_set_max_width_chars (GTK_LABEL (tag), 18);
    gtk_widget_set_tooltip_text (tag, received->office != NULL ? received->office : whose);
  }
  gtk_box_append (GTK_BOX (box), tag);
  if (ours && may_take_back)
    gtk_box_append (GTK_BOX (box), take_back_button (received, what, date));
  sijil_add_classes (box, ours && may_take_back ? "memberrow withbutton" : "memberrow");
  return row_with (box, label, FALSE);
}

/* What was written down by mistake is taken back at its own row. */
static GtkWidget *
undo_button (const SijilId *id, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *text = sijil_id_to_string (id);

  sijil_add_classes (button, "flat circular small-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, action);
  gtk_widget_set_tooltip_text (button, label);
  sijil_accessible_label (button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
dated_row (const char *date, const char *words, const char *below, const char *below_css,
           GtkWidget *button)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *day = sijil_label_new (date, "hint");
  g_autofree char *label = g_strdup_printf ("%s, %s", date, words);

  gtk_widget_set_size_request (day, 92, -1);
  gtk_widget_set_valign (day, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), sijil_paragraph_new (words, "small"));
  if (below != NULL && *below != '\0')
    gtk_box_append (GTK_BOX (text), sijil_paragraph_new (below, below_css));
  gtk_box_append (GTK_BOX (box), day);
  gtk_box_append (GTK_BOX (box), text);
  if (button != NULL)
    gtk_box_append (GTK_BOX (box), button);
  sijil_add_classes (box, button != NULL ? "memberrow withbutton" : "memberrow");
  return row_with (box, label, FALSE);
}

/**
 * sijil_visit_row_new:
 * @visit: a visit
 * @today: ISO date
 * @may_edit: whether it can be taken back here
 *
 * Returns: (transfer floating): a row with the day, what was seen and by whom
 */
GtkWidget *
sijil_visit_row_new (const SijilVisit *visit, const char *today, gboolean may_edit)
{
  g_autofree char *date = sijil_date_show_short (visit->visited_on, today);
  /* Translators: a day. */
  g_autofree char *label = g_strdup_printf (_ ("Take back the visit of %s"), date);

  return dated_row (date, visit->note, visit->visitor, "hint",
                    may_edit ? undo_button (&visit->visit, label, "win.undo-visit") : NULL);
}

static GtkWidget *
history_undo (const SijilHistoryLine *line, gboolean may_part)
{
  static const struct {
    const char *kind;
    const char *label;
    const char *action;
  } UNDOS[] = { { "merged", N_ ("Undo the merge"), "win.undo-merge" },
                { "same-person", N_ ("Undo the merge"), "win.undo-person-merge" },
                { "apart", N_ ("Ask again"), "win.undo-apart" } };

  for (guint i = 0; i < G_N_ELEMENTS (UNDOS); i++)
    if (may_part && !sijil_id_is_null (&line->undoes) && strcmp (line->kind, UNDOS[i].kind) == 0)
      return undo_button (&line->undoes, _ (UNDOS[i].label), UNDOS[i].action);
  return NULL;
}

/**
 * sijil_history_row_new:
 * @line: what happened
 * @today: ISO date
 * @may_part: whether a merge can be undone here
 *
 * Returns: (transfer floating): a row with the day, what happened and who wrote it down
 */
GtkWidget *
sijil_history_row_new (const SijilHistoryLine *line, const char *today, gboolean may_part)
{
  g_autofree char *date = sijil_date_show_short (line->on, today);
  g_autofree char *actor = sijil_text_isolate (line->actor);
  g_autofree char *office = sijil_text_isolate (line->office);
  g_autofree char *whence = line->actor != NULL && line->office != NULL
                                ? g_strdup_printf (_ ("%s, %s"), actor, office)
                                : NULL;

  return dated_row (date, line->words, whence, "hint", history_undo (line, may_part));
}

/**
 * sijil_fact_row_new:
 * @name: what it is
 * @value: what it is here
 *
 * Returns: (transfer floating): a row with both
 */
GtkWidget *
sijil_fact_row_new (const char *name, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *text = sijil_paragraph_new (value, "small");
  g_autofree char *label = g_strdup_printf ("%s: %s", name, value);

  gtk_box_append (GTK_BOX (box), sijil_label_new (name, "hint"));
  gtk_widget_set_size_request (gtk_widget_get_first_child (box), 120, -1);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_add_css_class (box, "memberrow");
  return row_with (box, label, FALSE);
}
