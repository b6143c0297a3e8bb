#include "desk.h"
#include "sijil-look-alikes.h"
#include "sijil-card.h"
#include "sijil-model-error.h"
#include "sijil-session.h"
#include "sijil-test.h"

#include <string.h>

#define FATMA "فاطمة محمد علي حسن"
#define FATMA_ID "28806201512345"
#define SON "أحمد سعيد كامل حسن"

static char *folder;
static SijilStore *store;

static SijilHouseholdEdit *
new_edit (SijilRecord *household, SijilRecord *first, SijilRecord *second)
{
  SijilHouseholdEdit *edit = sijil_household_edit_new (household);

  g_object_unref (household);
  if (first != NULL)
    g_ptr_array_add (edit->persons, first);
  if (second != NULL)
    g_ptr_array_add (edit->persons, second);
  return edit;
}

static void
refuses (SijilHouseholdEdit *edit, GQuark domain, int code)
{
  gint64 households = desk_number (store, "SELECT count(*) FROM household");
  gint64 persons = desk_number (store, "SELECT count(*) FROM person");
  gint64 rows = desk_number (store, "SELECT count(*) FROM household_row");
  gint64 sets = desk_number (store, "SELECT count(*) FROM change_set");
  gint64 cseq = desk_number (store, "SELECT value FROM meta WHERE key = 'cseq'");
  gint64 cards = desk_number (store, "SELECT value FROM meta WHERE key = 'card-counter'");

  desk_refuses (store, sijil_household_save, edit, domain, code);
  sijil_household_edit_free (edit);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM household"), ==, households);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, persons);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM household_row"), ==, rows);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM change_set"), ==, sets);
  g_assert_cmpint (desk_number (store, "SELECT value FROM meta WHERE key = 'cseq'"), ==, cseq);
  g_assert_cmpint (desk_number (store, "SELECT value FROM meta WHERE key = 'card-counter'"), ==,
                   cards);
}

#define REFUSES_INVALID(edit) refuses ((edit), SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID)

static void
registers (void)
{
  SijilId id = desk_save (store, desk_household (TRUE), desk_person (FATMA, "head", FATMA_ID, NULL),
                          desk_person (SON, "child", NULL, "2015"), NULL);
  g_autoptr (SijilRecord) household = desk_get (store, &sijil_household_type, &id);
  g_autofree char *today = sijil_date_today ();
  SijilId head = desk_head (store, &id);
  g_autoptr (SijilRecord) person = desk_get (store, &sijil_person_type, &head);
  SijilId home;

  g_assert_true (sijil_card_is_valid (sijil_record_text (household, SIJIL_HOUSEHOLD_CARD)));
  g_assert_cmpstr (sijil_record_text (household, SIJIL_HOUSEHOLD_REGISTERED_ON), ==, today);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_NAME), ==, FATMA);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_ID_TYPE), ==, "national");
  g_assert_true (sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &home));
  g_assert_true (sijil_id_equal (&home, &id));
  g_assert_cmpint (desk_number (store, "SELECT members FROM household_row ORDER BY rowid DESC"), ==,
                   2);
}

static void
as_typed (void)
{
  SijilRecord *head =
      desk_person ("  فاطمة   محمد ‏علي  ", "head", "٢٨٨٠٦٢٠-١٥١٢٣٤٥", "٢٠/٦/١٩٨٨");
  SijilRecord *household = desk_household (TRUE);
  SijilId id, person_id;
  g_autoptr (SijilRecord) person = NULL, stored = NULL;

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, "٠١٠٠ ١٢٣ ٤٥٦٧");
  id = desk_save (store, household, head, NULL);
  person_id = desk_head (store, &id);
  person = desk_get (store, &sijil_person_type, &person_id);
  stored = desk_get (store, &sijil_household_type, &id);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_NAME), ==, "فاطمة محمد علي");
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER), ==, FATMA_ID);
  g_assert_cmpstr (sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE), ==, "1988-06-20");
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_HOUSEHOLD_PHONE), ==, "01001234567");
}

static void
no_id_needs_a_reason (void)
{
  SijilRecord *head = desk_person (FATMA, "head", NULL, NULL);

  sijil_record_set_null (head, SIJIL_PERSON_NO_ID_REASON);
  REFUSES_INVALID (new_edit (desk_household (TRUE), head, NULL));
}

static void
impossible (void)
{
  SijilRecord *man = desk_person (FATMA, "head", FATMA_ID, NULL);
  SijilRecord *household = desk_household (TRUE);

  REFUSES_INVALID (
      new_edit (desk_household (TRUE), desk_person (FATMA, "head", "123", NULL), NULL));
  REFUSES_INVALID (
      new_edit (desk_household (TRUE), desk_person ("12345", "head", NULL, NULL), NULL));
  REFUSES_INVALID (new_edit (desk_household (TRUE), desk_person ("", "head", NULL, NULL), NULL));
  REFUSES_INVALID (
      new_edit (desk_household (TRUE), desk_person (FATMA, "head", NULL, "2999-01-01"), NULL));
  REFUSES_INVALID (
      new_edit (desk_household (TRUE), desk_person (FATMA, "head", NULL, "1988-02-30"), NULL));
  REFUSES_INVALID (
      new_edit (desk_household (TRUE), desk_person (FATMA, "queen", NULL, NULL), NULL));
  sijil_record_set_text (man, SIJIL_PERSON_SEX, "m"); /* the ID says: a woman */
  REFUSES_INVALID (new_edit (desk_household (TRUE), man, NULL));
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, "12");
  REFUSES_INVALID (new_edit (household, desk_person (FATMA, "head", NULL, NULL), NULL));
}

static void
second_person_invalid (void)
{
  REFUSES_INVALID (new_edit (desk_household (TRUE), desk_person (FATMA, "head", FATMA_ID, NULL),
                             desk_person (SON, "child", "999", NULL)));
}

static void
heads (void)
{
  refuses (new_edit (desk_household (TRUE), desk_person (FATMA, "head", NULL, NULL),
                     desk_person (SON, "head", NULL, NULL)),
           SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  refuses (new_edit (desk_household (TRUE), NULL, NULL), SIJIL_STORE_ERROR,
           SIJIL_STORE_ERROR_INVALID);
}

static void
another_head (void)
{
  SijilId id = desk_save (store, desk_household (TRUE), desk_person (FATMA, "head", NULL, NULL),
                          desk_person (SON, "child", NULL, NULL), NULL);
  SijilId mother = desk_head (store, &id), now;
  SijilRecord *old = sijil_record_new (&sijil_person_type, &mother);

  /* A second head beside the first is refused; with another relation for the first it is a change.
   */
  refuses (new_edit (sijil_record_new (&sijil_household_type, &id),
                     desk_person ("كامل سعيد", "head", NULL, NULL), NULL),
           SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  sijil_record_set_text (old, SIJIL_PERSON_RELATION, "spouse");
  desk_save (store, sijil_record_new (&sijil_household_type, &id), old,
             desk_person ("كامل سعيد", "head", NULL, NULL), NULL);
  now = desk_head (store, &id);
  g_assert_false (sijil_id_equal (&now, &mother));
}

static void
partial_edit (void)
{
  SijilId id = desk_family (store, FATMA, FATMA_ID, NULL, TRUE);
  SijilId head = desk_head (store, &id);
  g_autofree char *card = desk_text (store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_CARD);
  SijilRecord *household = sijil_record_new (&sijil_household_type, &id);
  SijilRecord *person = sijil_record_new (&sijil_person_type, &head);
  g_autoptr (SijilRecord) stored = NULL, stored_person = NULL;

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_ADDRESS, "شارع البحر");
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_CARD, "AAA18");
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "01001234567");
  desk_save (store, household, person, NULL);
  stored = desk_get (store, &sijil_household_type, &id);
  stored_person = desk_get (store, &sijil_person_type, &head);
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_HOUSEHOLD_CARD), ==, card);
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_HOUSEHOLD_ADDRESS), ==, "شارع البحر");
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_HOUSEHOLD_VILLAGE), ==, "منية مسير");
  g_assert_cmpstr (sijil_record_text (stored_person, SIJIL_PERSON_NAME), ==, FATMA);
  g_assert_cmpstr (sijil_record_text (stored_person, SIJIL_PERSON_ID_NUMBER), ==, FATMA_ID);
  g_assert_cmpstr (sijil_record_text (stored_person, SIJIL_PERSON_PHONE), ==, "01001234567");
}

/* An edit of one field is judged with the rest: the reason may go only when an ID comes. */
static void
judged_as_a_whole (void)
{
  SijilId id = desk_family (store, FATMA, NULL, NULL, TRUE);
  SijilId head = desk_head (store, &id);
  SijilRecord *person = sijil_record_new (&sijil_person_type, &head);

  sijil_record_set_null (person, SIJIL_PERSON_NO_ID_REASON);
  REFUSES_INVALID (new_edit (sijil_record_new (&sijil_household_type, &id), person, NULL));
}

static void
nothing_changed (void)
{
  SijilId id = desk_family (store, FATMA, NULL, NULL, TRUE);
  gint64 sets = desk_number (store, "SELECT count(*) FROM change_set");
  SijilRecord *household = sijil_record_new (&sijil_household_type, &id);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, "منية مسير");
  desk_save (store, household, NULL);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM change_set"), ==, sets);
}

static void
one_set (void)
{
  gint64 sets = desk_number (store, "SELECT count(*) FROM change_set");
  gint64 cseq = desk_number (store, "SELECT max(cseq) FROM change_set");

  desk_save (store, desk_household (TRUE), desk_person (FATMA, "head", NULL, NULL),
             desk_person (SON, "child", NULL, NULL), NULL);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM change_set"), ==, sets + 1);
  g_assert_cmpint (desk_number (store, "SELECT max(cseq) FROM change_set"), ==, cseq + 1);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM change_row WHERE change_set = "
                                       "(SELECT max(local) FROM change_set)"),
                   ==, 3);
}

static void
cards_differ (void)
{
  for (int i = 0; i < 30; i++)
    desk_family (store, FATMA, NULL, NULL, TRUE);
  g_assert_cmpint (desk_number (store, "SELECT count(*) - count(DISTINCT card) FROM household"), ==,
                   0);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM household WHERE card IS NULL"), ==, 0);
}

static void
by_text (void)
{
  SijilId id = desk_family (store, FATMA, NULL, NULL, TRUE);
  g_autofree char *card = desk_text (store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_CARD);
  g_autofree char *uuid = sijil_id_to_string (&id);
  g_autofree char *small = g_ascii_strdown (card, -1);
  const char *texts[] = { card, uuid, small, NULL };
  g_autoptr (GError) error = NULL;

  for (int i = 0; texts[i] != NULL; i++) {
    g_autofree SijilId *found = desk_read (store, sijil_household_by_text, texts[i]);

    g_assert_true (sijil_id_equal (found, &id));
  }
  g_assert_null (sijil_store_read (store, sijil_household_by_text, (gpointer) "nothing", &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
}

static guint
look_alikes (const char *name, const char *id_number, const char *birth_date)
{
  g_autoptr (SijilRecord) typed = desk_person (name, "head", id_number, birth_date);
  g_autoptr (GPtrArray) found = desk_read (store, sijil_look_alikes, &(SijilTypedMember){ typed });

  return found->len;
}

static void
alike (void)
{
  desk_family (store, "رمضان إبراهيم عبد الحميد سالم", "27703151512347", "1977-03-15", TRUE);
  desk_family (store, "زينب حسن فتحي", NULL, "1990-01-01", TRUE);
  g_assert_cmpuint (look_alikes ("رمضان ابراهيم", "27703151512347", NULL), ==, 1);
  g_assert_cmpuint (look_alikes ("رمضان ابراهيم عبدالحميد", NULL, "1977-03-15"), ==, 1);
  g_assert_cmpuint (look_alikes ("رمضان ابراهيم عبدالحميد", NULL, "1977-03-16"), ==, 0);
  g_assert_cmpuint (look_alikes ("رمضان ابراهيم", NULL, "1977-03-15"), ==, 0);
  g_assert_cmpuint (look_alikes ("رمضان ابراهيم عبدالحميد", NULL, "1977"), ==, 0);
  g_assert_cmpuint (look_alikes ("رمضان ابراهيم عبدالحميد", NULL, NULL), ==, 0);
  g_assert_cmpuint (look_alikes ("زينب حسن فتحي", NULL, "1990-01-01"), ==, 0);
}

static void
alike_explained (void)
{
  g_autoptr (SijilRecord) typed =
      desk_person ("نعيمه صابر الشاذلى", "head", "28401021512340", "1984-01-02");
  SijilId id = desk_family (store, "نعيمة صابر الشاذلي", "28401021512340", "1984-01-02", TRUE);
  g_autoptr (GPtrArray) found = desk_read (store, sijil_look_alikes, &(SijilTypedMember){ typed });
  g_autofree char *card = desk_text (store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_CARD);
  SijilLookAlike *first;

  g_assert_cmpuint (found->len, ==, 1);
  first = found->pdata[0];
  g_assert_true (first->same_id && first->same_name && first->same_birth);
  g_assert_cmpstr (first->card, ==, card);
  g_assert_true (sijil_id_equal (&first->household, &id));
}

static gpointer
become (SijilSession *session, gpointer role, GError **error)
{
  g_free (session->role);
  session->role = g_strdup (role);
  return NULL;
}

static void
assert_filled (const SijilId *person, const char *birth, const char *sex)
{
  assert_takes (desk_text (store, &sijil_person_type, person, SIJIL_PERSON_BIRTH_DATE), birth);
  assert_takes (desk_text (store, &sijil_person_type, person, SIJIL_PERSON_SEX), sex);
}

static SijilId
filled_head (const char *id_number, const char *birth)
{
  SijilId household = desk_family (store, FATMA, id_number, birth, TRUE);

  return desk_head (store, &household);
}

static void
mend (const SijilId *person, guint field, const char *text)
{
  g_autofree char *home = desk_text (store, &sijil_person_type, person, SIJIL_PERSON_HOUSEHOLD);
  SijilRecord *edit = sijil_record_new (&sijil_person_type, person);
  SijilId household;

  g_assert_true (sijil_id_parse (home, &household));
  sijil_record_set_text (edit, field, text);
  if (field == SIJIL_PERSON_ID_NUMBER)
    sijil_record_set_null (edit, SIJIL_PERSON_NO_ID_REASON);
  desk_save (store, sijil_record_new (&sijil_household_type, &household), edit, NULL);
}

static void
id_fills (void)
{
  SijilId alone = filled_head ("٢٨٨٠٦٢٠ ١٥١٢٣٤٥", NULL);
  SijilId given = filled_head (FATMA_ID, "1988");
  SijilId later = filled_head (NULL, NULL);

  assert_filled (&alone, "1988-06-20", "f");
  assert_filled (&given, "1988", "f");
  assert_filled (&later, NULL, NULL);
  mend (&later, SIJIL_PERSON_ID_NUMBER, FATMA_ID);
  assert_filled (&later, "1988-06-20", "f");
}

/* What came out of a wrong ID goes with it; what somebody gave does not. */
static void
id_mended (void)
{
  SijilId alone = filled_head (FATMA_ID, NULL);
  SijilId given = filled_head (FATMA_ID, "1987-02-03");

  mend (&alone, SIJIL_PERSON_ID_NUMBER, "29001011512335");
  assert_filled (&alone, "1990-01-01", "m");
  mend (&given, SIJIL_PERSON_ID_NUMBER, "29001011512345");
  assert_filled (&given, "1987-02-03", "f");
  mend (&given, SIJIL_PERSON_PHONE, "01012345678");
  assert_filled (&given, "1987-02-03", "f");
}

static void
foreign_id (void)
{
  SijilRecord *person = desk_person (FATMA, "head", FATMA_ID, NULL);
  SijilId household, head;

  sijil_record_set_text (person, SIJIL_PERSON_ID_TYPE, "foreign");
  household = desk_save (store, desk_household (TRUE), person, NULL);
  head = desk_head (store, &household);
  assert_filled (&head, NULL, NULL);
}

static void
roles (void)
{
  SijilHouseholdEdit *edit =
      new_edit (desk_household (TRUE), desk_person (FATMA, "head", NULL, NULL), NULL);

  desk_write (store, become, "auditor");
  desk_refuses (store, sijil_household_save, edit, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  desk_write (store, become, "nobody-knows");
  desk_refuses (store, sijil_household_save, edit, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  desk_write (store, become, "clerk");
  g_free (desk_write (store, sijil_household_save, edit));
  desk_write (store, become, "coordinator");
  sijil_household_edit_free (edit);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  g_test_add_func ("/households/a-family-is-registered-with-its-persons", registers);
  g_test_add_func ("/households/what-is-typed-is-tidied", as_typed);
  g_test_add_func ("/households/no-id-needs-a-reason", no_id_needs_a_reason);
  g_test_add_func ("/households/what-cannot-be-is-refused-whole", impossible);
  g_test_add_func ("/households/a-wrong-second-person-saves-nothing", second_person_invalid);
  g_test_add_func ("/households/a-family-has-one-head-and-a-member", heads);
  g_test_add_func ("/households/an-id-fills-what-is-missing", id_fills);
  g_test_add_func ("/households/what-an-id-filled-follows-it", id_mended);
  g_test_add_func ("/households/a-foreign-id-fills-nothing", foreign_id);
  g_test_add_func ("/households/another-head-takes-the-firsts-place", another_head);
  g_test_add_func ("/households/an-edit-keeps-the-rest-and-the-card", partial_edit);
  g_test_add_func ("/households/an-edit-is-judged-as-a-whole", judged_as_a_whole);
  g_test_add_func ("/households/what-does-not-differ-is-no-change", nothing_changed);
  g_test_add_func ("/households/one-save-is-one-change-set", one_set);
  g_test_add_func ("/households/every-card-is-another", cards_differ);
  g_test_add_func ("/households/are-named-by-card-or-uuid", by_text);
  g_test_add_func ("/look-alikes/same-id-or-name-and-birth-never-the-first-of-january", alike);
  g_test_add_func ("/look-alikes/say-what-agrees", alike_explained);
  g_test_add_func ("/roles/an-auditor-registers-nobody", roles);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
