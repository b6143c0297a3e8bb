#include "desk.h"
#include "sijil-families.h"
#include "sijil-family.h"
#include "sijil-find.h"
#include "sijil-history.h"
#include "sijil-test.h"

#include <string.h>

static char *folder;
static SijilStore *store;

/* A family of a head, a spouse and a grown child, all born on days of their own. */
static SijilId
family_of_three (const char *second_part)
{
  static int day;
  g_autofree char *head = g_strdup_printf ("حسن %s سيد", second_part);
  g_autofree char *spouse = g_strdup_printf ("هدى %s علي", second_part);
  g_autofree char *child = g_strdup_printf ("كريم حسن %s", second_part);
  char born[3][sizeof "1988-06-17"];

  for (int i = 0; i < 3; i++, day++)
    g_snprintf (born[i], sizeof born[i], "19%02d-%02d-17", 60 + day % 40, 1 + day % 12);
  return desk_save (store, desk_household (TRUE), desk_person (head, "head", NULL, born[0]),
                    desk_person (spouse, "spouse", NULL, born[1]),
                    desk_person (child, "child", NULL, born[2]), NULL);
}

static SijilFamily *
load (const SijilId *household)
{
  return desk_read (store, sijil_family_load, household);
}

static SijilId
member (const SijilId *household, const char *relation)
{
  SijilFamily *family = load (household);
  SijilId id = { { 0 } };

  for (guint i = 0; i < family->members->len; i++)
    if (g_strcmp0 (sijil_record_text (family->members->pdata[i], SIJIL_PERSON_RELATION),
                   relation) == 0)
      id = *sijil_record_id (family->members->pdata[i]);
  g_assert_false (sijil_id_is_null (&id));
  sijil_family_free (family);
  return id;
}

static guint
members (const SijilId *household)
{
  SijilFamily *family = load (household);
  guint n = family->members->len;

  sijil_family_free (family);
  return n;
}

static char *
card (const SijilId *household)
{
  return desk_text (store, &sijil_household_type, household, SIJIL_HOUSEHOLD_CARD);
}

static gboolean
leads_to (const char *number, const SijilId *household)
{
  g_autofree SijilId *found = desk_read (store, sijil_household_by_text, number);

  return found != NULL && sijil_id_equal (found, household);
}

static gboolean
tells (const SijilId *household, const char *kind)
{
  g_autoptr (GPtrArray) lines = desk_read (store, sijil_history, household);

  for (guint i = 0; i < lines->len; i++)
    if (g_strcmp0 (((SijilHistoryLine *) lines->pdata[i])->kind, kind) == 0)
      return TRUE;
  return FALSE;
}

static gint64
listed (void)
{
  return desk_number (store, "SELECT count(*) FROM household_row");
}

static void
merged (void)
{
  SijilId a = family_of_three ("محمد"), b = family_of_three ("محمود");
  SijilFamilyMerge merge = { b, a };
  g_autofree char *old_card = card (&b), *its_card = card (&a);
  gint64 rows = listed ();
  g_autoptr (GPtrArray) found = NULL;
  SijilFamily *family;

  desk_write (store, sijil_family_merge, &merge);
  g_assert_cmpint (listed (), ==, rows - 1);
  g_assert_cmpuint (members (&a), ==, 6);
  g_assert_cmpuint (members (&b), ==, 6);
  g_assert_true (leads_to (old_card, &a));
  found = desk_read (store, sijil_find, "هدى محمود علي");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((SijilFound *) found->pdata[0])->card, ==, its_card);
  family = load (&b);
  for (guint i = 1; i < family->members->len; i++)
    g_assert_cmpstr (sijil_record_text (family->members->pdata[i], SIJIL_PERSON_RELATION), !=,
                     "head");
  sijil_family_free (family);
  g_assert_true (tells (&a, "merged"));

  desk_write (store, sijil_family_unmerge, &b);
  g_assert_cmpint (listed (), ==, rows);
  g_assert_cmpuint (members (&a), ==, 3);
  g_assert_cmpuint (members (&b), ==, 3);
  g_assert_true (leads_to (old_card, &b));
  g_assert_true (tells (&b, "merge-undone"));
}

static void
twins (void)
{
  SijilId a = desk_family (store, "سعيد أحمد فرج محمد", "28001011234567", "1980-01-01", TRUE);
  SijilId b = desk_family (store, "سعيد احمد فرج محمد", "28001011234567", "1980-01-01", TRUE);
  SijilFamilyMerge merge = { b, a };

  desk_write (store, sijil_family_merge, &merge);
  g_assert_cmpuint (members (&a), ==, 1);
  desk_write (store, sijil_family_unmerge, &b);
  g_assert_cmpuint (members (&a), ==, 1);
  g_assert_cmpuint (members (&b), ==, 1);
}

/* Facts are read through the merge: what one received counts against the limit of both. */
static void
rules_follow (void)
{
  SijilId a = family_of_three ("فتحي"), b = family_of_three ("لطفي");
  SijilFamilyMerge merge = { b, a };
  g_autoptr (SijilRecord) programme = desk_programme ("merged-box", "food", "month");
  SijilId box = desk_put (store, programme);
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  SijilFamily *family;

  desk_serve (store, &b, &box, NULL);
  desk_write (store, sijil_family_merge, &merge);
  request->household = a;
  request->programme = box;
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_RULE);
  family = load (&a);
  g_assert_cmpuint (family->received->len, ==, 1);
  sijil_family_free (family);
  desk_write (store, sijil_family_unmerge, &b);
  desk_serve (store, &a, &box, NULL);
}

static void
ring (void)
{
  SijilId a = family_of_three ("ناجي"), b = family_of_three ("راضي");
  SijilFamilyMerge merge = { b, a };
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &a);

  desk_write (store, sijil_family_merge, &merge);
  sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_MERGED_INTO, &b);
  desk_put (store, edit);
  g_assert_cmpuint (members (&a), ==, 6);
  g_assert_cmpuint (members (&b), ==, 6);
}

static void
split (void)
{
  SijilId family = family_of_three ("بدوي");
  SijilId child = member (&family, "child");
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();
  SijilFamilySplit request = { family, leaving, child, (char *) "2026-10" };
  g_autofree SijilId *fresh = NULL;
  g_autofree char *village = NULL, *old_village = NULL;

  g_ptr_array_add (leaving, &child);
  fresh = desk_write (store, sijil_family_split, &request);
  g_assert_cmpuint (members (&family), ==, 2);
  g_assert_cmpuint (members (fresh), ==, 1);
  village = desk_text (store, &sijil_household_type, fresh, SIJIL_HOUSEHOLD_VILLAGE);
  old_village = desk_text (store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE);
  g_assert_cmpstr (village, ==, old_village);
  g_assert_true (tells (&family, "split"));
  g_assert_true (tells (fresh, "split"));
}

static void
bad_splits (void)
{
  SijilId family = family_of_three ("عطية"), other = family_of_three ("سلامة");
  SijilId head = member (&family, "head"), child = member (&family, "child");
  SijilId stranger = member (&other, "child");
  SijilId *const CASES[][3] = { { NULL }, { &head, NULL }, { &stranger, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (GPtrArray) leaving = g_ptr_array_new ();
    SijilFamilySplit request = { family, leaving, child, NULL };

    for (guint k = 0; CASES[i][k] != NULL; k++) {
      g_ptr_array_add (leaving, CASES[i][k]);
      request.head = *CASES[i][k];
    }
    desk_refuses (store, sijil_family_split, &request, SIJIL_STORE_ERROR,
                  SIJIL_STORE_ERROR_INVALID);
  }
  g_assert_cmpuint (members (&family), ==, 3);
}

static void
moved (void)
{
  SijilId from = family_of_three ("منصور"), to = family_of_three ("غنيم");
  SijilPersonMove move = { member (&from, "child"), to, (char *) "spouse", TRUE, NULL };
  SijilPersonMove head = { member (&from, "head"), to, (char *) "other", FALSE, NULL };

  desk_write (store, sijil_person_move, &move);
  g_assert_cmpuint (members (&from), ==, 2);
  g_assert_cmpuint (members (&to), ==, 4);
  g_assert_true (tells (&from, "married"));
  g_assert_true (tells (&to, "married"));
  desk_refuses (store, sijil_person_move, &move, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  desk_refuses (store, sijil_person_move, &head, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
}

static void
died (void)
{
  SijilId family = family_of_three ("شعبان");
  SijilId head = member (&family, "head"), spouse = member (&family, "spouse");
  SijilPersonEnd end = { head, (char *) "dead", (char *) "2026-11-01", NULL };
  SijilId now;

  desk_refuses (store, sijil_person_set_state, &end, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_RULE);
  end.next_head = &spouse;
  desk_write (store, sijil_person_set_state, &end);
  now = desk_head (store, &family);
  g_assert_true (sijil_id_equal (&now, &spouse));
  g_assert_true (tells (&family, "died"));
  g_assert_true (tells (&family, "head"));
  g_assert_cmpint (
      desk_number (store, "SELECT count(*) FROM person WHERE state = 'dead' AND relation = 'head'"),
      ==, 0);
}

static void
another_head (void)
{
  SijilId family = family_of_three ("رجب"), now;
  SijilId head = member (&family, "head"), spouse = member (&family, "spouse");
  SijilId unsure = desk_save (store, desk_household (TRUE),
                              desk_person ("نجوى كامل", "child", NULL, "1991-02-03"),
                              desk_person ("سيد كامل", "child", NULL, "1993-02-03"), NULL);
  SijilId first = member (&unsure, "child");
  SijilNewHead change = { spouse, NULL }, same = { spouse, NULL }, confirmed = { first, NULL };
  SijilPersonMove leaves = { head, unsure, (char *) "other", FALSE, NULL };

  desk_write (store, sijil_family_set_head, &change);
  now = desk_head (store, &family);
  g_assert_true (sijil_id_equal (&now, &spouse));
  desk_refuses (store, sijil_family_set_head, &same, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  g_assert_true (tells (&family, "head"));
  desk_write (store, sijil_family_set_head, &confirmed);
  now = desk_head (store, &unsure);
  g_assert_true (sijil_id_equal (&now, &first));
  /* Whoever headed the family until now may leave it. */
  desk_write (store, sijil_person_move, &leaves);
  g_assert_cmpuint (members (&family), ==, 2);
}

static void
not_yet (void)
{
  SijilId family = family_of_three ("عثمان"), other = family_of_three ("جابر");
  SijilId child = member (&family, "child");
  g_autofree char *tomorrow = desk_day (1);
  SijilPersonEnd end = { child, (char *) "dead", tomorrow, NULL };
  SijilPersonMove move = { child, other, (char *) "spouse", TRUE, tomorrow };

  desk_refuses (store, sijil_person_set_state, &end, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  desk_refuses (store, sijil_person_move, &move, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  g_assert_cmpuint (members (&family), ==, 3);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  g_test_add_func ("/families/a-merge-joins-and-its-undoing-parts", merged);
  g_test_add_func ("/families/the-same-person-in-both-is-one", twins);
  g_test_add_func ("/families/what-one-received-counts-for-both", rules_follow);
  g_test_add_func ("/families/a-ring-of-merges-is-one-family", ring);
  g_test_add_func ("/families/some-leave-with-a-household-of-their-own", split);
  g_test_add_func ("/families/nobody-and-the-head-do-not-leave", bad_splits);
  g_test_add_func ("/families/a-person-marries-into-another-family", moved);
  g_test_add_func ("/families/when-the-head-dies-another-is-named", died);
  g_test_add_func ("/families/another-member-heads-the-family-or-is-confirmed", another_head);
  g_test_add_func ("/families/nothing-happened-tomorrow", not_yet);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
