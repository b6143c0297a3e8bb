#include "line.h"
#include "sender.h"
#include "sijil-families.h"
#include "sijil-family.h"
#include "sijil-find.h"
#include "sijil-hlc.h"
#include "sijil-life.h"
#include "sijil-meta.h"
#include "sijil-household-query.h"
#include "sijil-moves.h"
#include "sijil-session.h"
#include "sijil-store-error.h"
#include "sijil-test.h"

/* A family moves from one association to another: two PCs of the first, one of the second, and one
 * of a third. */
static House *house;
static Desk *a, *a2, *b, *c;
static SijilId box;

static void
sync_all (void)
{
  for (int i = 0; i < 3; i++) {
    line_sync (a);
    line_sync (a2);
    line_sync (b);
    line_sync (c);
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
move_card (const char *card_or_id, const char *association)
{
  g_autoptr (GError) error = NULL;

  sijil_moves_household (house->registry, card_or_id, association, &error);
  g_assert_no_error (error);
  sync_all ();
}

static void
move (const SijilId *household, const char *association)
{
  g_autofree char *id = sijil_id_to_string (household);

  move_card (id, association);
}

/* The same, of which no desk has heard yet. */
static void
send_move (const SijilId *household, const char *association)
{
  g_autofree char *id = sijil_id_to_string (household);
  g_autoptr (GError) error = NULL;

  sijil_moves_household (house->registry, id, association, &error);
  g_assert_no_error (error);
}

static guint
rows_with_card (Desk *desk, const char *card)
{
  g_autoptr (GPtrArray) all = desk_all (desk->store, &sijil_household_type);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += g_strcmp0 (sijil_record_text (all->pdata[i], SIJIL_HOUSEHOLD_CARD), card) == 0;
  return n;
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

  sync_all ();
  head = desk_head (a2->store, &in_a);
  desk_edit (a2->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01001234567");
  desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "شارع الجيش");
  desk_save (a2->store, sijil_record_new (&sijil_household_type, &in_a),
             desk_person ("رضيع", "child", NULL, NULL), NULL);
  desk_serve (a2->store, &in_a, &box, NULL);
  send_move (&in_a, "جمعية الهدى");
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

/* What was written into the old records does not leave with what somebody else writes later. */
static void
knowing_and_unknowing (void)
{
  SijilId in_a = family_of_two (a, "نبيلة شاكر", "28806201520011"), in_b, head;
  g_autofree char *card = card_of (a, &in_a);

  sync_all ();
  head = desk_head (a2->store, &in_a);
  desk_edit (a2->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01001234567");
  send_move (&in_a, "جمعية الهدى");
  line_sync (a);
  desk_edit (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_NOTES, "ملف قديم");
  desk_save (a->store, sijil_record_new (&sijil_household_type, &in_a),
             desk_person ("زائر", "child", NULL, NULL), NULL);
  sync_all ();
  in_b = found (b, card);
  head = desk_head (b->store, &in_b);
  assert_takes (desk_text (b->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE), "01001234567");
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_NOTES), NULL);
  g_assert_cmpuint (members (b, &in_b), ==, 2);
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

/* What the other association did with its own records stands, whatever comes late. */
static void
does_not_undo (void)
{
  SijilId in_a = desk_save (
      a->store, desk_household (TRUE), desk_person ("حنان صبري", "head", "28806201520016", NULL),
      desk_person ("كبير", "child", NULL, NULL), desk_person ("صغير", "child", NULL, NULL), NULL);
  SijilId in_b, head;
  g_autofree char *card = card_of (a, &in_a);
  SijilFamily *family;

  sync_all ();
  head = desk_head (a2->store, &in_a);
  desk_edit (a2->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01001234567");
  desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "شارع الجيش");
  send_move (&in_a, "جمعية الهدى");
  line_sync (b);
  in_b = found (b, card);
  family = desk_read (b->store, sijil_family_load, &in_b);
  for (guint i = 0; i < family->members->len; i++) {
    SijilRecord *person = family->members->pdata[i];
    g_autoptr (SijilRecord) gone = sijil_record_new (&sijil_person_type, sijil_record_id (person));

    if (g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_NAME), "صغير") != 0)
      continue;
    sijil_record_set_number (gone, SIJIL_PERSON_DELETED, g_get_real_time ());
    desk_put (b->store, gone);
  }
  sijil_family_free (family);
  line_sync (b);
  sync_all ();
  g_assert_cmpuint (members (b, &in_b), ==, 2);
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS),
                "شارع الجيش");
}

static void
taken_out_there (void)
{
  SijilId in_a = family_of_two (a, "مديحة كامل", "28806201520017"), in_b;
  g_autofree char *card = card_of (a, &in_a);
  int before;

  sync_all ();
  desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "شارع الجيش");
  before = listed (b);
  send_move (&in_a, "جمعية الهدى");
  line_sync (b);
  in_b = found (b, card);
  desk_write (b->store, sijil_household_delete, &in_b);
  line_sync (b);
  sync_all ();
  g_assert_cmpint (listed (b), ==, before);
}

/* Nobody but the registry moves a family. */
static void
said_by_a_device (void)
{
  SijilId in_a = desk_family (a->store, "عزيزة فؤاد", "28806201520018", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "عزيزة فؤاد", "28806201520018", NULL, TRUE);
  Sender sender = sender_new (house, 1);
  SijilChangeSet *set = next_set (&sender);
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &in_a);

  sync_all ();
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_MOVED_TO, "جمعية الهدى");
  sijil_change_set_add (set, edit, FALSE);
  assert_takes (refusal (&sender, set), "not-yours");
  desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "شارع الجيش");
  sync_all ();
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS), NULL);
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
moves_on (void)
{
  SijilId in_a = family_of_two (a, "لواحظ", NULL), in_b, in_c, head;
  g_autofree char *card = card_of (a, &in_a);

  sync_all ();
  head = desk_head (a2->store, &in_a);
  desk_edit (a2->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01001234567");
  desk_save (a2->store, sijil_record_new (&sijil_household_type, &in_a),
             desk_person ("رضيعة", "child", NULL, NULL), NULL);
  send_move (&in_a, "جمعية الهدى");
  line_sync (b);
  in_b = found (b, card);
  send_move (&in_b, "جمعية النور");
  sync_all ();
  in_c = found (c, card);
  head = desk_head (c->store, &in_c);
  assert_takes (desk_text (c->store, &sijil_person_type, &head, SIJIL_PERSON_PHONE), "01001234567");
  g_assert_cmpuint (members (c, &in_c), ==, 3);
}

/* What one association brought later stands above what another wrote earlier. */
static void
later_one_stands (void)
{
  SijilId in_a = desk_family (a->store, "شربات", "28806201520021", NULL, TRUE), in_b;
  SijilId in_c = desk_family (c->store, "شربات", "28806201520021", NULL, TRUE);
  g_autofree char *card = card_of (c, &in_c);

  desk_edit (a->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "قديم");
  sync_all ();
  desk_edit (c->store, &sijil_household_type, &in_c, SIJIL_HOUSEHOLD_ADDRESS, "جديد");
  sync_all ();
  move (&in_c, "جمعية الهدى");
  in_b = found (b, card);
  move (&in_a, "جمعية الهدى");
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_ADDRESS),
                "جديد");
}

/* That a family takes its consent back is the one thing that goes after it without consent. */
static void
consent_taken_back (void)
{
  SijilId in_a = family_of_two (a, "نجية", "28806201520022"), in_b;
  g_autofree char *card = card_of (a, &in_a);

  sync_all ();
  desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_CONSENT_DATE, NULL);
  desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "سر");
  send_move (&in_a, "جمعية الهدى");
  sync_all ();
  in_b = found (b, card);
  assert_takes (desk_text (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_CONSENT_DATE),
                NULL);
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
  c = line_desk (house, house_association (house, "جمعية النور"));
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
  g_test_add_func ("/moves/old-records-do-not-leave-with-what-comes-late", knowing_and_unknowing);
  g_test_add_func ("/moves/a-grandson-does-not-become-his-grandfather", namesakes);
  g_test_add_func ("/moves/two-of-one-name-stay-two", two_of_one_name);
  g_test_add_func ("/moves/who-was-taken-out-there-does-not-come-back", does_not_undo);
  g_test_add_func ("/moves/a-family-that-was-taken-out-there-does-not-come-back", taken_out_there);
  g_test_add_func ("/moves/a-device-cannot-move-a-family", said_by_a_device);
  g_test_add_func ("/moves/the-old-card-brings-it-back", undone_by_card);
  g_test_add_func ("/moves/a-move-is-repeated-after-a-restore", moved_before_a_restore);
  g_test_add_func ("/moves/a-corrected-id-does-not-part-the-family", corrected_id);
  g_test_add_func ("/moves/a-merge-there-does-not-part-the-family", merged_there);
  g_test_add_func ("/moves/what-comes-late-goes-all-the-way", moves_on);
  g_test_add_func ("/moves/of-two-that-moved-in-the-later-value-stands", later_one_stands);
  g_test_add_func ("/moves/that-consent-was-taken-back-goes-after-the-family", consent_taken_back);
  g_test_add_func ("/moves/what-may-not-move-changes-nothing", refused);
  status = g_test_run ();
  line_free (a);
  line_free (a2);
  line_free (b);
  line_free (c);
  house_free (house);
  return status;
}
