#include "desk.h"
#include "sijil-apart.h"
#include "sijil-duplicates.h"
#include "sijil-families.h"
#include "sijil-family.h"
#include "sijil-look-alikes.h"
#include "sijil-match-index.h"
#include "sijil-test.h"

#include <gio/gio.h>

/* Whoever is typed may be registered already, under another spelling. */
static char *folder;
static SijilStore *store;

static gint64
work (guint most)
{
  g_autofree gint64 *done = desk_write (store, sijil_match_index_work, &most);

  return *done;
}

static void
write_all_keys (void)
{
  while (work (100) > 0)
    ;
}

static SijilId
registered (const char *name, const char *id_number, const char *birth_date, const char *phone)
{
  SijilRecord *household = desk_household (TRUE);
  SijilId id;

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, phone);
  id = desk_save (store, household, desk_person (name, "head", id_number, birth_date), NULL);
  write_all_keys ();
  return id;
}

static GPtrArray *
look (const char *name, const char *id_number, const char *birth_date, const char *phone)
{
  g_autoptr (SijilRecord) typed = desk_person (name, "head", id_number, birth_date);

  sijil_record_set_text (typed, SIJIL_PERSON_PHONE, phone);
  return desk_read (store, sijil_look_alikes, &(SijilTypedMember){ typed });
}

static void
assert_found (GPtrArray *found, const SijilId *household)
{
  g_assert_cmpuint (found->len, >=, 1);
  g_assert_true (sijil_id_equal (&((SijilLookAlike *) found->pdata[0])->household, household));
  g_ptr_array_unref (found);
}

static void
misspelt (void)
{
  SijilId family = registered ("سميرة عبد الحميد درويش", NULL, "1983-07-19", "01001112223");

  assert_found (look ("سميره عبدالحميد درويس", NULL, "1983-07-19", NULL), &family);
  assert_found (look ("Samira Abdelhamid Darwish", NULL, "1983-07-19", NULL), &family);
  assert_found (look ("سميرة عبد الحميد", NULL, "1983-19-07", "01001112223"), &family);
}

static void
slip_in_the_id (void)
{
  SijilId family = registered ("طارق فهمي الغنيمي", "28103121401231", NULL, NULL);
  g_autoptr (GPtrArray) found = look ("طارق فهمى الغنيمى", "28103121401931", NULL, NULL);

  g_assert_cmpuint (found->len, >=, 1);
  g_assert_cmpint (((SijilLookAlike *) found->pdata[0])->comparison.id, ==, SIJIL_ID_DIGIT);
  assert_found (g_ptr_array_ref (found), &family);
}

static void
changed_since (void)
{
  SijilId family = registered ("وجيه لبيب", NULL, "1969-02-11", NULL);
  SijilId head = desk_head (store, &family);

  desk_edit (store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "نصيف جورجي باسيلي");
  write_all_keys ();
  assert_found (look ("نصيف جورجى باسيلى", NULL, "1969-02-11", NULL), &family);
}

/* What is typed of the family counts too: where the names alone leave it open, it settles who. */
static void
family_as_typed (void)
{
  SijilId family = registered ("صباح عزت", NULL, NULL, "01229998877");
  g_autoptr (SijilRecord) typed = desk_person ("صباح عزت", "head", NULL, NULL);
  g_autoptr (SijilRecord) household = desk_household (TRUE);
  SijilTypedMember member = { typed, household, NULL };
  g_autoptr (GPtrArray) alone = look ("صباح عزت", NULL, NULL, NULL);
  g_autoptr (GPtrArray) found = NULL;

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, "01229998877");
  found = desk_read (store, sijil_look_alikes, &member);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (sijil_id_equal (&((SijilLookAlike *) found->pdata[0])->household, &family));
  for (guint i = 0; i < alone->len; i++)
    g_assert_cmpfloat (((SijilLookAlike *) found->pdata[0])->comparison.weight, >,
                       ((SijilLookAlike *) alone->pdata[i])->comparison.weight + 5);
}

static void
nobody_like_that (void)
{
  g_autoptr (GPtrArray) found = look ("زكية منصور البحيري", NULL, "1990-10-10", NULL);

  g_assert_cmpuint (found->len, ==, 0);
}

static void
at_most_three (void)
{
  for (guint i = 0; i < 5; i++)
    registered ("رقية حسني المرسي", NULL, "1977-08-05", NULL);
  {
    g_autoptr (GPtrArray) found = look ("رقيه حسنى المرسى", NULL, "1977-08-05", NULL);

    g_assert_cmpuint (found->len, ==, 3);
  }
}

/* Who has the same ID is a question also if there are three who are likelier. */
static void
same_id_is_shown (void)
{
  SijilId father;
  gboolean shown = FALSE;

  for (guint i = 0; i < 4; i++)
    registered ("نجلاء شريف الباز", NULL, "2015-03-04", NULL);
  father = registered ("شريف الباز حمدي", "28501121401251", "1985-01-12", NULL);
  {
    g_autoptr (GPtrArray) found = look ("نجلاء شريف الباز", "28501121401251", "2015-03-04", NULL);

    for (guint i = 0; i < found->len; i++)
      shown = shown || sijil_id_equal (&((SijilLookAlike *) found->pdata[i])->household, &father);
  }
  g_assert_true (shown);
}

/* The work goes on where it was, and does not end in between. */
static void
bit_by_bit (void)
{
  for (guint i = 0; i < 7; i++)
    desk_family (store, "بدون مفاتيح بعد", NULL, NULL, TRUE);
  g_assert_cmpint (work (3), ==, 3);
  g_assert_cmpint (work (3), ==, 3);
  g_assert_cmpint (work (3), ==, 1);
  g_assert_cmpint (work (3), ==, 0);
}

static const SijilTwinFamilies *
duplicate_of (GPtrArray *found, const SijilId *a, const SijilId *b)
{
  for (guint i = 0; i < found->len; i++) {
    const SijilTwinFamilies *one = found->pdata[i];

    /* Which comes first of two that were made in one millisecond is chance. */
    if ((sijil_id_equal (&one->a.household, a) && sijil_id_equal (&one->b.household, b)) ||
        (sijil_id_equal (&one->a.household, b) && sijil_id_equal (&one->b.household, a)))
      return one;
  }
  return NULL;
}

static GPtrArray *
duplicates (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sijil_duplicates_find (store, NULL, NULL, &error);

  g_assert_no_error (error);
  return desk_read (store, sijil_duplicates_families, &(SijilDuplicatesFound){ found, 0 });
}

static void
twice_registered (void)
{
  SijilId family = registered ("إسماعيل عبد الفتاح الجمال", "26409121401231", NULL, NULL);
  SijilId again = registered ("اسماعيل عبدالفتاح الجمال", "26409121401237", "1964-09-12", NULL);
  SijilId other = registered ("إيهاب عبد الفتاح الجمال", NULL, "1971-01-20", NULL);
  g_autoptr (GPtrArray) before = duplicates ();
  const SijilTwinFamilies *found = duplicate_of (before, &family, &again);
  SijilFamilyMerge merge = { again, family };
  const SijilDuplicate *person;
  const SijilTwin *twin;

  g_assert_nonnull (found);
  g_assert_nonnull (found->a.card);
  g_assert_cmpuint (found->persons->len, ==, 1);
  person = found->persons->pdata[0];
  twin = sijil_id_equal (&person->a.household, &family) ? &person->a : &person->b;
  g_assert_cmpstr (twin->name, ==, "إسماعيل عبد الفتاح الجمال");
  g_assert_null (duplicate_of (before, &family, &other));
  desk_write (store, sijil_family_merge, &merge);
  {
    g_autoptr (GPtrArray) after = duplicates ();

    g_assert_null (duplicate_of (after, &family, &again));
  }
}

/* Whether @family is among those who look like the head of @other. */
static gboolean
resembles (const SijilId *family, const SijilId *other)
{
  SijilId head = desk_head (store, other);
  g_autoptr (SijilRecord) typed = desk_get (store, &sijil_person_type, &head);
  g_autoptr (GPtrArray) found = desk_read (store, sijil_look_alikes, &(SijilTypedMember){ typed });

  for (guint i = 0; i < found->len; i++)
    if (sijil_id_equal (&((SijilLookAlike *) found->pdata[i])->household, family))
      return TRUE;
  return FALSE;
}

static SijilId
last_event (void)
{
  g_autoptr (GPtrArray) events = desk_all (store, &sijil_event_type);

  return *sijil_record_id (events->pdata[events->len - 1]);
}

static void
somebody_else (void)
{
  SijilId family = registered ("جورجيت فهيم ميخائيل", NULL, "1975-05-01", NULL), again, said;
  g_autoptr (SijilRecord) household = desk_household (TRUE);
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);
  g_autofree SijilId *id = NULL;
  g_autofree SijilId *saved = NULL;
  GPtrArray *found;

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  g_ptr_array_add (edit->persons, desk_person ("جورجيت فهيم ميخائيل", "head", NULL, "1975-05"));
  g_array_append_val (edit->apart, family);
  saved = desk_write (store, sijil_household_save, edit);
  again = *saved;
  write_all_keys ();
  g_assert_false (resembles (&family, &again));
  g_assert_false (resembles (&again, &family));
  found = duplicates ();
  g_assert_null (duplicate_of (found, &family, &again));
  g_ptr_array_unref (found);

  said = last_event ();
  g_assert_nonnull (desk_write (store, sijil_apart_undo, &said));
  g_assert_true (resembles (&family, &again));
  id = desk_write (store, sijil_apart_say, &(SijilApart){ again, family });
  g_assert_nonnull (id);
  g_assert_false (resembles (&family, &again));
  desk_close (store); /* and for all time */
  store = desk_unlock (folder);
  g_assert_false (resembles (&family, &again));
}

static guint
members (const SijilId *household)
{
  SijilFamily *family = desk_read (store, sijil_family_load, household);
  guint n = family->members->len;

  sijil_family_free (family);
  return n;
}

/* The merge of two families finds who is who, and that can be taken back. */
static void
merged_by_likeness (void)
{
  SijilId one, other;
  SijilFamilyMerge merge;

  one = desk_save (store, desk_household (TRUE),
                   desk_person ("لبيبة حنا سيدهم", "head", "27109121401245", NULL),
                   desk_person ("مارينا عزت فؤاد", "child", NULL, "2011-08-12"), NULL);
  other = desk_save (store, desk_household (TRUE),
                     desk_person ("لبيبه حنا", "head", "27109121401254", NULL),
                     desk_person ("Marina Ezzat", "child", NULL, "2011-08-12"),
                     desk_person ("مينا عزت فؤاد", "child", NULL, "2014-02-02"), NULL);
  merge = (SijilFamilyMerge){ other, one };
  desk_write (store, sijil_family_merge, &merge);
  g_assert_cmpuint (members (&one), ==, 3);
  desk_write (store, sijil_family_unmerge, &other);
  g_assert_cmpuint (members (&one), ==, 2);
  g_assert_cmpuint (members (&other), ==, 3);
}

static void
twice_in_one_family (void)
{
  SijilId home = desk_save (store, desk_household (TRUE),
                            desk_person ("وجيه رمزي بطرس", "head", "27009121401261", NULL),
                            desk_person ("كيرلس وجيه رمزي", "child", NULL, "2009-06-17"),
                            desk_person ("كيرلس وجيه", "child", NULL, "2009-06-17"), NULL);
  g_autoptr (GPtrArray) found = duplicates ();
  const SijilTwinFamilies *here = duplicate_of (found, &home, &home);
  SijilPersonMerge merge;
  g_autofree SijilId *gave_way = NULL;

  g_assert_nonnull (here);
  g_assert_true (sijil_twin_families_are_one (here));
  merge = (SijilPersonMerge){ ((SijilDuplicate *) here->persons->pdata[0])->b.person,
                              ((SijilDuplicate *) here->persons->pdata[0])->a.person };
  gave_way = desk_write (store, sijil_person_merge, &merge);
  g_assert_cmpuint (members (&home), ==, 2);
  g_ptr_array_unref (g_steal_pointer (&found));
  found = duplicates ();
  g_assert_null (duplicate_of (found, &home, &home));
  desk_write (store, sijil_person_unmerge, gave_way);
  g_assert_cmpuint (members (&home), ==, 3);
  g_free (desk_write (store, sijil_apart_say,
                      &(SijilApart){ home, home, merge.gives_way, merge.survivor }));
  g_ptr_array_unref (g_steal_pointer (&found));
  found = duplicates ();
  g_assert_null (duplicate_of (found, &home, &home));
}

/* How many pairs of members of one family are asked about. */
static guint
asked_within (const SijilId *household)
{
  g_autoptr (GPtrArray) found = duplicates ();
  const SijilTwinFamilies *here = duplicate_of (found, household, household);

  return here != NULL ? here->persons->len : 0;
}

/* What was said of two members says nothing of a third, and nothing of one ID. */
static void
apart_is_narrow (void)
{
  SijilId home = desk_save (store, desk_household (TRUE),
                            desk_person ("عزيز فرج سعد", "head", "27009121401389", NULL),
                            desk_person ("بيشوي عزيز فرج", "child", NULL, "2009-06-17"),
                            desk_person ("بيشوي عزيز", "child", NULL, "2009-06-17"),
                            desk_person ("بيشوى عزيز فرج", "child", NULL, "2009-06"), NULL);
  SijilFamily *family = desk_read (store, sijil_family_load, &home);
  SijilApart apart = { home, home, *sijil_record_id (family->members->pdata[1]),
                       *sijil_record_id (family->members->pdata[2]) };
  g_autofree SijilId *said = NULL;
  g_autofree SijilId *again = NULL;
  g_autofree SijilId *of_third = NULL;
  SijilApart third;

  g_assert_cmpuint (asked_within (&home), ==, 3);
  said = desk_write (store, sijil_apart_say, &apart);
  again = desk_write (store, sijil_apart_say, &apart);
  g_assert_true (sijil_id_equal (said, again)); /* said once, to be taken back once */
  g_assert_cmpuint (asked_within (&home), ==, 2);
  third = (SijilApart){ home, home, apart.person, *sijil_record_id (family->members->pdata[3]) };
  of_third = desk_write (store, sijil_apart_say, &third);
  g_assert_cmpuint (asked_within (&home), ==, 1); /* the other two are still asked about */
  desk_write (store, sijil_apart_undo, of_third);
  g_assert_cmpuint (asked_within (&home), ==, 2);
  desk_write (store, sijil_apart_undo, said);
  g_assert_cmpuint (asked_within (&home), ==, 3);
  sijil_family_free (family);
}

static void
one_id_is_asked_about (void)
{
  SijilId one = desk_save (store, desk_household (TRUE),
                           desk_person ("سوسن غبريال", "head", NULL, "1969-09-01"),
                           desk_person ("كاراس نبيل زكي", "child", "31012121401415", NULL), NULL);
  SijilId other = desk_save (store, desk_household (TRUE),
                             desk_person ("سوسن غبريال عطا", "head", NULL, "1969-09-01"),
                             desk_person ("كاراس نبيل", "child", "31012121401415", NULL), NULL);
  g_autoptr (GPtrArray) found = NULL;

  g_free (desk_write (store, sijil_apart_say, &(SijilApart){ one, other }));
  found = duplicates ();
  g_assert_nonnull (duplicate_of (found, &one, &other));
  g_assert_cmpuint (duplicate_of (found, &one, &other)->persons->len, ==, 1);
}

/* A member who was found to be one with somebody of the other family comes back with it. */
static void
parted_after_twins_were_joined (void)
{
  SijilId home = desk_save (store, desk_household (TRUE),
                            desk_person ("رؤوف كمال عبده", "head", "26809121401477", NULL),
                            desk_person ("نجلاء بولس حبيب", "spouse", NULL, "1972"), NULL);
  SijilId gone = desk_family (store, "نجلاء بولس", NULL, "1972", TRUE);
  SijilFamily *family;
  g_autofree SijilId *gave_way = NULL;

  desk_write (store, sijil_family_merge, &(SijilFamilyMerge){ gone, home });
  family = desk_read (store, sijil_family_load, &home);
  g_assert_cmpuint (family->members->len, ==, 3);
  gave_way = desk_write (store, sijil_person_merge,
                         &(SijilPersonMerge){ *sijil_record_id (family->members->pdata[1]),
                                              *sijil_record_id (family->members->pdata[2]) });
  sijil_family_free (family);
  g_assert_cmpuint (members (&home), ==, 2);
  desk_write (store, sijil_family_unmerge, &gone);
  g_assert_cmpuint (members (&home), ==, 2);
  g_assert_cmpuint (members (&gone), ==, 1);
}

/* A broker has written down thirty families under a phone of his: it is nobody's. */
static void
brokers_phone (void)
{
  SijilId first = registered ("فكتوريا شنودة", NULL, "1951", "01005550001");
  GPtrArray *found = look ("فكتوريا شنوده", NULL, NULL, "01005550001");

  g_assert_cmpint (((SijilLookAlike *) found->pdata[0])->comparison.phone, ==, SIJIL_LEVEL_EQUAL);
  assert_found (found, &first);
  for (guint i = 0; i < 30; i++) {
    g_autofree char *name = g_strdup_printf ("أسرة %c%c", 'a' + (int) i / 10, 'a' + (int) i % 10);

    registered (name, NULL, NULL, "01005550001");
  }
  found = look ("فكتوريا شنوده", NULL, "1951", "01005550001");
  g_assert_cmpint (((SijilLookAlike *) found->pdata[0])->comparison.phone, ==, SIJIL_LEVEL_UNKNOWN);
  assert_found (found, &first);
}

static gboolean
stop (guint done, guint of, gpointer data)
{
  return FALSE;
}

static void
stopped (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_duplicates_find (store, stop, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* An older file, or other keys than these. */
static void
upgraded (void)
{
  SijilId family = registered ("لواحظ نجيب سمعان", NULL, "1958-04-04", NULL);

  desk_number (store, "SELECT 1");
  desk_close (store);
  store = desk_unlock (folder);
  assert_found (look ("لواحظ نجيب سمعان", NULL, "1958", NULL), &family);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "جمعية البر");
  g_test_add_func ("/look-alikes/a-misspelt-name-finds-the-family", misspelt);
  g_test_add_func ("/look-alikes/a-slip-in-the-id-is-seen", slip_in_the_id);
  g_test_add_func ("/look-alikes/a-changed-name-is-found", changed_since);
  g_test_add_func ("/look-alikes/what-is-typed-of-the-family-counts", family_as_typed);
  g_test_add_func ("/look-alikes/who-is-not-there-is-not-found", nobody_like_that);
  g_test_add_func ("/look-alikes/three-are-enough", at_most_three);
  g_test_add_func ("/look-alikes/the-same-id-is-always-shown", same_id_is_shown);
  g_test_add_func ("/look-alikes/keys-are-written-bit-by-bit", bit_by_bit);
  g_test_add_func ("/duplicates/a-family-that-is-there-twice-is-found", twice_registered);
  g_test_add_func ("/look-alikes/somebody-else-is-remembered", somebody_else);
  g_test_add_func ("/duplicates/a-merge-finds-who-is-who", merged_by_likeness);
  g_test_add_func ("/duplicates/one-member-twice-is-merged-or-told-apart", twice_in_one_family);
  g_test_add_func ("/duplicates/what-was-said-of-two-says-nothing-of-a-third", apart_is_narrow);
  g_test_add_func ("/duplicates/one-id-is-asked-about-whatever-was-said", one_id_is_asked_about);
  g_test_add_func ("/duplicates/families-part-whole-after-twins-were-joined",
                   parted_after_twins_were_joined);
  g_test_add_func ("/look-alikes/a-brokers-phone-says-nothing", brokers_phone);
  g_test_add_func ("/duplicates/the-search-can-be-stopped", stopped);
  g_test_add_func ("/look-alikes/keys-outlive-a-lock", upgraded);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
