#include "sender.h"

#include "sijil-hlc.h"
#include "sijil-test.h"

Sender
sender_new (House *house, gint64 association)
{
  static guint8 n;
  SijilDevice device = { .association = association,
                         .office = (char *) "مكتب",
                         .letters = (char *) "AKP",
                         .token_hash = (char *) "x" };
  guint8 key[32] = { ++n };

  device.public_key = g_bytes_new (key, sizeof key);
  g_assert_true (sijil_storage_save_device (house->registry->storage, &device, NULL));
  g_bytes_unref (device.public_key);
  return (Sender){ house, device.number, 0, sijil_hlc_at (g_get_real_time ()) };
}

SijilAsk
ask_of (Sender *sender)
{
  SijilRegistry *registry = sender->house->registry;

  return (SijilAsk){ registry->id, registry->epoch, sender->cseq, 0, 0, 100 };
}

SijilChangeSet *
next_set (Sender *sender)
{
  SijilChangeSet *set = sijil_change_set_new (NULL);

  set->device = sender->number;
  set->cseq = ++sender->cseq;
  set->stamp = ++sender->stamp;
  set->actor = g_strdup ("test");
  return set;
}

GPtrArray *
one (SijilChangeSet *set)
{
  GPtrArray *sets = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);

  g_ptr_array_add (sets, set);
  return sets;
}

SijilId
add_new (SijilChangeSet *set, SijilRecord *record)
{
  g_autoptr (SijilRecord) owned = record;

  sijil_change_set_add (set, record, TRUE);
  return *sijil_record_id (record);
}

/* Sends a body of one message and these sets. */
SijilAnswer *
send_with (Sender *sender, const SijilAsk *ask, GPtrArray *sets, GError **error)
{
  g_autoptr (GBytes) frame = line_frame (sender->house, sets);
  g_autoptr (GBytes) body = line_body (ask, frame);

  return line_push (sender->house, sender->number, body, NULL, error);
}

/* Sends a set (taken over); why it was refused, or NULL. */
char *
refusal (Sender *sender, SijilChangeSet *set)
{
  g_autoptr (GPtrArray) sets = one (set);
  g_autoptr (GError) error = NULL;
  SijilAsk ask = ask_of (sender);
  g_autoptr (SijilAnswer) answer = send_with (sender, &ask, sets, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer->acked, ==, sender->cseq); /* refused or not, it has been received */
  g_assert_cmpuint (answer->receipts->len, ==, 1);
  return g_strdup (((SijilReceipt *) answer->receipts->pdata[0])->refused);
}

SijilId
send_household (Sender *sender, const char *village)
{
  SijilChangeSet *set = next_set (sender);
  SijilRecord *household = desk_household (FALSE);
  SijilId id;

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, village);
  id = add_new (set, household);
  assert_takes (refusal (sender, set), NULL);
  return id;
}
