#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-household-form-private.h"

#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "types/sijil-household.h"
#include "types/sijil-person.h"

static void
set_text (SijilFieldRow *row, SijilRecord *record, guint field)
{
  if (sijil_record_has (record, field))
    sijil_field_row_set_text (row, sijil_record_text (record, field));
}

static void
set_choice (SijilChoiceRow *row, SijilRecord *record, guint field)
{
  if (sijil_record_has (record, field))
    sijil_choice_row_set_code (row, sijil_record_text (record, field));
}

static char *
income_text (gint64 piastres)
{
  g_autofree char *plain =
      piastres % 100 == 0
          ? g_strdup_printf ("%" G_GINT64_FORMAT, piastres / 100)
          : g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", piastres / 100, (int) (piastres % 100));

  return sijil_text_digits (plain);
}

/* Fills the rows of the household; a field of which the record says nothing stays as it is, so that
 * a draft can be laid over what is stored. */
void
sijil_household_form_set_household (SijilHouseholdForm *self, SijilRecord *household)
{
  set_choice (self->governorate_row, household, SIJIL_HOUSEHOLD_GOVERNORATE);
  set_text (self->district_row, household, SIJIL_HOUSEHOLD_DISTRICT);
  set_text (self->village_row, household, SIJIL_HOUSEHOLD_VILLAGE);
  set_text (self->address_row, household, SIJIL_HOUSEHOLD_ADDRESS);
  set_choice (self->housing_row, household, SIJIL_HOUSEHOLD_HOUSING);
  set_text (self->notes_row, household, SIJIL_HOUSEHOLD_NOTES);
  if (sijil_record_has (household, SIJIL_HOUSEHOLD_PHONE)) {
    g_autofree char *phone =
        sijil_text_digits (sijil_record_text (household, SIJIL_HOUSEHOLD_PHONE));

    sijil_field_row_set_text (self->phone_row, phone);
  }
  if (sijil_record_has (household, SIJIL_HOUSEHOLD_INCOME)) {
    g_autofree char *income =
        sijil_record_is_null (household, SIJIL_HOUSEHOLD_INCOME)
            ? g_strdup ("")
            : income_text (sijil_record_number (household, SIJIL_HOUSEHOLD_INCOME, 0));

    sijil_field_row_set_text (self->income_row, income);
  }
  if (sijil_record_has (household, SIJIL_HOUSEHOLD_CONSENT_DATE)) {
    g_autofree char *date =
        sijil_form_date_text (sijil_record_text (household, SIJIL_HOUSEHOLD_CONSENT_DATE));

    gtk_switch_set_active (self->consent_switch, *date != '\0');
    sijil_field_row_set_text (self->consent_date_row, date);
  }
  set_choice (self->consent_basis_row, household, SIJIL_HOUSEHOLD_CONSENT_BASIS);
}

static void
add_issue (GPtrArray *issues, int field, const char *message)
{
  SijilIssue *issue = g_new0 (SijilIssue, 1);

  issue->field = field;
  issue->message = g_strdup (message);
  g_ptr_array_add (issues, issue);
}

/* The household as typed. @issues, if given, gets what cannot even be put into a record. */
SijilRecord *
sijil_household_form_get_household (SijilHouseholdForm *self, GPtrArray *issues)
{
  SijilRecord *record = sijil_record_new (
      &sijil_household_type, sijil_id_is_null (&self->household) ? NULL : &self->household);
  gboolean consent = gtk_switch_get_active (self->consent_switch);
  gint64 income;

  sijil_record_set_text (record, SIJIL_HOUSEHOLD_GOVERNORATE,
                         sijil_choice_row_code (self->governorate_row));
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_DISTRICT,
                         sijil_field_row_text (self->district_row));
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_VILLAGE, sijil_field_row_text (self->village_row));
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_ADDRESS, sijil_field_row_text (self->address_row));
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_PHONE, sijil_field_row_text (self->phone_row));
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_HOUSING,
                         sijil_choice_row_code (self->housing_row));
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_NOTES, sijil_field_row_text (self->notes_row));
  if (sijil_field_row_is_blank (self->income_row))
    sijil_record_set_null (record, SIJIL_HOUSEHOLD_INCOME);
  else if (sijil_text_parse_money (sijil_field_row_text (self->income_row), &income))
    sijil_record_set_number (record, SIJIL_HOUSEHOLD_INCOME, income);
  else if (issues != NULL)
    add_issue (issues, SIJIL_HOUSEHOLD_INCOME, _ ("This is not an amount of pounds"));
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_CONSENT_DATE,
                         consent ? sijil_field_row_text (self->consent_date_row) : NULL);
  sijil_record_set_text (record, SIJIL_HOUSEHOLD_CONSENT_BASIS,
                         consent ? sijil_choice_row_code (self->consent_basis_row) : NULL);
  if (issues != NULL && consent && sijil_field_row_is_blank (self->consent_date_row))
    add_issue (issues, SIJIL_HOUSEHOLD_CONSENT_DATE, _ ("Say when consent was given"));
  return record;
}

static void
on_member_changed_cb (SijilHouseholdForm *self, SijilPersonRows *person)
{
  sijil_household_form_typed (self, person);
}

static void
on_member_remove_cb (SijilMemberRow *row, gpointer user_data)
{
  SijilHouseholdForm *self = user_data;

  sijil_look_alikes_pane_forget (self->look_alikes, sijil_member_row_person (row));
  g_ptr_array_remove (self->members, row);
  adw_preferences_group_remove (self->members_group, GTK_WIDGET (row));
  sijil_household_form_typed (self, NULL);
}

/* Appends an empty member, closed. */
SijilMemberRow *
sijil_household_form_add_member (SijilHouseholdForm *self)
{
  SijilMemberRow *row = SIJIL_MEMBER_ROW (sijil_member_row_new ());

  g_ptr_array_add (self->members, row);
  adw_preferences_group_add (self->members_group, GTK_WIDGET (row));
  g_signal_connect_object (sijil_member_row_person (row), "changed",
                           G_CALLBACK (on_member_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_member_remove_cb), self, 0);
  return row;
}

static SijilPersonRows *
rows_of (SijilHouseholdForm *self, const SijilId *id)
{
  SijilId none = { 0 };

  if (sijil_id_is_null (id))
    return NULL;
  for (guint i = 0; i <= self->members->len; i++) {
    SijilPersonRows *rows =
        i == 0 ? self->head : sijil_member_row_person (self->members->pdata[i - 1]);
    g_autoptr (SijilRecord) person = sijil_person_rows_record (rows);

    if (sijil_id_equal (sijil_record_id (person), id) && !sijil_id_equal (id, &none))
      return rows;
  }
  return NULL;
}

/* Puts a person into the rows that are theirs: the head's, a member's, or new ones. */
void
sijil_household_form_set_person (SijilHouseholdForm *self, SijilRecord *person)
{
  SijilPersonRows *rows = rows_of (self, sijil_record_id (person));
  SijilMemberRow *member = NULL;

  if (rows == NULL && g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0 &&
      sijil_person_rows_is_empty (self->head))
    rows = self->head;
  if (rows == NULL) {
    member = sijil_household_form_add_member (self);
    rows = sijil_member_row_person (member);
  }
  sijil_person_rows_load (rows, person);
  for (guint i = 0; i < self->members->len; i++)
    sijil_member_row_update (self->members->pdata[i]);
}

static SijilRecord *
empty_record (const SijilTypeDef *type)
{
  SijilRecord *record = sijil_record_new (type, NULL);

  for (guint i = 0; i < type->n_fields; i++)
    sijil_record_set_null (record, i);
  return record;
}

/* Puts the rows back to what is stored, or empties them. */
void
sijil_household_form_reset (SijilHouseholdForm *self)
{
  g_autoptr (SijilRecord) household = empty_record (&sijil_household_type);
  g_autoptr (SijilRecord) person = empty_record (&sijil_person_type);
  GHashTableIter iter;
  gpointer stored;

  self->loading = TRUE;
  sijil_look_alikes_pane_forget (self->look_alikes, NULL);
  sijil_household_form_set_household (self, self->loaded != NULL ? self->loaded : household);
  if (!sijil_person_rows_is_saved (self->head))
    sijil_person_rows_load (self->head, person);
  for (guint i = self->members->len; i > 0; i--) {
    SijilMemberRow *row = self->members->pdata[i - 1];

    if (sijil_person_rows_is_saved (sijil_member_row_person (row)))
      continue;
    g_ptr_array_remove_index (self->members, i - 1);
    adw_preferences_group_remove (self->members_group, GTK_WIDGET (row));
  }
  g_hash_table_iter_init (&iter, self->loaded_persons);
  while (g_hash_table_iter_next (&iter, NULL, &stored))
    sijil_household_form_set_person (self, stored);
  self->loading = FALSE;
}

/* All persons as typed, the head first. A family whose head is still to be confirmed has none. */
GPtrArray *
sijil_household_form_get_persons (SijilHouseholdForm *self)
{
  GPtrArray *persons = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean headless = self->loaded != NULL && sijil_person_rows_is_empty (self->head);

  if (!headless)
    g_ptr_array_add (persons, sijil_person_rows_record (self->head));
  for (guint i = 0; i < self->members->len; i++)
    g_ptr_array_add (persons,
                     sijil_person_rows_record (sijil_member_row_person (self->members->pdata[i])));
  return persons;
}

static void
show_household_issues (SijilHouseholdForm *self, GPtrArray *issues)
{
  const struct {
    int field;
    SijilFieldRow *row;
  } rows[] = {
    { SIJIL_HOUSEHOLD_DISTRICT, self->district_row },
    { SIJIL_HOUSEHOLD_VILLAGE, self->village_row },
    { SIJIL_HOUSEHOLD_ADDRESS, self->address_row },
    { SIJIL_HOUSEHOLD_PHONE, self->phone_row },
    { SIJIL_HOUSEHOLD_INCOME, self->income_row },
    { SIJIL_HOUSEHOLD_NOTES, self->notes_row },
    { SIJIL_HOUSEHOLD_CONSENT_DATE, self->consent_date_row },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sijil_field_row_set_note (rows[i].row, NULL, NULL);
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
      if (rows[k].field == issue->field)
        sijil_field_row_set_note (rows[k].row, issue->message, "err");
  }
}

static guint
check_person (SijilPersonRows *rows, SijilRecord *person, const char *today)
{
  g_autoptr (GPtrArray) unread = sijil_record_clean (person);
  g_autoptr (GPtrArray) wrong = sijil_record_validate (person, today);

  sijil_person_rows_show_issues (rows, wrong);
  sijil_person_rows_show_issues (rows, unread);
  return unread->len + wrong->len;
}

/* Cleans and judges everything, and says at each row what is wrong with it. The first wrong row
 * gets the focus. */
gboolean
sijil_household_form_check (SijilHouseholdForm *self, SijilRecord *household, GPtrArray *persons,
                            GPtrArray *issues)
{
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GPtrArray) unread = sijil_record_clean (household);
  g_autoptr (GPtrArray) wrong = sijil_record_validate (household, today);
  guint heads = 0, faults = 0;
  gboolean headless = persons->len == self->members->len;

  g_ptr_array_extend_and_steal (issues, g_steal_pointer (&wrong));
  g_ptr_array_extend_and_steal (issues, g_steal_pointer (&unread));
  show_household_issues (self, issues);
  faults = issues->len;
  for (guint i = 0; i < persons->len; i++) {
    SijilRecord *person = persons->pdata[i];
    gboolean is_head = !headless && i == 0;
    SijilMemberRow *member = is_head ? NULL : self->members->pdata[i - (headless ? 0 : 1)];
    SijilPersonRows *rows = is_head ? self->head : sijil_member_row_person (member);
    guint found = check_person (rows, person, today);

    if (g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0 && ++heads > 1) {
      SijilIssue second = { SIJIL_PERSON_RELATION, (char *) _ ("A family has one head") };
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, &second);
      sijil_person_rows_show_issues (rows, one);
      found++;
    }
    if (found > 0 && member != NULL)
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (member), TRUE);
    if (found > 0 && faults == 0)
      sijil_person_rows_focus (rows);
    faults += found;
  }
  return faults == 0;
}
