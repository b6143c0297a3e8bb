#include "two.h"

#include "sender.h"
#include "sijil-accounts.h"
#include "sijil-hlc.h"
#include "sijil-parts.h"
#include "sijil-push.h"
#include "sijil-quota.h"

/* What a device may use of a day; the rest waits until tomorrow and is not lost. */

static const SijilUse USUAL = SIJIL_QUOTA_USUAL;

static void
tomorrow (void)
{
  house_run (house, "UPDATE device_day SET day = day - 1");
}

/* An exchange of @desk; what it is told that waits. */
static SijilTomorrow
waits (Desk *desk)
{
  g_autoptr (GBytes) received = line_fetch (desk);
  g_autoptr (GBytes) part = NULL;
  g_autoptr (SijilAnswer) answer = NULL;
  gsize offset = 0;
  SijilPart kind;

  line_apply (desk, received);
  g_assert_true (sijil_parts_next (received, &offset, &kind, &part, NULL));
  answer = sijil_answer_decode (part, NULL);
  return answer->tomorrow;
}

static void
new_records (void)
{
  SijilId ids[5];
  gint64 held = house_number (house, "SELECT count(*) FROM household");

  tomorrow ();
  house->registry->quota.records = 6; /* three families of one */
  for (guint i = 0; i < 5; i++)
    ids[i] = desk_family (a->store, "أسرة جديدة", NULL, NULL, FALSE);
  g_assert_cmpint (waits (a), ==, SIJIL_TOMORROW_TAKES);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM household"), ==, held + 3);
  /* What others did comes all the same. */
  desk_family (b->store, "أسرة أخرى", NULL, NULL, FALSE);
  g_assert_cmpint (waits (b), ==, SIJIL_TOMORROW_NOTHING);
  g_assert_cmpint (waits (a), ==, SIJIL_TOMORROW_TAKES);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM household"), ==, held + 4);
  tomorrow ();
  g_assert_cmpint (waits (a), ==, SIJIL_TOMORROW_NOTHING);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM household"), ==, held + 6);
  g_assert_nonnull (desk_get (a->store, &sijil_household_type, &ids[4]));
  house->registry->quota = USUAL;
}

static void
bytes (void)
{
  Sender sender = sender_new (house, 1);
  SijilId id = send_household (&sender, "قرية");
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (SijilAnswer) answer = NULL;
  SijilAsk ask;
  SijilChangeSet *set;

  /* Edits bring no new records, and fill the disk as well. */
  house->registry->quota.bytes = 1;
  sets = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
  set = next_set (&sender);
  {
    g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &id);

    sijil_record_set_text (edit, SIJIL_HOUSEHOLD_VILLAGE, "قرية أخرى");
    sijil_change_set_add (set, edit, FALSE);
  }
  g_ptr_array_add (sets, set);
  ask = ask_of (&sender);
  answer = send_with (&sender, &ask, sets, NULL);
  g_assert_cmpint (answer->tomorrow, ==, SIJIL_TOMORROW_TAKES);
  g_assert_cmpuint (answer->receipts->len, ==, 0);
  g_assert_cmpuint (answer->acked, ==, sender.cseq - 1);
  g_clear_pointer (&answer, sijil_answer_free);
  tomorrow ();
  answer = send_with (&sender, &ask, sets, NULL);
  g_assert_cmpuint (answer->acked, ==, sender.cseq);
  house->registry->quota = USUAL;
}

/* The operator took it in himself. */
static void
on_a_stick (void)
{
  Sender sender = sender_new (house, 1);
  SijilStorage *storage = house->registry->storage;
  g_autoptr (SijilDevice) device = NULL;
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (SijilAnswer) answer = sijil_answer_new ();
  g_autoptr (GBytes) frame = NULL, body = NULL;
  g_auto (SijilAsk) read = { NULL };
  SijilAsk ask;

  send_household (&sender, "قرية");
  house->registry->quota.records = 1;
  sets = one (next_set (&sender));
  add_new (sets->pdata[0], desk_household (FALSE));
  ask = ask_of (&sender);
  frame = line_frame (house, sets);
  body = line_body (&ask, frame);
  device = sijil_storage_device (storage, sender.number);
  g_assert_true (sijil_storage_begin (storage, NULL));
  g_assert_true (sijil_push_receive (house->registry, device, body, TRUE, &read, answer, NULL));
  g_assert_true (sijil_storage_commit (storage, NULL));
  g_assert_cmpint (answer->tomorrow, ==, SIJIL_TOMORROW_NOTHING);
  g_assert_cmpuint (device->acked, ==, sender.cseq);
  house->registry->quota = USUAL;
}

/* What a restored registry has lost is sent once more. */
static void
of_the_life_before (void)
{
  Sender sender = sender_new (house, 1);
  gint64 epoch = house->registry->epoch;
  SijilAsk ask;

  send_household (&sender, "قرية");
  house->registry->quota.records = 1;
  house->registry->epoch = g_get_real_time () / (G_USEC_PER_SEC / 10) + 10;
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GPtrArray) sets = one (next_set (&sender));
    g_autoptr (SijilAnswer) answer = NULL;

    if (i == 2)
      ((SijilChangeSet *) sets->pdata[0])->stamp =
          sijil_hlc_at (g_get_real_time () + 2 * G_USEC_PER_SEC);
    add_new (sets->pdata[0], desk_household (FALSE));
    ask = ask_of (&sender);
    answer = send_with (&sender, &ask, sets, NULL);
    g_assert_cmpint (answer->tomorrow == SIJIL_TOMORROW_TAKES, ==, i == 2);
  }
  house->registry->epoch = epoch;
  house->registry->quota = USUAL;
}

/* However slow the machine, all is linked, and both know. */
static void
settle (void)
{
  sync_all ();
  let_rest ();
  sync_all ();
}

static void
compared (void)
{
  static const char *const IDS[] = { "27201010100015", "27201020100025", "27201030100035" };
  SijilId in_a[3], in_b[3];

  for (guint i = 0; i < 3; i++)
    in_b[i] = desk_family (b->store, "وديع نصر قلادة", IDS[i], NULL, TRUE);
  sync_all ();
  tomorrow ();
  house->registry->quota.compared = 2;
  for (guint i = 0; i < 3; i++)
    in_a[i] = desk_family (a->store, "وديع نصر قلادة", IDS[i], NULL, TRUE);
  settle ();
  g_assert_cmpint (waits (a), ==, SIJIL_TOMORROW_COMPARES);
  assert_both (&in_a[0], &in_b[0], "known-elsewhere", 1);
  assert_both (&in_a[2], &in_b[2], NULL, 0);
  /* A step that ends in a family may compare its head twice. */
  g_assert_cmpint (sijil_storage_count_later (house->registry->storage, a->device), >=, 1);
  /* A consent that is taken back does not wait. */
  desk_serve (b->store, &in_b[0], &box, NULL);
  settle ();
  g_assert_cmpuint (line_elsewhere (a, &in_a[0]), ==, 1);
  desk_edit (a->store, &sijil_household_type, &in_a[0], SIJIL_HOUSEHOLD_CONSENT_DATE, NULL);
  settle ();
  g_assert_cmpuint (line_elsewhere (a, &in_a[0]), ==, 0);
  tomorrow ();
  let_rest ();
  sync_all ();
  assert_both (&in_a[2], &in_b[2], "known-elsewhere", 1);
  g_assert_cmpint (sijil_storage_count_later (house->registry->storage, 0), ==, 0);
  house->registry->quota = USUAL;
}

/* Whoever tries out numbers. */
static void
found (void)
{
  SijilId in_a[12], in_b[12];
  guint asked = 0;

  for (guint i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("2730101010%04u", 15 + 10 * i);

    in_b[i] = desk_family (b->store, "سيدة معروفة هناك", id, NULL, TRUE);
  }
  sync_all ();
  tomorrow ();
  house->registry->quota.found = 8; /* each tells both */
  for (guint i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("2730101010%04u", 15 + 10 * i);

    in_a[i] = desk_family (a->store, "مجهول", id, NULL, TRUE);
  }
  sync_all ();
  let_rest ();
  sync_all ();
  for (guint i = 0; i < 12; i++)
    asked += line_findings (a, &in_a[i], "id-shared", NULL);
  g_assert_cmpuint (asked, >=, 4);
  g_assert_cmpuint (asked, <=, 5);
  for (guint day = 0; day < 3; day++) {
    tomorrow ();
    let_rest ();
  }
  sync_all ();
  for (guint i = 0; i < 12; i++)
    assert_both (&in_a[i], &in_b[i], "id-shared", 1);
  house->registry->quota = USUAL;
}

static SijilMembership *
get_number (guint32 number, GError **error)
{
  SijilStorage *storage = house->registry->storage;
  g_autoptr (SijilDevice) device = sijil_storage_device (storage, number);
  SijilMembership *membership;

  g_assert_true (sijil_storage_begin (storage, NULL));
  membership = sijil_accounts_fork (house->registry, device, error);
  if (membership != NULL)
    g_assert_true (sijil_storage_commit (storage, NULL));
  sijil_storage_rollback (storage);
  return membership;
}

static void
forks (void)
{
  Sender sender = sender_new (house, 1);
  g_autoptr (GError) error = NULL;
  guint32 number = sender.number;
  SijilMembership *membership;
  SijilUse use;

  send_household (&sender, "قرية");
  for (gint64 i = 0; i < USUAL.forks; i++) {
    membership = get_number (number, &error);
    g_assert_no_error (error);
    /* By whichever of its numbers it asks. */
    number = i % 2 == 0 ? membership->device : sender.number;
    sijil_membership_free (membership);
  }
  /* Neither the new number nor the first one begins a day of its own. */
  sijil_storage_use (house->registry->storage, number, sijil_quota_today (), &use);
  g_assert_cmpint (use.records, ==, 1);
  for (guint32 n = sender.number; n <= sender.number + USUAL.forks; n++) {
    g_assert_null (get_number (n, &error));
    g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_TOMORROW);
    g_clear_error (&error);
  }
  tomorrow ();
  membership = get_number (number, &error);
  g_assert_no_error (error);
  sijil_membership_free (membership);
}

static void
invitations (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  char *code;

  while ((code = sijil_accounts_invite (house->registry, "2", &error)) != NULL) {
    g_free (last);
    last = code;
    g_assert_cmpint (house_number (house, "SELECT count(*) FROM invitation"), <=, 100);
  }
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED);
  g_clear_error (&error);
  /* Those of another association are its own, and what has ended does not count. */
  g_free (last);
  last = sijil_accounts_invite (house->registry, "1", &error);
  g_assert_no_error (error);
  house_run (house, "UPDATE invitation SET expires = 1 WHERE association = 2");
  g_free (last);
  last = sijil_accounts_invite (house->registry, "2", &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/quota/records-beyond-a-days-are-taken-tomorrow", new_records);
  g_test_add_func ("/quota/bytes-beyond-a-days-are-taken-tomorrow", bytes);
  g_test_add_func ("/quota/what-comes-on-a-stick-does-not-count", on_a_stick);
  g_test_add_func ("/quota/what-a-restored-registry-had-does-not-count", of_the_life_before);
  g_test_add_func ("/quota/who-is-one-too-many-is-compared-tomorrow", compared);
  g_test_add_func ("/quota/what-is-found-by-trying-ends-for-the-day", found);
  g_test_add_func ("/quota/a-profile-is-copied-back-so-often-a-day", forks);
  g_test_add_func ("/quota/so-many-invitations-are-open", invitations);
  status = g_test_run ();
  two_end ();
  return status;
}
