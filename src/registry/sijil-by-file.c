#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-by-file.h"

#include "sijil-bundle.h"
#include "sijil-i18n.h"
#include "sijil-given.h"
#include "sijil-push.h"

/* So many receipts are in one answer that even those with a story to tell fit into its message. */
#define RECEIPTS_A_BODY 500

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED, sentence);
  return FALSE;
}

static gboolean
make_head (SijilRegistry *registry, SijilBundleWay way, guint32 device, SijilBundleHead *head,
           GError **error)
{
  *head = (SijilBundleHead){ .way = way, .device = device, .made = g_get_real_time () };
  return sijil_id_parse (registry->id, &head->registry) ||
         fail (error, _ ("the registry’s own name is not right"));
}

static SijilDevice *
find_sender (SijilRegistry *registry, GBytes *bundle, GError **error)
{
  g_autoptr (SijilDevice) device = NULL;
  SijilBundleHead head, ours;

  if (!make_head (registry, SIJIL_BUNDLE_UP, 0, &ours, error))
    return NULL;
  if (!sijil_bundle_read_head (bundle, &head, NULL))
    fail (error, _ ("this is no file of an office, or it is cut off"));
  else if (head.way != SIJIL_BUNDLE_UP)
    fail (error, _ ("this file goes to an office, it does not come from one"));
  else if (!sijil_id_equal (&head.registry, &ours.registry))
    fail (error, _ ("this file is for another registry"));
  else if (head.device <= SIJIL_REGISTRY_DEVICE ||
           (device = sijil_storage_device (registry->storage, head.device)) == NULL)
    fail (error, _ ("there is no such device"));
  else if (device->revoked)
    fail (error, _ ("this device is not accepted any more"));
  else
    return g_steal_pointer (&device);
  return NULL;
}

static gboolean
receive (SijilRegistry *registry, GBytes *body, SijilAnswer *answer, SijilTaken *taken,
         GError **error)
{
  /* Read inside the transaction: the line may be serving the same device at this moment. */
  g_autoptr (SijilDevice) device = sijil_storage_device (registry->storage, taken->device);
  g_auto (SijilAsk) ask = { NULL };
  guint64 acked;

  if (device == NULL)
    return fail (error, _ ("there is no such device"));
  acked = device->acked;
  if (!sijil_push_receive (registry, device, body, TRUE, &ask, answer, error))
    return FALSE;
  taken->new_sets += (guint) (device->acked - acked);
  return TRUE;
}

/* Each body is committed by itself, as each request over the line is. */
static gboolean
take_body (SijilRegistry *registry, GBytes *body, SijilTaken *taken, GError **error)
{
  g_autoptr (SijilAnswer) answer = sijil_answer_new ();
  SijilTaken now = *taken;

  if (!sijil_storage_begin (registry->storage, error))
    return FALSE;
  if (!receive (registry, body, answer, &now, error) ||
      !sijil_storage_commit (registry->storage, error)) {
    sijil_storage_rollback (registry->storage);
    return FALSE;
  }
  *taken = now;
  taken->sets += answer->receipts->len;
  for (guint i = 0; i < answer->receipts->len; i++)
    taken->refused += ((SijilReceipt *) answer->receipts->pdata[i])->refused != NULL;
  return TRUE;
}

/**
 * sijil_by_file_take:
 * @registry: the registry
 * @path: a file of a device
 * @taken: (out caller-allocates): what came of it
 * @error: return location for an error
 *
 * Commits what a device wrote to a stick, as if it had come over the line. Twice, or after the line
 * was there first, changes nothing; a file that is damaged or of nobody we know is refused whole.
 *
 * Returns: %TRUE if all of it is here now
 */
gboolean
sijil_by_file_take (SijilRegistry *registry, const char *path, SijilTaken *taken, GError **error)
{
  g_autoptr (GBytes) bundle = sijil_bundle_read (path, error);
  g_autoptr (SijilDevice) device = NULL;
  g_autoptr (GBytes) payload = NULL;
  gsize offset = 0;

  *taken = (SijilTaken){ 0 };
  if (bundle == NULL || (device = find_sender (registry, bundle, error)) == NULL)
    return FALSE;
  payload = sijil_bundle_open (bundle, device->public_key, registry->public_key,
                               registry->secret_key, NULL);
  if (payload == NULL)
    return fail (error, _ ("this file is damaged or was altered"));
  taken->device = device->number;
  for (;;) {
    g_autoptr (GBytes) body = NULL;

    if (!sijil_bundle_next (payload, &offset, &body, error))
      return FALSE;
    if (body == NULL)
      return TRUE;
    if (!take_body (registry, body, taken, error))
      return FALSE;
  }
}

static gboolean
add_receipts (SijilRegistry *registry, SijilDevice *device, guint64 *next, SijilAnswer *answer,
              GError **error)
{
  while (*next <= device->acked && answer->receipts->len < RECEIPTS_A_BODY) {
    g_autofree char *digest = NULL;
    g_autoptr (GBytes) stored = NULL;
    SijilReceipt *receipt;
    guint64 stamp, base;

    if (!sijil_storage_find_set (registry->storage, device->number, *next, &digest, &stored, &stamp,
                                 &base))
      return fail (error, _ ("a receipt is missing"));
    receipt = sijil_receipt_decode (stored, error);
    if (receipt == NULL)
      return FALSE;
    /* Which set, which stamp and which base the device has is not known here: its profile may have
     * been copied back meanwhile. */
    receipt->digest = g_strndup (digest, SIJIL_DIGEST_LETTERS);
    if (receipt->refused == NULL) {
      receipt->stamp = stamp;
      receipt->base = base;
      receipt->is_cut = TRUE;
    }
    g_ptr_array_add (answer->receipts, receipt);
    (*next)++;
  }
  return TRUE;
}

/* Answers until the device would know all: as over the line, but nobody waits for the next ask. */
static GBytes *
collect (SijilRegistry *registry, SijilDevice *device, GError **error)
{
  SijilAsk ask = { .cursor = device->cursor, .catalogue_cursor = device->catalogue_cursor };
  guint64 next = device->waiting_from > 0 ? device->waiting_from : device->acked + 1;
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  gboolean more = TRUE;

  while (more) {
    g_autoptr (SijilAnswer) answer = sijil_answer_new ();
    g_autoptr (GByteArray) frames = g_byte_array_new ();
    g_autoptr (GBytes) body = NULL;

    if (!add_receipts (registry, device, &next, answer, error) ||
        !sijil_push_news (registry, device, &ask, answer, frames, error))
      return NULL;
    if (!sijil_given_note (registry, device, answer->after, answer->cursor, error))
      return NULL;
    ask.cursor = answer->cursor;
    ask.catalogue_cursor = answer->catalogue_cursor;
    more = answer->more || next <= device->acked;
    body = sijil_push_answer (registry, device, answer, frames);
    sijil_bundle_append (payload, body);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&payload));
}

static GBytes *
seal_for (SijilRegistry *registry, guint32 number, GError **error)
{
  g_autoptr (SijilDevice) device = sijil_storage_device (registry->storage, number);
  g_autoptr (GBytes) payload = NULL;
  SijilBundleHead head;

  if (device == NULL || number <= SIJIL_REGISTRY_DEVICE) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_NOT_FOUND,
                         _ ("There is no such device"));
    return NULL;
  }
  if (device->revoked) {
    fail (error, _ ("this device is not accepted any more"));
    return NULL;
  }
  payload = collect (registry, device, error);
  return payload != NULL && make_head (registry, SIJIL_BUNDLE_DOWN, number, &head, error)
             ? sijil_bundle_seal (&head, payload, registry->secret_key, device->public_key, error)
             : NULL;
}

/**
 * sijil_by_file_give:
 * @registry: the registry
 * @device: for whom
 * @folder: where to write, on a stick as a rule
 * @error: return location for an error
 *
 * Writes the receipts and the news that @device does not know yet to a file that only it can open.
 *
 * Returns: (transfer full) (nullable): path of the file
 */
char *
sijil_by_file_give (SijilRegistry *registry, guint32 device, const char *folder, GError **error)
{
  g_autofree char *name = sijil_bundle_name (SIJIL_BUNDLE_DOWN, device);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bundle = NULL;

  /* One transaction, so that a file never holds half of what somebody else is committing. What is
   * in it counts as given before it is on the stick. */
  if (!sijil_storage_begin (registry->storage, error))
    return NULL;
  bundle = seal_for (registry, device, error);
  if (bundle != NULL && !sijil_storage_commit (registry->storage, error))
    g_clear_pointer (&bundle, g_bytes_unref);
  sijil_storage_rollback (registry->storage);
  return bundle != NULL && sijil_bundle_write (path, bundle, error) ? g_steal_pointer (&path)
                                                                    : NULL;
}
