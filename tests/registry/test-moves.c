#include "line.h"
#include "sender.h"
#include "sijil-family.h"
#include "sijil-find.h"
#include "sijil-hlc.h"
#include "sijil-meta.h"
#include "sijil-household-query.h"
#include "sijil-moves.h"
#include "sijil-session.h"
#include "sijil-store-error.h"
#include "sijil-test.h"

/* A family moves from one association to another: two PCs of the first, one of the second. */
static House *house;
static Desk *a, *a2, *b;
static SijilId box;

static void
sync_all (void)
{
  for (int i = 0; i < 3; i++) {
    line_sync (a);
    line_sync (a2);
    line_sync (b);
  }
}

static SijilId
family_of_two (Desk *desk, const char *name, const char *id_number)
{
  SijilRecord *household = desk_household (TRUE);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_ADDRESS, "شارع النيل");
  return desk_save (desk->store, household, desk_person (name, "head", id_number, NULL),
                    desk_person ("ياسمين", "child", NULL, NULL), NULL);
}

static char *
card_of (Desk *desk, const SijilId *household)
{
  return desk_text (desk->store, &sijil_household_type, household, SIJIL_HOUSEHOLD_CARD);
}

static void
move (const SijilId *household, const char *association)
{
  g_autofree char *id = sijil_id_to_string (household);
  g_autoptr (GError) error = NULL;

  sijil_moves_household (house->registry, id, association, &error);
  g_assert_no_error (error);
  sync_all ();
}

static SijilId
found (Desk *desk, const char *text)
{
  g_autoptr (GPtrArray) results = desk_read (desk->store, sijil_find, text);

  g_assert_cmpuint (results->len, ==, 1);
  return ((SijilFound *) results->pdata[0])->household;
}

static guint
members (Desk *desk, const SijilId *household)
{
  SijilFamily *family = desk_read (desk->store, sijil_family_load, household);
  guint n = family->members->len;

  sijil_family_free (family);
  return n;
}

static gpointer
count_households (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (1 + sijil_meta_number (session->db, SIJIL_META_HOUSEHOLDS, 0));
}

static int
listed (Desk *desk)
{
  return GPOINTER_TO_INT (desk_read (desk->store, count_households, NULL)) - 1;
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

static void
send_village (Sender *sender, const SijilId *household, const char *village, int minutes_ahead)
{
  SijilChangeSet *set = next_set (sender);
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, household);

  set->stamp = sijil_hlc_at (g_get_real_time () + minutes_ahead * 60 * G_USEC_PER_SEC);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_VILLAGE, village);
  sijil_change_set_add (set, edit, FALSE);
  assert_takes (refusal (sender, set), NULL);
}

/* Clocks some minutes ahead of the registry's, which it accepts, and then writes over. */
static void
clocks_ahead (void)
{
  SijilId in_a = desk_family (a->store, "نعيمة حجازي", "28806201520006", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "نعيمة حجازي", "28806201520006", NULL, TRUE);
  Sender of_a = sender_new (house, 1), of_b = sender_new (house, 2);

  sync_all ();
  send_village (&of_b, &in_b, "قها", 2);
  send_village (&of_a, &in_a, "طوخ", 3);
  move (&in_a, "جمعية الهدى");
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_VILLAGE), "طوخ");
}

/* The second PC has no line and works on. */
static void
unknowing (void)
{
  SijilId in_a = family_of_two (a, "رجاء فهمي", "28806201520007"), in_b, head;
  g_autofree char *card = card_of (a, &in_a);
  g_autofree char *id = sijil_id_to_string (&in_a);
  g_autoptr (GError) error = NULL;

  sync_all ();
  head = desk_head (a2->store, &in_a);
  desk_edit (a2->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01001234567");
  desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "شارع الجيش");
  desk_save (a2->store, sijil_record_new (&sijil_household_type, &in_a),
             desk_person ("رضيع", "child", NULL, NULL), NULL);
  desk_serve (a2->store, &in_a, &box, NULL);
  sijil_moves_household (house->registry, id, "جمعية الهدى", &error);
  g_assert_no_error (error);
  line_sync (b);
  in_b = found (b, card);
  desk_edit (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS, "شارع البحر");
  line_sync (b);
  sync_all ();
  g_assert_cmpuint (members (b, &in_b), ==, 3);
  head = desk_head (b->store, &in_b);
  assert_takes (desk_text (b->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE), "01001234567");
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS),
                "شارع البحر");
  assert_takes (desk_text (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS),
                "شارع الجيش");
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
}

static void
knowing (void)
{
  SijilId in_a = family_of_two (a, "عفاف بدوي", "28806201520008"), in_b;
  g_autofree char *card = card_of (a, &in_a);

  sync_all ();
  move (&in_a, "جمعية الهدى");
  in_b = found (b, card);
  desk_edit (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "ملف قديم");
  sync_all ();
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS),
                "شارع النيل");
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

static const char CATALOGUE[] =
    "{\"programmes\":[{\"id\":\"01900000-0000-7000-8000-000000000001\",\"code\":\"ramadan-box\","
    "\"name\":\"كراتين "
    "رمضان\",\"family\":\"ramadan-food\",\"kind\":\"goods\",\"per\":\"household\","
    "\"limit_period\":\"ramadan\",\"limit_count\":1}]}";

int
main (int argc, char **argv)
{
  gint64 first;
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  line_catalogue (house, CATALOGUE);
  g_assert_true (sijil_id_parse ("01900000-0000-7000-8000-000000000001", &box));
  first = house_association (house, "جمعية البر");
  a = line_desk (house, first);
  a2 = line_desk (house, first);
  b = line_desk (house, house_association (house, "جمعية الهدى"));
  sync_all ();
  g_test_add_func ("/moves/a-family-arrives-with-card-members-and-head", arrives);
  g_test_add_func ("/moves/the-old-desk-finds-it-and-says-where-it-is", is_found_and_says_where);
  g_test_add_func ("/moves/each-side-hears-of-what-the-other-gave", hears_of_aid);
  g_test_add_func ("/moves/a-family-without-papers-stays-linked", stays_linked);
  g_test_add_func ("/moves/a-family-that-moves-back-finds-its-records", moves_back);
  g_test_add_func ("/moves/what-the-other-association-knew-is-completed", known_there);
  g_test_add_func ("/moves/a-later-field-wins-whatever-the-registrys-clock-says", clocks_ahead);
  g_test_add_func ("/moves/what-a-pc-without-a-line-wrote-goes-after-the-family", unknowing);
  g_test_add_func ("/moves/what-is-written-into-old-records-stays-there", knowing);
  g_test_add_func ("/moves/what-may-not-move-changes-nothing", refused);
  status = g_test_run ();
  line_free (a);
  line_free (a2);
  line_free (b);
  house_free (house);
  return status;
}
