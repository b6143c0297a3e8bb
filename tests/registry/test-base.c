#include "line.h"
#include "sender.h"
#include "sijil-compare.h"
#include "sijil-registry-error.h"
#include "sijil-test.h"

/* The base of a change set says what its writer had read. Here are devices that lie about it. */
#define FORGED (G_GUINT64_CONSTANT (1) << 39)

static House *house;
static gint64 association;

static guint64
head (void)
{
  return sijil_storage_feed_head (house->registry->storage, association);
}

static SijilReceipt *
sent (Sender *sender, SijilChangeSet *set, guint64 cursor, SijilAnswer **answer)
{
  g_autoptr (GPtrArray) sets = one (set);
  g_autoptr (GError) error = NULL;
  SijilAsk ask = ask_of (sender);

  ask.cursor = cursor;
  *answer = send_with (sender, &ask, sets, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*answer)->receipts->len, ==, 1);
  return (*answer)->receipts->pdata[0];
}

/* All that is there is given to the sender, by an honest question. */
static void
read_all (Sender *sender)
{
  SijilAsk ask = ask_of (sender);
  g_autoptr (GBytes) body = line_body (&ask, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) answer = line_push (house, sender->number, body, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (answer->more);
  g_assert_cmpuint (answer->cursor, ==, head ());
}

static SijilId
send_person (Sender *sender, const char *name)
{
  SijilChangeSet *set = next_set (sender);
  SijilId household = add_new (set, desk_household (FALSE)), id;
  SijilRecord *person = desk_person (name, "head", NULL, NULL);

  sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, &household);
  id = add_new (set, person);
  assert_takes (refusal (sender, set), NULL);
  return id;
}

static SijilChangeSet *
rename_set (Sender *sender, const SijilId *person, const char *name, guint64 base)
{
  SijilChangeSet *set = next_set (sender);
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_person_type, person);

  sijil_record_set_text (edit, SIJIL_PERSON_NAME, name);
  sijil_change_set_add (set, edit, FALSE);
  set->base = base;
  return set;
}

static SijilFolded *
folded (const SijilTypeDef *type, const SijilId *id)
{
  SijilFolded *record = NULL;

  g_assert_true (sijil_storage_load (house->registry->storage, type, id, &record, NULL));
  g_assert_nonnull (record);
  return record;
}

static void
assert_name (const SijilId *person, const char *name)
{
  g_autoptr (SijilFolded) record = folded (&sijil_person_type, person);

  g_assert_cmpstr (sijil_record_text (record->record, SIJIL_PERSON_NAME), ==, name);
}

static void
guarded (void)
{
  Sender owner = sender_new (house, association), liar = sender_new (house, association);
  SijilId person = send_person (&owner, "هدى أحمد علي");
  g_autoptr (SijilAnswer) answer = NULL;
  SijilReceipt *receipt =
      sent (&liar, rename_set (&liar, &person, "منى أحمد علي", FORGED), 0, &answer);

  g_assert_true (receipt->is_cut);
  g_assert_cmpuint (receipt->base, ==, 0);
  g_assert_nonnull (receipt->held);
  assert_name (&person, "هدى أحمد علي");
}

/* To say that one has read it all is not to have read it: it is given first. */
static void
claimed (void)
{
  Sender owner = sender_new (house, association), liar = sender_new (house, association);
  SijilId person = send_person (&owner, "هدى أحمد علي");
  guint64 before = head ();
  g_autoptr (SijilAnswer) first = NULL, second = NULL;
  SijilReceipt *receipt =
      sent (&liar, rename_set (&liar, &person, "منى أحمد علي", before), FORGED, &first);

  g_assert_true (receipt->is_cut);
  g_assert_cmpuint (receipt->base, ==, 0);
  g_assert_cmpuint (first->after, ==, 0);
  assert_name (&person, "هدى أحمد علي");
  receipt = sent (&liar, rename_set (&liar, &person, "سعاد أحمد علي", before), before, &second);
  g_assert_false (receipt->is_cut);
  g_assert_null (receipt->held);
  assert_name (&person, "سعاد أحمد علي");
}

static void
honest (void)
{
  Sender owner = sender_new (house, association), reader = sender_new (house, association);
  SijilId person = send_person (&owner, "هدى أحمد علي");
  g_autoptr (SijilAnswer) answer = NULL;
  SijilReceipt *receipt;

  read_all (&reader);
  /* Its own cursor may lag: an answer is applied while the next request is under way. */
  receipt = sent (&reader, rename_set (&reader, &person, "منى أحمد علي", head ()), 0, &answer);
  g_assert_false (receipt->is_cut);
  g_assert_null (receipt->held);
  assert_name (&person, "منى أحمد علي");
}

static gboolean
is_gone (const SijilId *household)
{
  g_autoptr (SijilFolded) record = folded (&sijil_household_type, household);

  return sijil_merge_is_gone (record->record, record->stamps);
}

static void
revival (void)
{
  Sender owner = sender_new (house, association), liar = sender_new (house, association);
  SijilId household = send_household (&owner, "طوخ");
  g_autoptr (SijilRecord) deletion = sijil_record_new (&sijil_household_type, &household);
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &household);
  SijilChangeSet *set;
  g_autoptr (SijilAnswer) answer = NULL;

  read_all (&liar);
  set = next_set (&liar);
  sijil_record_set_number (deletion, SIJIL_HOUSEHOLD_DELETED, g_get_real_time ());
  sijil_change_set_add (set, deletion, FALSE);
  set->base = FORGED;
  g_assert_cmpuint (sent (&liar, set, 0, &answer)->base, ==, head () - 1);
  g_assert_true (is_gone (&household)); /* of what it had read it knew */
  set = next_set (&owner);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_VILLAGE, "بنها");
  sijil_change_set_add (set, edit, FALSE);
  assert_takes (refusal (&owner, set), NULL);
  g_assert_false (is_gone (&household));
}

/* Asked once more, the same answer. */
static void
repeated (void)
{
  Sender owner = sender_new (house, association), liar = sender_new (house, association);
  SijilId person = send_person (&owner, "هدى أحمد علي");
  g_autoptr (SijilAnswer) first = NULL, second = NULL;
  SijilReceipt *receipt;

  g_assert_true (
      sent (&liar, rename_set (&liar, &person, "منى أحمد علي", FORGED), 0, &first)->is_cut);
  liar.cseq--;
  receipt = sent (&liar, rename_set (&liar, &person, "منى أحمد علي", FORGED), 0, &second);
  g_assert_true (receipt->is_cut);
  g_assert_cmpuint (receipt->base, ==, 0);
}

/* In a registry that was restored nobody knows what was given in the life that was lost; still no
 * base is beyond what is there. */
static void
not_known (void)
{
  Sender owner = sender_new (house, association), old = sender_new (house, association);
  SijilId person = send_person (&owner, "هدى أحمد علي");
  g_autoptr (SijilAnswer) waits = NULL, all = NULL, late = NULL;
  SijilChangeSet *set;

  g_assert_true (sijil_storage_mark_heads (house->registry->storage, NULL));
  set = rename_set (&old, &person, "منى أحمد علي", FORGED);
  old.cseq++; /* one more waits */
  g_assert_cmpuint (sent (&old, set, 0, &waits)->base, ==, head () - 1);
  assert_name (&person, "منى أحمد علي");
  old.cseq--;
  set = rename_set (&old, &person, "سعاد أحمد علي", FORGED);
  g_assert_cmpuint (sent (&old, set, waits->cursor, &all)->base, ==, head () - 1);
  /* It has sent all that it had made: from here on it is known. */
  assert_takes (refusal (&owner, rename_set (&owner, &person, "هدى علي", head ())), NULL);
  set = rename_set (&old, &person, "منى علي", FORGED);
  g_assert_cmpuint (sent (&old, set, all->cursor, &late)->base, ==, all->cursor);
  assert_name (&person, "هدى علي");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  association = house_association (house, "جمعية البر");
  g_test_add_func ("/base/a-forged-one-writes-over-no-name", guarded);
  g_test_add_func ("/base/who-claims-to-have-read-is-given-it-first", claimed);
  g_test_add_func ("/base/what-was-given-is-known", honest);
  g_test_add_func ("/base/a-forged-deletion-stands-against-nothing-later", revival);
  g_test_add_func ("/base/a-set-that-comes-twice-is-cut-once", repeated);
  g_test_add_func ("/base/of-a-lost-life-no-more-is-known-than-is-here", not_known);
  result = g_test_run ();
  house_free (house);
  return result;
}
