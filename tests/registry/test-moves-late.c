#include "moving.h"

#include "sender.h"
#include "sijil-family.h"
#include "sijil-hlc.h"
#include "sijil-life.h"
#include "sijil-household-query.h"
#include "sijil-test.h"

/* What is written where a family was, while it moves or later. */

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

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  moving_begin ();
  g_test_add_func ("/moves/a-later-field-wins-whatever-the-registrys-clock-says", clocks_ahead);
  g_test_add_func ("/moves/what-a-pc-without-a-line-wrote-goes-after-the-family", unknowing);
  g_test_add_func ("/moves/what-is-written-into-old-records-stays-there", knowing);
  g_test_add_func ("/moves/old-records-do-not-leave-with-what-comes-late", knowing_and_unknowing);
  g_test_add_func ("/moves/who-was-taken-out-there-does-not-come-back", does_not_undo);
  g_test_add_func ("/moves/a-family-that-was-taken-out-there-does-not-come-back", taken_out_there);
  g_test_add_func ("/moves/a-device-cannot-move-a-family", said_by_a_device);
  g_test_add_func ("/moves/what-comes-late-goes-all-the-way", moves_on);
  g_test_add_func ("/moves/of-two-that-moved-in-the-later-value-stands", later_one_stands);
  g_test_add_func ("/moves/that-consent-was-taken-back-goes-after-the-family", consent_taken_back);
  status = g_test_run ();
  moving_end ();
  return status;
}
