#include "sijil-conflicts.h"
#include "sijil-family.h"
#include "sijil-life.h"
#include "sijil-review.h"
#include "sijil-test.h"
#include "sijil-volunteers.h"
#include "town.h"

/* Two PCs of one association edit the same family without a line, and what comes of it. */
static Town *town;

typedef struct {
  Desk *desk[2];
  SijilId family, head;
} Office;

static Office
office_new (void)
{
  Office office;

  if (town->server != NULL)
    town_stop (town);
  town_start (town); /* another minute of tries */
  office.desk[0] = town_desk (town, "1");
  office.desk[1] = town_desk (town, "1");
  office.family = desk_family (office.desk[0]->store, "هدى أحمد علي حسن", NULL, "1991-11-24", TRUE);
  office.head = desk_head (office.desk[0]->store, &office.family);
  town_sync (office.desk[0]);
  town_sync (office.desk[1]);
  return office;
}

static void
office_free (Office *office)
{
  for (int i = 0; i < 2; i++)
    town_desk_free (office->desk[i]);
}

/* Each sends and fetches until both know all. */
static void
meet (Office *office)
{
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 2; i++)
      town_sync (office->desk[i]);
}

static GPtrArray *
conflicts (Desk *desk)
{
  return desk_read (desk->store, sijil_conflicts, NULL);
}

static void
assert_conflicts (Office *office, guint n)
{
  for (int i = 0; i < 2; i++) {
    g_autoptr (GPtrArray) found = conflicts (office->desk[i]);

    g_assert_cmpuint (found->len, ==, n);
    g_assert_cmpuint (
        GPOINTER_TO_UINT (desk_read (office->desk[i]->store, sijil_conflicts_count, NULL)), ==, n);
  }
}

static void
decide (Desk *desk, guint which, gboolean take_losing)
{
  g_autoptr (GPtrArray) found = conflicts (desk);
  g_autofree SijilDecision *decision =
      sijil_decision_new (g_ptr_array_index (found, which), take_losing);

  desk_write (desk->store, sijil_conflict_decide, decision);
}

static void
assert_both (Office *office, const SijilTypeDef *type, const SijilId *id, guint field,
             const char *text)
{
  for (int i = 0; i < 2; i++)
    assert_takes (desk_text (office->desk[i]->store, type, id, field), text);
}

static void
edit_both (Office *office, const SijilTypeDef *type, const SijilId *id, guint field,
           const char *first, const char *second)
{
  desk_edit (office->desk[0]->store, type, id, field, first);
  desk_edit (office->desk[1]->store, type, id, field, second);
}

static void
other_fields (void)
{
  Office office = office_new ();

  desk_edit (office.desk[0]->store, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE,
             "طوخ");
  desk_edit (office.desk[1]->store, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_ADDRESS,
             "شارع النيل");
  meet (&office);
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_ADDRESS,
               "شارع النيل");
  assert_conflicts (&office, 0);
  office_free (&office);
}

static void
same_field (gconstpointer take_losing)
{
  Office office = office_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *stands = NULL, *lost = NULL;
  SijilConflict *conflict;

  edit_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ",
             "بنها");
  meet (&office);
  assert_conflicts (&office, 1);
  found = conflicts (office.desk[0]);
  conflict = found->pdata[0];
  g_assert_cmpint (conflict->waits, ==, FALSE);
  g_assert_true (sijil_id_equal (&conflict->household, &office.family));
  g_assert_cmpstr (conflict->head_name, ==, "هدى أحمد علي حسن");
  g_assert_nonnull (conflict->standing_office);
  g_assert_nonnull (conflict->losing_office);
  g_assert_cmpint (conflict->losing_at, >, 0);
  stands = g_strdup (conflict->standing);
  lost = g_strdup (conflict->losing);
  g_assert_cmpstr (stands, !=, lost);
  decide (office.desk[0], 0, take_losing != NULL);
  g_assert_cmpuint (
      GPOINTER_TO_UINT (desk_read (office.desk[0]->store, sijil_conflicts_count, NULL)), ==, 0);
  meet (&office);
  assert_conflicts (&office, 0);
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE,
               take_losing != NULL ? lost : stands);
  office_free (&office);
}

static void
decided_by_the_other (void)
{
  Office office = office_new ();

  edit_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ",
             "بنها");
  meet (&office);
  decide (office.desk[1], 0, TRUE);
  meet (&office);
  assert_conflicts (&office, 0);
  office_free (&office);
}

static void
a_later_edit_settles (void)
{
  Office office = office_new ();

  edit_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ",
             "بنها");
  meet (&office);
  desk_edit (office.desk[1]->store, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE,
             "قها");
  meet (&office);
  assert_conflicts (&office, 0);
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "قها");
  office_free (&office);
}

static void
guarded (void)
{
  Office office = office_new ();
  g_autoptr (GPtrArray) found = NULL;

  edit_both (&office, &sijil_person_type, &office.head, SIJIL_PERSON_NAME, "هدى أحمد علي محسن",
             "هدى أحمد علي حسنين");
  meet (&office);
  assert_both (&office, &sijil_person_type, &office.head, SIJIL_PERSON_NAME, "هدى أحمد علي محسن");
  assert_conflicts (&office, 1);
  found = conflicts (office.desk[1]);
  g_assert_true (((SijilConflict *) found->pdata[0])->waits);
  g_assert_cmpstr (((SijilConflict *) found->pdata[0])->losing, ==, "هدى أحمد علي حسنين");
  decide (office.desk[0], 0, TRUE);
  meet (&office);
  assert_conflicts (&office, 0);
  assert_both (&office, &sijil_person_type, &office.head, SIJIL_PERSON_NAME, "هدى أحمد علي حسنين");
  office_free (&office);
}

static void
set_identity (Desk *desk, const SijilId *person, const char *number)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_person_type, person);
  g_autoptr (SijilRecord) home = sijil_record_new (&sijil_household_type, NULL);

  sijil_record_set_text (edit, SIJIL_PERSON_ID_TYPE, "national");
  sijil_record_set_text (edit, SIJIL_PERSON_ID_NUMBER, number);
  sijil_record_set_null (edit, SIJIL_PERSON_NO_ID_REASON);
  desk_put (desk->store, edit);
}

static void
unit (void)
{
  Office office = office_new ();
  g_autoptr (GPtrArray) found = NULL;

  set_identity (office.desk[0], &office.head, "29111241400123");
  set_identity (office.desk[1], &office.head, "29111241400145");
  meet (&office);
  assert_conflicts (&office, 1);
  decide (office.desk[1], 0, TRUE);
  meet (&office);
  assert_conflicts (&office, 0);
  assert_both (&office, &sijil_person_type, &office.head, SIJIL_PERSON_ID_NUMBER, "29111241400145");
  assert_both (&office, &sijil_person_type, &office.head, SIJIL_PERSON_ID_TYPE, "national");
  office_free (&office);
}

/* A form at the first PC that stood open while the second corrected the family, and the news came.
 */
static SijilHouseholdEdit *
form_open_meanwhile (Office *office)
{
  SijilFamily *family = desk_read (office->desk[0]->store, sijil_family_load, &office->family);
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, &office->family);
  SijilHouseholdEdit *edit = sijil_household_edit_new (household);

  g_ptr_array_add (edit->persons, sijil_record_new (&sijil_person_type, &office->head));
  edit->seen = family->seen;
  sijil_family_free (family);
  desk_edit (office->desk[1]->store, &sijil_household_type, &office->family,
             SIJIL_HOUSEHOLD_VILLAGE, "بنها");
  desk_edit (office->desk[1]->store, &sijil_person_type, &office->head, SIJIL_PERSON_NAME,
             "هدى أحمد علي حسنين");
  town_sync (office->desk[1]);
  town_sync (office->desk[0]);
  return edit;
}

static void
save_form (Office *office, SijilHouseholdEdit *edit)
{
  g_free (desk_write (office->desk[0]->store, sijil_household_save, edit));
  sijil_household_edit_free (edit);
  meet (office);
}

static void
open_form (void)
{
  Office office = office_new ();
  SijilHouseholdEdit *edit = form_open_meanwhile (&office);

  sijil_record_set_text (edit->household, SIJIL_HOUSEHOLD_ADDRESS, "شارع النيل");
  save_form (&office, edit);
  assert_conflicts (&office, 0);
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "بنها");
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_ADDRESS,
               "شارع النيل");
  office_free (&office);
}

static void
open_form_same_field (void)
{
  Office office = office_new ();
  SijilHouseholdEdit *edit = form_open_meanwhile (&office);
  g_autoptr (GPtrArray) found = NULL;
  SijilConflict *conflict;

  sijil_record_set_text (edit->household, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  g_free (desk_write (office.desk[0]->store, sijil_household_save, edit));
  sijil_household_edit_free (edit);
  found = conflicts (office.desk[0]);
  g_assert_cmpuint (found->len, ==, 1); /* at once, and not after the next exchange */
  conflict = found->pdata[0];
  g_assert_cmpstr (conflict->standing, ==, "طوخ");
  g_assert_cmpstr (conflict->losing, ==, "بنها");
  meet (&office);
  assert_conflicts (&office, 1);
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  decide (office.desk[1], 0, TRUE);
  meet (&office);
  assert_conflicts (&office, 0);
  assert_both (&office, &sijil_household_type, &office.family, SIJIL_HOUSEHOLD_VILLAGE, "بنها");
  office_free (&office);
}

static void
open_form_guarded (void)
{
  Office office = office_new ();
  SijilHouseholdEdit *edit = form_open_meanwhile (&office);
  g_autoptr (GPtrArray) found = NULL;

  sijil_record_set_text (edit->persons->pdata[0], SIJIL_PERSON_NAME, "هدى أحمد علي محسن");
  save_form (&office, edit);
  assert_both (&office, &sijil_person_type, &office.head, SIJIL_PERSON_NAME, "هدى أحمد علي حسنين");
  assert_conflicts (&office, 1);
  found = conflicts (office.desk[0]);
  g_assert_cmpstr (((SijilConflict *) found->pdata[0])->losing, ==, "هدى أحمد علي محسن");
  decide (office.desk[0], 0, TRUE);
  meet (&office);
  assert_conflicts (&office, 0);
  office_free (&office);
}

static void
open_form_of_a_volunteer (void)
{
  Office office = office_new ();
  g_autoptr (SijilRecord) record = sijil_record_new (&sijil_volunteer_type, NULL);
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, &office.head);
  g_autoptr (SijilVolunteerEdit) edit = sijil_volunteer_edit_new (record, person);
  g_autofree SijilId *id = NULL;
  SijilVolunteer *begun;

  sijil_record_set_text (record, SIJIL_VOLUNTEER_SKILLS, "driving");
  id = desk_write (office.desk[0]->store, sijil_volunteer_save, edit);
  meet (&office);
  begun = desk_read (office.desk[0]->store, sijil_volunteer_load, id);
  desk_edit (office.desk[1]->store, &sijil_volunteer_type, id, SIJIL_VOLUNTEER_SKILLS,
             "driving cooking");
  meet (&office);
  {
    g_autoptr (SijilRecord) changed = sijil_record_new (&sijil_volunteer_type, id);
    g_autoptr (SijilVolunteerEdit) later = sijil_volunteer_edit_new (changed, NULL);

    later->seen = begun->seen;
    sijil_record_set_text (changed, SIJIL_VOLUNTEER_SKILLS, "driving teaching");
    g_free (desk_write (office.desk[0]->store, sijil_volunteer_save, later));
  }
  sijil_volunteer_free (begun);
  meet (&office);
  assert_both (&office, &sijil_volunteer_type, id, SIJIL_VOLUNTEER_SKILLS,
               "cooking driving teaching");
  assert_conflicts (&office, 0);
  office_free (&office);
}

static void
found_on_both (Office *office, gboolean found)
{
  g_autofree char *id = sijil_id_to_string (&office->family);
  g_autofree char *hex = g_strdelimit (g_strdup (id), "-", ' ');
  g_auto (GStrv) parts = g_strsplit (hex, " ", -1);
  g_autofree char *digits = g_strjoinv ("", parts);
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM household_row WHERE household = x'%s'", digits);

  for (int i = 0; i < 2; i++)
    g_assert_cmpint (desk_number (office->desk[i]->store, sql), ==, found);
}

static void
deletion (void)
{
  Office office = office_new ();

  desk_write (office.desk[0]->store, sijil_household_delete, &office.family);
  meet (&office);
  found_on_both (&office, FALSE);
  assert_conflicts (&office, 0);
  office_free (&office);
}

/* What the other PC did meanwhile: an edit of the household, of a member, a hand-over. */
static void
deletion_against (gconstpointer what)
{
  Office office = office_new ();
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "month");
  SijilId box = desk_put (office.desk[1]->store, programme);

  meet (&office);
  desk_write (office.desk[0]->store, sijil_household_delete, &office.family);
  if (g_strcmp0 (what, "household") == 0)
    desk_edit (office.desk[1]->store, &sijil_household_type, &office.family,
               SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  else if (g_strcmp0 (what, "member") == 0)
    desk_edit (office.desk[1]->store, &sijil_person_type, &office.head, SIJIL_PERSON_PHONE,
               "01000000001");
  else
    desk_serve (office.desk[1]->store, &office.family, &box, NULL);
  meet (&office);
  found_on_both (&office, TRUE);
  assert_conflicts (&office, 1);
  decide (office.desk[0], 0, FALSE);
  meet (&office);
  found_on_both (&office, TRUE);
  assert_conflicts (&office, 0);
  office_free (&office);
}

static void
offices (void)
{
  Office office = office_new ();

  for (int i = 0; i < 2; i++)
    g_assert_cmpint (desk_number (office.desk[i]->store, "SELECT count(*) FROM desk"), >=, 2);
  office_free (&office);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/two-pcs/different-fields-merge", other_fields);
  g_test_add_data_func ("/two-pcs/one-field-waits-and-what-stands-is-affirmed", NULL, same_field);
  g_test_add_data_func ("/two-pcs/one-field-waits-and-what-lost-is-taken", "yes", same_field);
  g_test_add_func ("/two-pcs/either-pc-may-decide", decided_by_the_other);
  g_test_add_func ("/two-pcs/whoever-writes-it-anew-has-decided", a_later_edit_settles);
  g_test_add_func ("/two-pcs/a-name-waits-with-the-first-value", guarded);
  g_test_add_func ("/two-pcs/an-identity-is-one-conflict", unit);
  g_test_add_func ("/two-pcs/a-form-that-stood-open-keeps-what-came-meanwhile", open_form);
  g_test_add_func ("/two-pcs/a-form-that-stood-open-conflicts-in-one-field", open_form_same_field);
  g_test_add_func ("/two-pcs/a-form-that-stood-open-waits-with-a-name", open_form_guarded);
  g_test_add_func ("/two-pcs/two-skills-added-under-an-open-form-both-stay",
                   open_form_of_a_volunteer);
  g_test_add_func ("/two-pcs/a-deletion-arrives", deletion);
  g_test_add_data_func ("/two-pcs/an-edit-revives-a-deleted-family", "household", deletion_against);
  g_test_add_data_func ("/two-pcs/an-edited-member-revives-it", "member", deletion_against);
  g_test_add_data_func ("/two-pcs/a-hand-over-revives-it", "served", deletion_against);
  g_test_add_func ("/two-pcs/know-each-other-by-their-offices", offices);
  status = g_test_run ();
  town_free (town);
  return status;
}
