#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-member-form.h"

#include <string.h>

#include "../sijil-ui.h"
#include "sijil-choice-row.h"
#include "sijil-choices.h"
#include "sijil-families.h"
#include "sijil-family-picker.h"
#include "sijil-field-row.h"
#include "sijil-i18n.h"
#include "sijil-person-rows.h"
#include "sijil-roles.h"
#include "sijil-text.h"
#include "sijil-widgets.h"
#include "types/sijil-person.h"

/* What may happen, in the order of the list. The codes of a state are those of the model. */
static const struct {
  SijilChoice choice;
  gboolean of_living;
  gboolean of_head; /* also of the head of the family */
  SijilAct act;
} CHANGES[] = {
  { { "dead", N_ ("Died") }, TRUE, TRUE, SIJIL_ACT_REGISTER },
  { { "moved-away", N_ ("Moved away") }, TRUE, TRUE, SIJIL_ACT_REGISTER },
  { { "married", N_ ("Married into a family") }, TRUE, FALSE, SIJIL_ACT_FAMILIES },
  { { "moved", N_ ("Moved to another family") }, TRUE, FALSE, SIJIL_ACT_FAMILIES },
  { { "split", N_ ("Lives on their own now") }, TRUE, FALSE, SIJIL_ACT_FAMILIES },
  { { "head", N_ ("Heads the family now") }, TRUE, FALSE, SIJIL_ACT_REGISTER },
  { { "living", N_ ("Is back") }, FALSE, TRUE, SIJIL_ACT_REGISTER },
};

struct _SijilMemberForm {
  SijilShortForm parent_instance;
  SijilId household;
  SijilId person;
  gboolean is_head;
  char *name;
  GPtrArray *others; /* SijilRecord: the other living members */
  SijilChoice changes[G_N_ELEMENTS (CHANGES) + 1];

  SijilChoiceRow *change_row;
  SijilFieldRow *date_row;
  AdwComboRow *head_row;
  SijilChoiceRow *relation_row;
  SijilFamilyPicker *picker;
  AdwPreferencesGroup *along_group;
  GPtrArray *along_rows; /* AdwActionRow, one for each of the others */
};

G_DEFINE_FINAL_TYPE (SijilMemberForm, sijil_member_form, SIJIL_TYPE_SHORT_FORM)

static gboolean
is_one_of (const char *code, const char *a, const char *b)
{
  return g_strcmp0 (code, a) == 0 || g_strcmp0 (code, b) == 0;
}

static void
on_change_chosen_cb (SijilMemberForm *self)
{
  const char *change = sijil_choice_row_code (self->change_row);
  gboolean moves = is_one_of (change, "moved", "married");

  gtk_widget_set_visible (GTK_WIDGET (self->head_row),
                          self->is_head && self->others->len > 0 &&
                              is_one_of (change, "dead", "moved-away"));
  gtk_widget_set_visible (GTK_WIDGET (self->relation_row), moves);
  gtk_widget_set_visible (GTK_WIDGET (self->picker), moves);
  gtk_widget_set_visible (GTK_WIDGET (self->along_group),
                          g_strcmp0 (change, "split") == 0 && self->along_rows->len > 0);
  if (g_strcmp0 (change, "married") == 0)
    sijil_choice_row_set_code (self->relation_row, "spouse");
  sijil_short_form_say (SIJIL_SHORT_FORM (self), NULL);
}

/* The day as typed, or %FALSE once its row says what is wrong; without one it was today. */
static gboolean
read_date (SijilMemberForm *self, char **on)
{
  g_autofree char *today = sijil_date_today ();
  const char *trouble = NULL;

  *on = NULL;
  if (sijil_field_row_is_blank (self->date_row))
    return TRUE;
  *on = sijil_date_parse (sijil_field_row_text (self->date_row), SIJIL_DATE_YEAR);
  if (*on == NULL)
    trouble = _ ("This is not a date");
  else if (strcmp (*on, today) > 0)
    trouble = _ ("This date lies in the future");
  sijil_field_row_set_note (self->date_row, trouble, "err");
  return trouble == NULL;
}

static void
end_free (gpointer data)
{
  SijilPersonEnd *end = data;

  g_free (end->state);
  g_free (end->on);
  g_free (end->next_head);
  g_free (end);
}

static void
save_state (SijilMemberForm *self, const char *state, const char *on)
{
  SijilPersonEnd *end = g_new0 (SijilPersonEnd, 1);
  guint next = adw_combo_row_get_selected (self->head_row);

  end->person = self->person;
  end->state = g_strdup (state);
  end->on = g_strdup (on);
  if (gtk_widget_get_visible (GTK_WIDGET (self->head_row)) && next < self->others->len)
    end->next_head = sijil_id_copy (sijil_record_id (self->others->pdata[next]));
  sijil_short_form_write (SIJIL_SHORT_FORM (self), sijil_person_set_state, end, end_free, NULL);
}

static void
move_free (gpointer data)
{
  SijilPersonMove *move = data;

  g_free (move->relation);
  g_free (move->on);
  g_free (move);
}

static void
save_move (SijilMemberForm *self, gboolean married, const char *on)
{
  const SijilId *to = sijil_family_picker_chosen (self->picker);
  SijilPersonMove *move;

  if (to == NULL) {
    sijil_family_picker_say (self->picker, _ ("Choose the family"));
    return;
  }
  move = g_new0 (SijilPersonMove, 1);
  move->person = self->person;
  move->to = *to;
  move->relation = g_strdup (sijil_choice_row_code (self->relation_row));
  move->married = married;
  move->on = g_strdup (on);
  sijil_short_form_write (SIJIL_SHORT_FORM (self), sijil_person_move, move, move_free, NULL);
}

static void
head_free (gpointer data)
{
  g_free (((SijilNewHead *) data)->on);
  g_free (data);
}

static void
save_head (SijilMemberForm *self, const char *on)
{
  SijilNewHead *head = g_new0 (SijilNewHead, 1);

  head->person = self->person;
  head->on = g_strdup (on);
  sijil_short_form_write (SIJIL_SHORT_FORM (self), sijil_family_set_head, head, head_free, NULL);
}

static void
split_free (gpointer data)
{
  SijilFamilySplit *split = data;

  g_ptr_array_unref (split->persons);
  g_free (split->on);
  g_free (split);
}

static GtkCheckButton *
check_of (gpointer row)
{
  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (row));
}

static void
save_split (SijilMemberForm *self, const char *on)
{
  SijilFamilySplit *split = g_new0 (SijilFamilySplit, 1);

  split->household = self->household;
  split->head = self->person;
  split->on = g_strdup (on);
  split->persons = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (split->persons, sijil_id_copy (&self->person));
  for (guint i = 0; i < self->along_rows->len; i++) {
    GtkCheckButton *check = check_of (self->along_rows->pdata[i]);

    if (gtk_check_button_get_active (check))
      g_ptr_array_add (split->persons,
                       sijil_id_copy (g_object_get_data (G_OBJECT (check), "person")));
  }
  sijil_short_form_write (SIJIL_SHORT_FORM (self), sijil_family_split, split, split_free, g_free);
}

static void
sijil_member_form_save (SijilShortForm *form)
{
  SijilMemberForm *self = SIJIL_MEMBER_FORM (form);
  const char *change = sijil_choice_row_code (self->change_row);
  g_autofree char *on = NULL;

  if (!read_date (self, &on))
    return;
  if (g_strcmp0 (change, "split") == 0)
    save_split (self, on);
  else if (g_strcmp0 (change, "head") == 0)
    save_head (self, on);
  else if (is_one_of (change, "moved", "married"))
    save_move (self, g_strcmp0 (change, "married") == 0, on);
  else
    save_state (self, change, on);
}

static void
sijil_member_form_saved (SijilShortForm *form, gpointer result)
{
  SijilMemberForm *self = SIJIL_MEMBER_FORM (form);
  g_autofree char *who = sijil_text_isolate (self->name);
  g_autofree char *sentence = NULL;
  g_autofree char *id = NULL;

  if (g_strcmp0 (sijil_choice_row_code (self->change_row), "split") == 0) {
    id = sijil_id_to_string (result);
    /* Translators: name of a person. */
    sentence = g_strdup_printf (_ ("%s has a household of their own"), who);
    sijil_ui_toast (GTK_WIDGET (form), sentence, _ ("Open"), "win.show-family",
                    g_variant_new_string (id));
    return;
  }
  /* Translators: name of a person. */
  sentence = g_strdup_printf (_ ("Noted for %s"), who);
  sijil_ui_toast (GTK_WIDGET (form), sentence, NULL, NULL, NULL);
}

static void
sijil_member_form_dispose (GObject *object)
{
  SijilMemberForm *self = SIJIL_MEMBER_FORM (object);

  g_ptr_array_set_size (self->others, 0);
  g_ptr_array_set_size (self->along_rows, 0);
  G_OBJECT_CLASS (sijil_member_form_parent_class)->dispose (object);
}

static void
sijil_member_form_finalize (GObject *object)
{
  SijilMemberForm *self = SIJIL_MEMBER_FORM (object);

  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->along_rows);
  g_free (self->name);
  G_OBJECT_CLASS (sijil_member_form_parent_class)->finalize (object);
}

static void
sijil_member_form_class_init (SijilMemberFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_member_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_member_form_finalize;
  SIJIL_SHORT_FORM_CLASS (klass)->save = sijil_member_form_save;
  SIJIL_SHORT_FORM_CLASS (klass)->saved = sijil_member_form_saved;
}

static void
sijil_member_form_init (SijilMemberForm *self)
{
  SijilShortForm *form = SIJIL_SHORT_FORM (self);

  self->others = g_ptr_array_new_with_free_func (g_object_unref);
  self->along_rows = g_ptr_array_new ();
  self->changes[0] = CHANGES[0].choice;
  self->change_row =
      SIJIL_CHOICE_ROW (sijil_choice_row_new (_ ("What happened?"), self->changes, NULL));
  self->date_row =
      SIJIL_FIELD_ROW (sijil_field_row_new (_ ("When, if not today: or the year alone"), TRUE));
  self->head_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->head_row),
                                 _ ("Who heads the family from now on?"));
  /* The first of the relations is the head, and that household has one. */
  self->relation_row = SIJIL_CHOICE_ROW (
      sijil_choice_row_new (_ ("Relation to the head there"), sijil_relations + 1, NULL));
  self->picker = SIJIL_FAMILY_PICKER (sijil_family_picker_new ());
  self->along_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->along_group, _ ("Who goes along?"));
  gtk_widget_set_margin_top (GTK_WIDGET (self->along_group), 12);
  sijil_short_form_add (form, GTK_WIDGET (self->change_row));
  sijil_short_form_add (form, GTK_WIDGET (self->date_row));
  sijil_short_form_add (form, GTK_WIDGET (self->head_row));
  sijil_short_form_add (form, GTK_WIDGET (self->relation_row));
  sijil_short_form_add (form, GTK_WIDGET (self->picker));
  sijil_short_form_add (form, GTK_WIDGET (self->along_group));
  g_signal_connect_object (self->change_row, "notify::selected", G_CALLBACK (on_change_chosen_cb),
                           self, G_CONNECT_SWAPPED);
}

static gboolean
is_living (SijilRecord *person)
{
  const char *state = sijil_record_text (person, SIJIL_PERSON_STATE);

  return state == NULL || strcmp (state, "living") == 0;
}

static gboolean
is_head (SijilRecord *person)
{
  return g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0;
}

static void
fill_changes (SijilMemberForm *self, const char *role, gboolean living)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (CHANGES); i++)
    if (CHANGES[i].of_living == living && (!self->is_head || CHANGES[i].of_head) &&
        sijil_role_allows (role, CHANGES[i].act))
      self->changes[n++] = CHANGES[i].choice;
  self->changes[n] = (SijilChoice){ NULL };
  sijil_choice_row_set_choices (self->change_row, self->changes, NULL);
}

static void
fill_others (SijilMemberForm *self, const SijilFamily *family)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; i < self->along_rows->len; i++)
    adw_preferences_group_remove (self->along_group, self->along_rows->pdata[i]);
  g_ptr_array_set_size (self->along_rows, 0);
  for (guint i = 0; i < family->members->len; i++) {
    SijilRecord *other = family->members->pdata[i];
    const char *name = sijil_record_text (other, SIJIL_PERSON_NAME);

    if (!is_living (other) || sijil_id_equal (sijil_record_id (other), &self->person))
      continue;
    g_ptr_array_add (self->others, g_object_ref (other));
    gtk_string_list_append (names, name);
    if (!is_head (other)) {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      g_object_set_data_full (G_OBJECT (check), "person", sijil_id_copy (sijil_record_id (other)),
                              g_free);
      sijil_accessible_label (check, name);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_preferences_group_add (self->along_group, row);
      g_ptr_array_add (self->along_rows, row);
    }
  }
  adw_combo_row_set_model (self->head_row, G_LIST_MODEL (names));
}

/**
 * sijil_member_form_begin:
 * @form: the form
 * @store: the register
 * @family: the family
 * @person: (nullable): who of it; %NULL does nothing
 *
 * Makes the form ready: what may happen to this member and what this clerk may write.
 */
void
sijil_member_form_begin (SijilMemberForm *form, SijilStore *store, const SijilFamily *family,
                         SijilRecord *person)
{
  g_autofree char *title = NULL;
  g_autofree char *who = NULL;

  if (person == NULL)
    return;
  form->household = *sijil_record_id (family->household);
  form->person = *sijil_record_id (person);
  form->is_head = is_head (person);
  g_free (form->name);
  form->name = g_strdup (sijil_record_text (person, SIJIL_PERSON_NAME));
  who = sijil_text_isolate (form->name);
  /* Translators: name of a person. */
  title = g_strdup_printf (_ ("What happened to %s?"), who);
  sijil_short_form_set_title (SIJIL_SHORT_FORM (form), title, NULL);
  fill_others (form, family);
  fill_changes (form, sijil_store_role (store), is_living (person));
  sijil_field_row_set_text (form->date_row, "");
  sijil_field_row_set_note (form->date_row, NULL, NULL);
  sijil_family_picker_begin (form->picker, store, &form->household);
  sijil_short_form_begin (SIJIL_SHORT_FORM (form), store);
  on_change_chosen_cb (form);
  gtk_widget_grab_focus (GTK_WIDGET (form->change_row));
}
