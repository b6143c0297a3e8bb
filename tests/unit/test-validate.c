#include "sijil-model-error.h"
#include "sijil-test.h"
#include "sijil-validate.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define TODAY "2026-11-22"

static SijilRecord *
good_person (void)
{
  SijilRecord *person = sijil_record_new (&sijil_person_type, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_NAME, "فوزي أحمد سويلم عاشور");
  sijil_record_set_text (person, SIJIL_PERSON_SEX, "m");
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, "1993-11-24");
  sijil_record_set_text (person, SIJIL_PERSON_ID_TYPE, "national");
  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, "29311241578319");
  return person;
}

static SijilRecord *
good_programme (void)
{
  SijilRecord *programme = sijil_record_new (&sijil_programme_type, NULL);

  sijil_record_set_text (programme, SIJIL_PROGRAMME_NAME, "كرتونة رمضان");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_KIND, "goods");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_PER, "household");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD, "ramadan");
  return programme;
}

static void
assert_sound (SijilRecord *record)
{
  g_autoptr (GPtrArray) issues = sijil_record_validate (record, TODAY);
  g_autoptr (GError) error = NULL;

  sijil_issues_raise (issues, record, &error);
  g_assert_no_error (error);
}

/* Exactly one thing is wrong, and it is this. */
static void
assert_issue (SijilRecord *record, guint field, const char *message)
{
  g_autoptr (GPtrArray) issues = sijil_record_validate (record, TODAY);
  SijilIssue *issue;

  g_assert_cmpuint (issues->len, ==, 1);
  issue = issues->pdata[0];
  g_assert_cmpint (issue->field, ==, (int) field);
  g_assert_cmpstr (issue->message, ==, message);
}

static void
sound (void)
{
  g_autoptr (SijilRecord) person = good_person ();
  g_autoptr (SijilRecord) programme = good_programme ();

  assert_sound (person);
  assert_sound (programme);
}

static void
required (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_null (person, SIJIL_PERSON_NAME);
  assert_issue (person, SIJIL_PERSON_NAME, "This must be filled in");
  sijil_record_unset (person, SIJIL_PERSON_NAME);
  assert_issue (person, SIJIL_PERSON_NAME, "This must be filled in");
}

/* The limit counts letters, not bytes: Arabic letters take two. */
static void
too_long (void)
{
  g_autoptr (SijilRecord) person = good_person ();
  GString *name = g_string_new (NULL);

  for (int i = 0; i < 120; i++)
    g_string_append (name, "م");
  sijil_record_set_text (person, SIJIL_PERSON_NAME, name->str);
  assert_sound (person);
  g_string_append (name, "م");
  sijil_record_set_text (person, SIJIL_PERSON_NAME, name->str);
  assert_issue (person, SIJIL_PERSON_NAME, "This is too long");
  g_string_free (name, TRUE);
}

static void
no_id_needs_reason (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_null (person, SIJIL_PERSON_ID_TYPE);
  sijil_record_set_null (person, SIJIL_PERSON_ID_NUMBER);
  assert_issue (person, SIJIL_PERSON_NO_ID_REASON, "Without an ID, say why there is none");
  sijil_record_set_text (person, SIJIL_PERSON_NO_ID_REASON, "lost");
  assert_sound (person);
}

static void
sex_against_id (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_text (person, SIJIL_PERSON_SEX, "f");
  assert_issue (person, SIJIL_PERSON_SEX, "The national ID says the other sex");
  sijil_record_set_null (person, SIJIL_PERSON_SEX);
  assert_sound (person);
}

static void
wrong_id (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, "2931124157831");
  assert_issue (person, SIJIL_PERSON_ID_NUMBER, "A national ID has 14 digits");
}

static void
foreign_id (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_text (person, SIJIL_PERSON_ID_TYPE, "foreign");
  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, "A-1234567");
  assert_sound (person);
}

static void
future_birth (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, "2026-11-23");
  assert_issue (person, SIJIL_PERSON_BIRTH_DATE, "This date lies in the future");
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, "2027");
  assert_issue (person, SIJIL_PERSON_BIRTH_DATE, "This date lies in the future");
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, "2026");
  assert_sound (person);
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, "2026-11");
  assert_sound (person);
}

static void
partial_dates (void)
{
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, NULL);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_CONSENT_DATE, "2026");
  assert_issue (household, SIJIL_HOUSEHOLD_CONSENT_DATE, "This is not a date");
}

static void
names_and_phones (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_text (person, SIJIL_PERSON_NAME, "أحمد ٢");
  assert_issue (person, SIJIL_PERSON_NAME, "A name has no digits");
  sijil_record_set_text (person, SIJIL_PERSON_NAME, "---");
  assert_issue (person, SIJIL_PERSON_NAME, "A name has letters");
  sijil_record_set_text (person, SIJIL_PERSON_NAME, "أحمد");
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "1234");
  assert_issue (person, SIJIL_PERSON_PHONE, "A phone number has 5 to 15 digits");
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "27506201523486");
  assert_issue (person, SIJIL_PERSON_PHONE, "This is the number of a national ID");
}

static void
choices_and_references (void)
{
  g_autoptr (SijilRecord) person = good_person ();

  sijil_record_set_text (person, SIJIL_PERSON_RELATION, "cousin");
  assert_issue (person, SIJIL_PERSON_RELATION, "This is not in the list");
  sijil_record_set_null (person, SIJIL_PERSON_RELATION);
  sijil_record_set_text (person, SIJIL_PERSON_HOUSEHOLD, "here");
  assert_issue (person, SIJIL_PERSON_HOUSEHOLD, "This points to nothing");
}

static void
amounts (void)
{
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, NULL);

  sijil_record_set_number (household, SIJIL_HOUSEHOLD_INCOME, -1);
  assert_issue (household, SIJIL_HOUSEHOLD_INCOME, "This number cannot be right");
  sijil_record_set_number (household, SIJIL_HOUSEHOLD_INCOME, G_MAXINT64);
  assert_issue (household, SIJIL_HOUSEHOLD_INCOME, "This number cannot be right");
  sijil_record_set_number (household, SIJIL_HOUSEHOLD_INCOME, G_MININT64);
  assert_issue (household, SIJIL_HOUSEHOLD_INCOME, "This number cannot be right");
  sijil_record_set_number (household, SIJIL_HOUSEHOLD_INCOME, 0);
  assert_sound (household);
}

static void
programme_dates (void)
{
  g_autoptr (SijilRecord) programme = good_programme ();

  sijil_record_set_text (programme, SIJIL_PROGRAMME_STARTS, "2026-12-01");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_ENDS, "2026-11-30");
  assert_issue (programme, SIJIL_PROGRAMME_ENDS, "It ends before it starts");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_ENDS, "2026-12-01");
  assert_sound (programme);
  sijil_record_set_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, 0);
  assert_issue (programme, SIJIL_PROGRAMME_LIMIT_COUNT, "The limit is at least one");
}

static void
all_at_once (void)
{
  g_autoptr (SijilRecord) person = good_person ();
  g_autoptr (GPtrArray) issues = NULL;
  g_autoptr (GError) error = NULL;

  sijil_record_set_null (person, SIJIL_PERSON_NAME);
  sijil_record_set_text (person, SIJIL_PERSON_SEX, "f");
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "1");
  issues = sijil_record_validate (person, TODAY);
  g_assert_cmpuint (issues->len, ==, 3);
  g_assert_false (sijil_issues_raise (issues, person, &error));
  g_assert_error (error, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Name: This must be filled in");
}

static void
clean (SijilRecord *record, guint expected_issues)
{
  g_autoptr (GPtrArray) issues = sijil_record_clean (record);

  g_assert_cmpuint (issues->len, ==, expected_issues);
}

static void
cleans (void)
{
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_NAME,
                         " \xe2\x80\x8f"
                         "فوزي \t أحمد\n");
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, "٢٤/١١/١٩٩٣");
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "٠١١٥ ٧٧١-٩٢٨٦");
  sijil_record_set_text (person, SIJIL_PERSON_NO_ID_REASON, "  ");
  clean (person, 0);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_NAME), ==, "فوزي أحمد");
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE), ==, "1993-11-24");
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_PHONE), ==, "01157719286");
  g_assert_true (sijil_record_is_null (person, SIJIL_PERSON_NO_ID_REASON));
  g_assert_false (sijil_record_has (person, SIJIL_PERSON_SEX));
}

static void
cleans_ids (void)
{
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, "٢٩٣١١٢٤١٥٧٨٣١٩");
  clean (person, 0);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER), ==, "29311241578319");
  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER,
                         LRI "2" NBSP "931124" NBSP "15" NBSP "7831" NBSP "9" PDI);
  clean (person, 0);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER), ==, "29311241578319");
}

static void
cleans_foreign_ids (void)
{
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_ID_TYPE, "foreign");
  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, " A-١٢٣٤ ");
  clean (person, 0);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER), ==, "A-1234");
}

static void
unreadable (void)
{
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, "about 1990");
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "at the shop");
  clean (person, 2);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE), ==, "about 1990");
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_PHONE), ==, "at the shop");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/a-sound-record-has-no-issue", sound);
  g_test_add_func ("/validate/required-fields-must-be-filled", required);
  g_test_add_func ("/validate/length-counts-letters-not-bytes", too_long);
  g_test_add_func ("/validate/no-id-needs-a-reason", no_id_needs_reason);
  g_test_add_func ("/validate/sex-must-not-contradict-the-id", sex_against_id);
  g_test_add_func ("/validate/a-wrong-national-id-says-what-is-wrong", wrong_id);
  g_test_add_func ("/validate/a-foreign-id-has-any-shape", foreign_id);
  g_test_add_func ("/validate/birth-never-lies-in-the-future", future_birth);
  g_test_add_func ("/validate/a-partial-date-passes-only-where-allowed", partial_dates);
  g_test_add_func ("/validate/names-have-letters-and-phones-digits", names_and_phones);
  g_test_add_func ("/validate/codes-and-references-must-exist", choices_and_references);
  g_test_add_func ("/validate/amounts-are-neither-negative-nor-endless", amounts);
  g_test_add_func ("/validate/a-programme-does-not-end-before-it-starts", programme_dates);
  g_test_add_func ("/validate/all-faults-are-told-and-the-first-is-raised", all_at_once);
  g_test_add_func ("/validate/cleaning-gives-the-stored-form", cleans);
  g_test_add_func ("/validate/cleaning-reads-a-national-id-however-typed", cleans_ids);
  g_test_add_func ("/validate/cleaning-leaves-the-letters-of-a-foreign-id", cleans_foreign_ids);
  g_test_add_func ("/validate/cleaning-reports-and-keeps-what-it-cannot-read", unreadable);
  return g_test_run ();
}
