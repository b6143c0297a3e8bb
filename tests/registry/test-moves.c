#include "moving.h"

#include "sijil-date.h"
#include "sijil-families.h"
#include "sijil-family.h"
#include "sijil-find.h"
#include "sijil-life.h"
#include "sijil-household-query.h"
#include "sijil-moves.h"
#include "sijil-test.h"

/* A family moves from one association to another. */

static guint
rows_with_card (Desk *desk, const char *card)
{
  g_autoptr (GPtrArray) all = desk_all (desk->store, &sijil_household_type);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += g_strcmp0 (sijil_record_text (all->pdata[i], SIJIL_HOUSEHOLD_CARD), card) == 0;
  return n;
}

static gint64
rows (Desk *desk, gboolean moved)
{
  SijilHouseholdQuery *all = sijil_household_query_new (&(SijilHouseholdFilter){ .moved = moved });
  SijilHouseholdQuery *query = sijil_household_query_next (all, NULL, -1);
  g_autofree gint64 *n = desk_read (desk->store, sijil_household_query_count, query);

  sijil_household_query_free (all);
  sijil_household_query_free (query);
  return *n;
}

static void
arrives (void)
{
  SijilId in_a = family_of_two (a, "سعاد إبراهيم", "28806201520001"), in_b;
  g_autofree char *card = card_of (a, &in_a);
  int before_a = listed (a), before_b = listed (b);

  sync_all ();
  move (&in_a, "جمعية الهدى");
  in_b = found (b, card);
  g_assert_false (sijil_id_equal (&in_a, &in_b));
  g_assert_cmpuint (members (b, &in_b), ==, 2);
  assert_takes (card_of (b, &in_b), card);
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS),
                "شارع النيل");
  desk_head (b->store, &in_b);
  g_assert_cmpint (listed (a), ==, before_a - 1);
  g_assert_cmpint (listed (b), ==, before_b + 1);
  g_assert_cmpint (rows (a, FALSE), ==, before_a - 1);
  g_assert_cmpint (rows (a, TRUE), >=, 1);
}

static void
is_found_and_says_where (void)
{
  SijilId in_a = family_of_two (a, "هدى الشربيني", "28806201520002");
  g_autofree char *card = card_of (a, &in_a);
  g_autoptr (GPtrArray) results = NULL;
  SijilFamily *family;
  SijilEntitlement *first;

  sync_all ();
  move (&in_a, "جمعية الهدى");
  results = desk_read (a->store, sijil_find, card);
  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpstr (((SijilFound *) results->pdata[0])->moved_to, ==, "جمعية الهدى");
  family = desk_read (a->store, sijil_family_load, &in_a);
  first = family->entitlements->pdata[0];
  g_assert_cmpint (first->state, ==, SIJIL_ENTITLED_WARN);
  g_assert_cmpstr (first->rule_broken, ==, "moved");
  sijil_family_free (family);
}

static void
hears_of_aid (void)
{
  SijilId in_a = family_of_two (a, "ناجي منصور", "28806201520003"), in_b;
  g_autofree char *card = card_of (a, &in_a);

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  move (&in_a, "جمعية الهدى");
  in_b = found (b, card);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  g_assert_cmpuint (line_findings (a, &in_a, "known-elsewhere", NULL), ==, 1);
  g_assert_cmpuint (line_findings (b, &in_b, "known-elsewhere", NULL), ==, 1);
  desk_serve (b->store, &in_b, &box, "incomplete");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
  g_assert_cmpuint (line_findings (a, &in_a, "overlap", NULL), ==, 1);
}

/* Without any ID, no exact rule would say that they are the same. */
static void
stays_linked (void)
{
  SijilId in_a = family_of_two (a, "شوقي", NULL), in_b, head;
  g_autofree char *card = card_of (a, &in_a);

  sync_all ();
  move (&in_a, "جمعية الهدى");
  in_b = found (b, card);
  head = desk_head (b->store, &in_b);
  desk_edit (b->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "شوقي عبد الله");
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
}

static void
moves_back (void)
{
  SijilId in_a = family_of_two (a, "فوزية عطية", "28806201520004"), in_b;
  g_autofree char *card = card_of (a, &in_a);
  int before = listed (a);

  sync_all ();
  move (&in_a, "جمعية الهدى");
  in_b = found (b, card);
  desk_edit (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS, "شارع البحر");
  desk_save (b->store, sijil_record_new (&sijil_household_type, &in_b),
             desk_person ("مولود جديد", "child", NULL, NULL), NULL);
  sync_all ();
  move (&in_b, "جمعية البر");
  assert_takes (desk_text (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS),
                "شارع البحر");
  assert_takes (desk_text (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_MOVED_TO), NULL);
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_MOVED_TO),
                "جمعية البر");
  g_assert_cmpuint (members (a, &in_a), ==, 3);
  g_assert_cmpint (listed (a), ==, before);
}

/* The family came before its papers. */
static void
known_there (void)
{
  SijilId in_a = family_of_two (a, "كريمة الدسوقي", "28806201520005");
  SijilId in_b = desk_family (b->store, "كريمة الدسوقي", "28806201520005", NULL, TRUE);
  int before = listed (b);

  desk_edit (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  desk_edit (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_VILLAGE, "قها");
  sync_all ();
  move (&in_a, "جمعية الهدى");
  g_assert_cmpint (listed (b), ==, before);
  g_assert_cmpuint (members (b, &in_b), ==, 2);
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_VILLAGE), "قها");
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS),
                "شارع النيل");
}

/* A grandson has his grandfather's name, and nothing else of his. */
static void
namesakes (void)
{
  SijilId in_a = desk_save (a->store, desk_household (TRUE),
                            desk_person ("أحمد محمد", "head", "25001011520012", "1950-01-01"),
                            desk_person ("محمد أحمد", "child", NULL, NULL), NULL);
  SijilId in_b, head;
  g_autofree char *card = card_of (a, &in_a);

  sync_all ();
  desk_save (a2->store, sijil_record_new (&sijil_household_type, &in_a),
             desk_person ("أحمد محمد", "grandchild", NULL, "2026-02-03"), NULL);
  send_move (&in_a, "جمعية الهدى");
  sync_all ();
  in_b = found (b, card);
  g_assert_cmpuint (members (b, &in_b), ==, 3);
  head = desk_head (b->store, &in_b);
  assert_takes (desk_text (b->store, &sijil_person_type, &head, SIJIL_PERSON_ID_NUMBER),
                "25001011520012");
}

static void
two_of_one_name (void)
{
  SijilId in_a = desk_save (a->store, desk_household (TRUE),
                            desk_person ("علي حسن", "head", "28001011520013", NULL),
                            desk_person ("علي حسن", "child", "29001011520014", NULL), NULL);
  SijilId in_b = desk_save (b->store, desk_household (TRUE),
                            desk_person ("علي حسن", "head", "28001011520013", NULL),
                            desk_person ("علي حسن", "child", "29101011520015", NULL), NULL);

  sync_all ();
  move (&in_a, "جمعية الهدى");
  g_assert_cmpuint (members (b, &in_b), ==, 3);
}

/* By the card that it had, or that of the other association. */
static void
undone_by_card (void)
{
  SijilId in_a = family_of_two (a, "بهية لطفي", "28806201520019");
  SijilId in_b = desk_family (b->store, "بهية لطفي", "28806201520019", NULL, TRUE);
  g_autofree char *card = card_of (a, &in_a);

  sync_all ();
  move (&in_a, "جمعية الهدى");
  move_card (card, "جمعية البر");
  assert_takes (desk_text (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_MOVED_TO), NULL);
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_MOVED_TO),
                "جمعية البر");
}

/* Somebody who has seen the card registers other people under it. */
static SijilId
copy_card (Desk *desk, const char *name, const char *card)
{
  SijilId household = family_of_two (desk, name, NULL);

  desk_edit (desk->store, &sijil_household_type, &household, SIJIL_HOUSEHOLD_CARD, card);
  return household;
}

static void
refuses_several (const char *card, const char *association, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates = NULL;

  g_assert_false (sijil_moves_household (house->registry, card, association, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_SEVERAL);
  candidates = sijil_moves_candidates (house->registry, card, NULL);
  g_assert_cmpuint (candidates->len, ==, n);
  for (guint i = 0; i < n; i++) {
    const SijilMovesCandidate *one = candidates->pdata[i];
    g_autofree char *today = sijil_date_today ();

    g_assert_cmpstr (one->association, !=, NULL);
    g_assert_cmpstr (one->office, !=, "");
    g_assert_cmpstr (one->registered, ==, today);
  }
}

/* With the card of somebody nobody else is stopped, and nothing of theirs is got. */
static void
stolen_card (void)
{
  SijilId in_a = family_of_two (a, "شريفة عوض", "28806201520027"), in_b, elsewhere, there;
  g_autofree char *card = card_of (a, &in_a);

  elsewhere = copy_card (c, "حامد منصور", card);
  there = copy_card (b, "جابر منصور", card);
  sync_all ();
  refuses_several (card, "جمعية الهدى", 3);
  refuses_several (card, "جمعية البر", 3);
  move (&in_a, "جمعية الهدى");
  assert_takes (desk_text (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_MOVED_TO),
                "جمعية الهدى");
  in_b = found (b, "شريفة عوض");
  g_assert_false (sijil_id_equal (&in_b, &there));
  g_assert_cmpuint (members (b, &in_b), ==, 2);
  g_assert_cmpuint (members (b, &there), ==, 2);
  assert_takes (desk_text (c->store, &sijil_household_type, &elsewhere, SIJIL_HOUSEHOLD_MOVED_TO),
                NULL);
}

/* Its own association has it: the other one with the card is not taken for it. */
static void
stolen_card_alone_elsewhere (void)
{
  SijilId in_b = family_of_two (b, "سنية عوض", "28806201520035");
  g_autofree char *card = card_of (b, &in_b);

  copy_card (c, "لبيب منصور", card);
  sync_all ();
  refuses_several (card, "جمعية الهدى", 2);
}

/* The registry has forgotten how it came, and that it did. */
static void
moved_before_a_restore (void)
{
  SijilId in_a = family_of_two (a, "زاهر", NULL);
  g_autofree char *card = card_of (a, &in_a);
  int before;

  sync_all ();
  move (&in_a, "جمعية الهدى");
  before = listed (b);
  house_run (house, "DELETE FROM person_link");
  house_run (house, "DELETE FROM household_link");
  house_run (house, "UPDATE household SET moved_to = NULL");
  move_card (card, "جمعية الهدى");
  g_assert_cmpint (listed (b), ==, before);
  g_assert_cmpuint (rows_with_card (b, card), ==, 1);
}

static void
corrected_id (void)
{
  SijilId in_a = family_of_two (a, "سامية رزق", "28806201520020");
  SijilId in_b = desk_family (b->store, "سامية رزق", "28806201520020", NULL, TRUE), head;
  int before;

  sync_all ();
  move (&in_a, "جمعية الهدى");
  head = desk_head (b->store, &in_b);
  desk_edit (b->store, &sijil_person_type, &head, SIJIL_PERSON_ID_NUMBER, "28806201520099");
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
  before = listed (a);
  move (&in_b, "جمعية البر");
  g_assert_cmpint (listed (a), ==, before + 1);
  assert_takes (desk_text (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_MOVED_TO), NULL);
}

static void
merged_there (void)
{
  SijilId in_a = family_of_two (a, "منعم", NULL), in_b;
  SijilId other = desk_family (b->store, "منعم السيد", NULL, NULL, TRUE);
  g_autofree char *card = card_of (a, &in_a);
  SijilFamilyMerge merge = { .survivor = other };
  int before;

  sync_all ();
  move (&in_a, "جمعية الهدى");
  in_b = found (b, card);
  merge.gives_way = in_b;
  desk_write (b->store, sijil_family_merge, &merge);
  sync_all ();
  desk_serve (b->store, &other, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
  before = listed (a);
  move (&other, "جمعية البر");
  g_assert_cmpint (listed (a), ==, before + 1);
  assert_takes (desk_text (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_MOVED_TO), NULL);
}

static void
refuses (const char *card_or_id, const char *association, int code)
{
  gint64 before = house_number (house, "SELECT count(*) FROM change_set");
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_moves_household (house->registry, card_or_id, association, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, code);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM change_set"), ==, before);
}

static void
refused (void)
{
  SijilId silent = desk_family (a->store, "وفاء غريب", NULL, NULL, FALSE);
  SijilId ours = desk_family (a->store, "سهير غريب", NULL, NULL, TRUE);
  g_autofree char *silent_id = sijil_id_to_string (&silent), *card = card_of (a, &ours);

  sync_all ();
  refuses (silent_id, "جمعية الهدى", SIJIL_REGISTRY_ERROR_FAILED);
  refuses (card, "جمعية البر", SIJIL_REGISTRY_ERROR_FAILED);
  refuses (card, "جمعية أخرى", SIJIL_REGISTRY_ERROR_NOT_FOUND);
  refuses ("nobody", "جمعية الهدى", SIJIL_REGISTRY_ERROR_NOT_FOUND);
  move (&ours, "جمعية الهدى");
  refuses (silent_id, "جمعية الهدى", SIJIL_REGISTRY_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  moving_begin ();
  g_test_add_func ("/moves/a-stolen-card-stops-nobody-and-gets-nothing", stolen_card);
  g_test_add_func ("/moves/a-stolen-card-is-not-taken-for-the-family", stolen_card_alone_elsewhere);
  g_test_add_func ("/moves/a-family-arrives-with-card-members-and-head", arrives);
  g_test_add_func ("/moves/the-old-desk-finds-it-and-says-where-it-is", is_found_and_says_where);
  g_test_add_func ("/moves/each-side-hears-of-what-the-other-gave", hears_of_aid);
  g_test_add_func ("/moves/a-family-without-papers-stays-linked", stays_linked);
  g_test_add_func ("/moves/a-family-that-moves-back-finds-its-records", moves_back);
  g_test_add_func ("/moves/what-the-other-association-knew-is-completed", known_there);
  g_test_add_func ("/moves/a-grandson-does-not-become-his-grandfather", namesakes);
  g_test_add_func ("/moves/two-of-one-name-stay-two", two_of_one_name);
  g_test_add_func ("/moves/the-old-card-brings-it-back", undone_by_card);
  g_test_add_func ("/moves/a-move-is-repeated-after-a-restore", moved_before_a_restore);
  g_test_add_func ("/moves/a-corrected-id-does-not-part-the-family", corrected_id);
  g_test_add_func ("/moves/a-merge-there-does-not-part-the-family", merged_there);
  g_test_add_func ("/moves/what-may-not-move-changes-nothing", refused);
  status = g_test_run ();
  moving_end ();
  return status;
}
