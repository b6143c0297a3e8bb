#include "line.h"
#include "sender.h"
#include "sijil-frame.h"
#include "sijil-hlc.h"
#include "sijil-outbox.h"
#include "sijil-registry-error.h"
#include "sijil-test.h"

#include <string.h>

static House *house;
static gint64 first, second;

static SijilChangeSet *
edit_set (Sender *sender, const SijilTypeDef *type, const SijilId *id, guint field,
          const char *text)
{
  SijilChangeSet *set = next_set (sender);
  g_autoptr (SijilRecord) edit = sijil_record_new (type, id);

  sijil_record_set_text (edit, field, text);
  sijil_change_set_add (set, edit, FALSE);
  return set;
}

static char *
stored_village (const SijilId *id)
{
  g_autoptr (SijilFolded) folded = NULL;

  g_assert_true (
      sijil_storage_load (house->registry->storage, &sijil_household_type, id, &folded, NULL));
  return g_strdup (folded != NULL ? sijil_record_text (folded->record, SIJIL_HOUSEHOLD_VILLAGE)
                                  : NULL);
}

static void
kept (void)
{
  Sender sender = sender_new (house, first);
  SijilId id = send_household (&sender, "قرية");

  assert_takes (stored_village (&id), "قرية");
  assert_takes (refusal (&sender, edit_set (&sender, &sijil_household_type, &id,
                                            SIJIL_HOUSEHOLD_VILLAGE, "أخرى")),
                NULL);
  assert_takes (stored_village (&id), "أخرى");
}

static void
not_yours (void)
{
  Sender owner = sender_new (house, first), stranger = sender_new (house, second);
  SijilId id = send_household (&owner, "لنا");

  assert_takes (refusal (&stranger, edit_set (&stranger, &sijil_household_type, &id,
                                              SIJIL_HOUSEHOLD_VILLAGE, "لهم")),
                "unknown-record");
  assert_takes (stored_village (&id), "لنا");
}

/* A new row under the id of another association's: told apart from an edit, refused as well. */
static void
not_yours_as_new (void)
{
  Sender owner = sender_new (house, first), stranger = sender_new (house, second);
  SijilId id = send_household (&owner, "لنا");
  SijilChangeSet *set = next_set (&stranger);
  g_autoptr (SijilRecord) copy = sijil_record_new (&sijil_household_type, &id);

  sijil_record_set_text (copy, SIJIL_HOUSEHOLD_VILLAGE, "لهم");
  sijil_change_set_add (set, copy, TRUE);
  assert_takes (refusal (&stranger, set), "exists-already");
  assert_takes (stored_village (&id), "لنا");
}

static gboolean
no_birth (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  return FALSE;
}

/* Sends a set (taken over) that names its records by UUID. */
static char *
refusal_by_uuid (Sender *sender, SijilChangeSet *set)
{
  g_autoptr (GPtrArray) sets = one (set);
  SijilNames names = { no_birth, NULL, NULL };
  SijilAsk ask = ask_of (sender);
  g_autoptr (GBytes) frame = sijil_frame_encode (sets, &names);
  g_autoptr (GBytes) body = line_body (&ask, frame);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) answer = line_push (house, sender->number, body, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer->receipts->len, ==, 1);
  return g_strdup (((SijilReceipt *) answer->receipts->pdata[0])->refused);
}

/* In whatever place a set can name a record. */
static char *
refusal_of_place (Sender *stranger, const SijilId *household, guint place)
{
  SijilChangeSet *set = next_set (stranger);
  SijilRecord *person = NULL;

  switch (place) {
  case 0:
    person = sijil_record_new (&sijil_household_type, household);
    sijil_record_set_text (person, SIJIL_HOUSEHOLD_VILLAGE, "لهم");
    sijil_change_set_add (set, person, FALSE);
    break;
  case 1:
    person = sijil_record_new (&sijil_person_type, NULL);
    sijil_record_set_text (person, SIJIL_PERSON_NAME, "هدى علي");
    sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, household);
    sijil_change_set_add (set, person, TRUE);
    break;
  default:
    /* Under its id a record of another type is born, so that it seems to be of the same set. */
    person = sijil_record_new (&sijil_volunteer_type, household);
    sijil_change_set_add (set, person, TRUE);
    g_clear_object (&person);
    person = sijil_record_new (&sijil_household_type, household);
    sijil_record_set_text (person, SIJIL_HOUSEHOLD_VILLAGE, "لهم");
    sijil_change_set_add (set, person, FALSE);
    break;
  }
  g_object_unref (person);
  return refusal_by_uuid (stranger, set);
}

static void
one_answer (void)
{
  Sender owner = sender_new (house, first), stranger = sender_new (house, second);
  SijilId theirs = send_household (&owner, "لنا"), nobody = sijil_id_new ();

  for (guint place = 0; place < 2; place++) {
    g_autofree char *of_theirs = refusal_of_place (&stranger, &theirs, place);
    g_autofree char *of_nobody = refusal_of_place (&stranger, &nobody, place);

    g_assert_cmpstr (of_theirs, ==, "unknown-record");
    g_assert_cmpstr (of_nobody, ==, of_theirs);
  }
  assert_takes (refusal_of_place (&stranger, &theirs, 2), "unknown-record");
  assert_takes (stored_village (&theirs), "لنا");
}

static void
not_for_devices (void)
{
  Sender sender = sender_new (house, first);
  const SijilTypeDef *const types[] = { &sijil_finding_type, &sijil_elsewhere_type,
                                        &sijil_reply_type };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    SijilChangeSet *set = next_set (&sender);

    add_new (set, sijil_record_new (types[i], NULL));
    assert_takes (refusal (&sender, set), "not-yours");
  }
}

static void
all_or_nothing (void)
{
  Sender sender = sender_new (house, first);
  SijilChangeSet *set = next_set (&sender);
  SijilId id = add_new (set, desk_household (FALSE));

  add_new (set, sijil_record_new (&sijil_finding_type, NULL));
  assert_takes (refusal (&sender, set), "not-yours");
  assert_takes (stored_village (&id), NULL);
}

static void
unknown (void)
{
  Sender sender = sender_new (house, first);
  SijilId nobody = sijil_id_new ();

  assert_takes (refusal (&sender, edit_set (&sender, &sijil_household_type, &nobody,
                                            SIJIL_HOUSEHOLD_VILLAGE, "x")),
                "unknown-record");
  assert_takes (refusal (&sender, next_set (&sender)), "too-long"); /* an empty set says nothing */
}

static SijilRecord *
fact (const SijilId *household, const SijilId *reverses)
{
  SijilRecord *record = sijil_record_new (&sijil_distribution_type, NULL);

  sijil_record_set_reference (record, SIJIL_DISTRIBUTION_HOUSEHOLD, household);
  sijil_record_set_text (record, SIJIL_DISTRIBUTION_PERIOD, "2026-02");
  sijil_record_set_text (record, SIJIL_DISTRIBUTION_SERVED_ON, "2026-02-03");
  sijil_record_set_number (record, SIJIL_DISTRIBUTION_QUANTITY, reverses != NULL ? -1 : 1);
  if (reverses != NULL)
    sijil_record_set_reference (record, SIJIL_DISTRIBUTION_REVERSES, reverses);
  return record;
}

/* A refused set is in no feed, whatever place in it the device wrote down. */
static void
refused_takes_no_place (void)
{
  Sender sender = sender_new (house, first), reader = sender_new (house, first);
  guint64 head = sijil_storage_feed_head (house->registry->storage, first), cursor;
  const guint64 claimed[] = { head + 1, head + 2, G_GUINT64_CONSTANT (1) << 39 };
  g_autoptr (GPtrArray) sets = NULL;
  gboolean more;

  for (guint i = 0; i < G_N_ELEMENTS (claimed); i++) {
    SijilChangeSet *set = next_set (&sender);

    set->seq = claimed[i];
    assert_takes (refusal (&sender, set), "too-long");
  }
  send_household (&sender, "قرية");
  sets = sijil_storage_feed_page (house->registry->storage, first, head, reader.number, 100,
                                  &cursor, &more, NULL);
  g_assert_cmpuint (sets->len, ==, 1);
  g_assert_cmpuint (cursor, ==, head + 1);
}

/* Of what is another's a device does not even learn that it is there. */
static void
guessed_name (void)
{
  Sender owner = sender_new (house, first), stranger = sender_new (house, second);
  SijilId household = send_household (&owner, "لنا"), nobody = sijil_id_new ();
  SijilChangeSet *set = next_set (&stranger);

  add_new (set, fact (&household, NULL));
  assert_takes (refusal (&stranger, set), "unknown-record");
  assert_takes (refusal (&stranger, edit_set (&stranger, &sijil_household_type, &household,
                                              SIJIL_HOUSEHOLD_VILLAGE, "لهم")),
                "unknown-record");
  assert_takes (refusal (&stranger, edit_set (&stranger, &sijil_household_type, &nobody,
                                              SIJIL_HOUSEHOLD_VILLAGE, "لهم")),
                "unknown-record");
}

static void
too_long (void)
{
  Sender sender = sender_new (house, first);
  SijilChangeSet *set = next_set (&sender);
  SijilRecord *household = desk_household (FALSE);
  g_autofree char *text = g_strnfill (81, 'x');

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, text);
  add_new (set, household);
  assert_takes (refusal (&sender, set), "too-long");
}

static void
reversals (void)
{
  Sender sender = sender_new (house, first), stranger = sender_new (house, second);
  SijilId household = send_household (&sender, "x"), given;
  SijilChangeSet *set = next_set (&sender);

  given = add_new (set, fact (&household, NULL));
  assert_takes (refusal (&sender, set), NULL);
  set = next_set (&stranger);
  add_new (set, fact (&household, &given));
  assert_takes (refusal (&stranger, set), "unknown-record");
  set = next_set (&sender);
  add_new (set, fact (&household, &given));
  assert_takes (refusal (&sender, set), NULL);
  set = next_set (&sender);
  add_new (set, fact (&household, &given));
  assert_takes (refusal (&sender, set), "reversed-already");
}

/* Two reversals of one fact inside one set. */
static void
reversed_twice_at_once (void)
{
  Sender sender = sender_new (house, first);
  SijilId household = send_household (&sender, "x"), given;
  SijilChangeSet *set = next_set (&sender);

  given = add_new (set, fact (&household, NULL));
  assert_takes (refusal (&sender, set), NULL);
  set = next_set (&sender);
  add_new (set, fact (&household, &given));
  add_new (set, fact (&household, &given));
  assert_takes (refusal (&sender, set), "reversed-already");
}

static void
facts_stay (void)
{
  Sender sender = sender_new (house, first);
  SijilId household = send_household (&sender, "x"), given;
  SijilChangeSet *set = next_set (&sender);

  given = add_new (set, fact (&household, NULL));
  assert_takes (refusal (&sender, set), NULL);
  assert_takes (refusal (&sender, edit_set (&sender, &sijil_distribution_type, &given,
                                            SIJIL_DISTRIBUTION_PERIOD, "2026-03")),
                "exists-already");
}

static void
expect_error (Sender *sender, const SijilAsk *ask, SijilChangeSet *set, int code)
{
  g_autoptr (GPtrArray) sets = one (set);
  g_autoptr (GError) error = NULL;

  g_assert_null (send_with (sender, ask, sets, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, code);
}

static void
gap (void)
{
  Sender sender = sender_new (house, first);
  SijilAsk ask;

  sender.cseq = 4;
  ask = ask_of (&sender);
  expect_error (&sender, &ask, next_set (&sender), SIJIL_REGISTRY_ERROR_BAD_REQUEST);
}

static void
another_device (void)
{
  Sender sender = sender_new (house, first);
  SijilChangeSet *set = next_set (&sender);
  SijilAsk ask = ask_of (&sender);

  set->device = sender.number - 1;
  add_new (set, desk_household (FALSE));
  expect_error (&sender, &ask, set, SIJIL_REGISTRY_ERROR_BAD_REQUEST);
}

static void
another_registry (void)
{
  Sender sender = sender_new (house, first);
  SijilAsk ask = ask_of (&sender);

  ask.registry = (char *) "another";
  expect_error (&sender, &ask, next_set (&sender), SIJIL_REGISTRY_ERROR_BAD_REQUEST);
  ask = ask_of (&sender);
  ask.epoch++;
  expect_error (&sender, &ask, next_set (&sender), SIJIL_REGISTRY_ERROR_EPOCH);
}

static SijilChangeSet *
copy_set (SijilChangeSet *set)
{
  SijilChangeSet *copy = sijil_change_set_new (&set->id);

  copy->device = set->device;
  copy->cseq = set->cseq;
  copy->stamp = set->stamp;
  for (guint i = 0; i < set->rows->len; i++) {
    SijilChangeRow *row = set->rows->pdata[i];

    sijil_change_set_add (copy, row->record, row->is_new);
  }
  return copy;
}

static void
repeated (void)
{
  Sender sender = sender_new (house, first);
  SijilChangeSet *set = next_set (&sender);
  g_autoptr (GPtrArray) sets = one (set), again = NULL;
  g_autoptr (SijilAnswer) answer = NULL, second_answer = NULL;
  SijilAsk ask = ask_of (&sender);
  gint64 count;
  SijilReceipt *a, *b;

  add_new (set, desk_household (FALSE));
  again = one (copy_set (set));
  answer = send_with (&sender, &ask, sets, NULL);
  count = house_number (house, "SELECT count(*) FROM household");
  second_answer = send_with (&sender, &ask, again, NULL);
  g_assert_nonnull (second_answer);
  a = answer->receipts->pdata[0];
  b = second_answer->receipts->pdata[0];
  g_assert_cmpuint (a->seq, ==, b->seq);
  g_assert_cmpuint (a->stamp, ==, b->stamp);
  g_assert_cmpstr (a->refused, ==, b->refused);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM household"), ==, count);
}

static void
forked (void)
{
  Sender sender = sender_new (house, first);
  SijilId id = send_household (&sender, "x");
  SijilAsk ask;
  SijilChangeSet *set;

  sender.cseq--; /* another history under the same number */
  set = edit_set (&sender, &sijil_household_type, &id, SIJIL_HOUSEHOLD_VILLAGE, "y");
  ask = ask_of (&sender);
  expect_error (&sender, &ask, set, SIJIL_REGISTRY_ERROR_FORKED);
  assert_takes (stored_village (&id), "x");
  ask.cseq = 0; /* and one that has forgotten what it sent */
  expect_error (&sender, &ask, next_set (&sender), SIJIL_REGISTRY_ERROR_FORKED);
}

static void
clamped (void)
{
  Sender sender = sender_new (house, first);
  g_autoptr (GError) error = NULL;
  guint64 now = sijil_hlc_at (g_get_real_time ());
  guint64 stamps[2];

  sender.stamp = sijil_hlc_at (g_get_real_time () + G_GINT64_CONSTANT (3600000000) * 24 * 365);
  for (int i = 0; i < 2; i++) {
    SijilChangeSet *set = next_set (&sender);
    g_autoptr (GPtrArray) sets = one (set);
    SijilAsk ask = ask_of (&sender);
    g_autoptr (SijilAnswer) answer = NULL;

    add_new (set, desk_household (FALSE));
    answer = send_with (&sender, &ask, sets, &error);
    g_assert_no_error (error);
    stamps[i] = ((SijilReceipt *) answer->receipts->pdata[0])->stamp;
  }
  g_assert_cmpuint (stamps[0], >=, now);
  g_assert_cmpuint (stamps[0], <=, sijil_hlc_at (g_get_real_time () + G_USEC_PER_SEC * 60));
  g_assert_cmpuint (stamps[1], >, stamps[0]); /* its own order stays */
}

static void
rubbish (void)
{
  Sender sender = sender_new (house, first);
  SijilAsk ask = ask_of (&sender);
  g_autoptr (GBytes) junk = g_bytes_new_static ("junkjunkjunkjunkjunkjunkjunk", 28);
  g_autoptr (GBytes) no_frame = line_body (&ask, junk);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  GBytes *bodies[] = { junk, no_frame, nothing };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (line_push (house, sender.number, bodies[i], NULL, &error));
    g_assert_true (error->domain == SIJIL_WIRE_ERROR || error->domain == SIJIL_REGISTRY_ERROR);
    g_assert_false (g_error_matches (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED));
  }
}

/* The desk itself: what is refused stays there with the reason, and the queue goes on. */
static void
kept_at_the_desk (void)
{
  Desk *a = line_desk (house, first), *b = line_desk (house, first);
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "month");
  SijilId box = desk_put (a->store, programme), household, given;
  SijilSyncState *state;

  household = desk_family (a->store, "فاطمة محمد علي", NULL, NULL, FALSE);
  given = desk_serve (a->store, &household, &box, NULL);
  line_sync (a);
  line_sync (b);
  desk_reverse (a->store, &given);
  desk_reverse (b->store, &given);
  desk_edit (b->store, &sijil_household_type, &household, SIJIL_HOUSEHOLD_ADDRESS, "شارع");
  line_sync (a);
  line_sync (b);
  state = desk_read (b->store, sijil_sync_state, NULL);
  g_assert_cmpuint (state->refused->len, ==, 1);
  g_assert_cmpstr (((SijilRefused *) state->refused->pdata[0])->reason, ==, "reversed-already");
  g_assert_cmpint (state->waiting, ==, 0);
  sijil_sync_state_free (state);
  line_sync (a);
  {
    g_autofree char *address =
        desk_text (a->store, &sijil_household_type, &household, SIJIL_HOUSEHOLD_ADDRESS);

    g_assert_cmpstr (address, ==, "شارع");
  }
  line_free (a);
  line_free (b);
}

/* What it had seen was a minute ahead itself, which is accepted. */
static void
clamped_above_what_it_had_seen (void)
{
  Sender one = sender_new (house, first), other = sender_new (house, first);
  SijilId household = send_household (&one, "x");
  g_autoptr (SijilFolded) folded = NULL;
  SijilChangeSet *set;

  one.stamp = sijil_hlc_at (g_get_real_time () + 60 * G_USEC_PER_SEC);
  set = edit_set (&one, &sijil_household_type, &household, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  assert_takes (refusal (&one, set), NULL);
  other.stamp = sijil_hlc_at (g_get_real_time () + 600 * G_USEC_PER_SEC);
  set = edit_set (&other, &sijil_household_type, &household, SIJIL_HOUSEHOLD_VILLAGE, "بنها");
  set->base = sijil_storage_feed_head (house->registry->storage, first);
  assert_takes (refusal (&other, set), NULL);
  g_assert_true (sijil_storage_load (house->registry->storage, &sijil_household_type, &household,
                                     &folded, NULL));
  g_assert_cmpstr (sijil_record_text (folded->record, SIJIL_HOUSEHOLD_VILLAGE), ==, "بنها");
}

/* Both in one frame, where the second names the first's row. */
static void
rests_on_a_refused_one (void)
{
  Sender sender = sender_new (house, first);
  g_autoptr (GPtrArray) sets = one (next_set (&sender));
  SijilChangeSet *behind = next_set (&sender);
  g_autofree char *text = g_strnfill (2100, 'x');
  SijilRecord *household = desk_household (FALSE),
              *person = desk_person ("زينب", "head", NULL, NULL);
  g_autoptr (SijilAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  SijilAsk ask;
  SijilId id;

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_NOTES, text);
  id = add_new (sets->pdata[0], household);
  sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, &id);
  add_new (behind, person);
  g_ptr_array_add (sets, behind);
  ask = ask_of (&sender);
  answer = send_with (&sender, &ask, sets, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((SijilReceipt *) answer->receipts->pdata[0])->refused, ==, "too-long");
  g_assert_cmpstr (((SijilReceipt *) answer->receipts->pdata[1])->refused, ==, "unknown-record");
}

/* A fault in the linker costs one request, and then holds up nobody's work. */
static void
linker_stuck (void)
{
  Sender sender = sender_new (house, house_association (house, "L"));
  SijilChangeSet *set = next_set (&sender);
  g_autoptr (GPtrArray) sets = one (set);
  SijilAsk ask = ask_of (&sender);
  g_autoptr (SijilAnswer) refused = NULL, taken = NULL;
  g_autoptr (GError) error = NULL;

  add_new (set, desk_household (TRUE));
  house_run (house, "CREATE TRIGGER fault BEFORE INSERT ON meta WHEN NEW.key = 'linked' "
                    "BEGIN SELECT RAISE (ABORT, 'fault'); END");
  refused = send_with (&sender, &ask, sets, &error);
  g_assert_null (refused);
  g_assert_nonnull (error);
  g_clear_error (&error);
  taken = send_with (&sender, &ask, sets, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->acked, ==, 1);
  house_run (house, "DROP TRIGGER fault");
  house->registry->stuck = FALSE;
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  first = house_association (house, "جمعية البر");
  second = house_association (house, "جمعية الهدى");
  g_test_add_func ("/ingest/what-is-sound-is-kept", kept);
  g_test_add_func ("/ingest/a-record-of-another-association-is-refused", not_yours);
  g_test_add_func ("/ingest/a-taken-id-is-refused", not_yours_as_new);
  g_test_add_func ("/ingest/what-the-registry-tells-no-device-may-tell", not_for_devices);
  g_test_add_func ("/ingest/a-set-is-kept-whole-or-not-at-all", all_or_nothing);
  g_test_add_func ("/ingest/an-edit-of-nothing-is-refused", unknown);
  g_test_add_func ("/ingest/a-refused-set-takes-no-place-in-the-feed", refused_takes_no_place);
  g_test_add_func ("/ingest/what-is-anothers-is-as-unknown-as-nothing", guessed_name);
  g_test_add_func ("/ingest/a-uuid-of-anothers-is-answered-as-nobodys", one_answer);
  g_test_add_func ("/ingest/an-overlong-text-is-refused", too_long);
  g_test_add_func ("/ingest/what-rests-on-a-refused-one-waits-with-it", rests_on_a_refused_one);
  g_test_add_func ("/ingest/a-fact-is-reversed-once-and-by-its-owner", reversals);
  g_test_add_func ("/ingest/a-fact-is-reversed-once-in-one-set-too", reversed_twice_at_once);
  g_test_add_func ("/ingest/a-fact-is-never-edited", facts_stay);
  g_test_add_func ("/ingest/a-gap-is-refused", gap);
  g_test_add_func ("/ingest/the-sets-of-another-device-are-refused", another_device);
  g_test_add_func ("/ingest/another-registry-or-epoch-is-refused", another_registry);
  g_test_add_func ("/ingest/a-repeat-gets-the-same-answer", repeated);
  g_test_add_func ("/ingest/another-history-is-told-apart", forked);
  g_test_add_func ("/ingest/a-stamp-of-the-future-comes-back-to-now", clamped);
  g_test_add_func ("/ingest/a-stamp-that-comes-back-still-exceeds-what-it-had-seen",
                   clamped_above_what_it_had_seen);
  g_test_add_func ("/ingest/rubbish-is-the-senders-fault", rubbish);
  g_test_add_func ("/ingest/a-refused-set-stays-at-the-desk-and-blocks-nothing", kept_at_the_desk);
  g_test_add_func ("/ingest/a-linker-that-fails-holds-up-nobody", linker_stuck);
  status = g_test_run ();
  house_free (house);
  return status;
}
