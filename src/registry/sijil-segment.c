#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-segment.h"

#include "sijil-bundle.h"
#include "sijil-given.h"
#include "sijil-push.h"
#include "sijil-segment-seal.h"

/* A new device, or one that was away for long, does not read the feed page by page: what is old of
 * it lies ready in segments. A segment never changes, so it is packed once for all devices, may be
 * fetched from any byte on, and is signed. It is kept in the database, since its rows are personal
 * data. */
#define MAX_SEGMENT_BYTES (4 * 1024 * 1024)

static GBytes *
sign (SijilRegistry *registry, GByteArray *payload)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (payload->data, payload->len);

  return sijil_segment_seal (bytes, registry->secret_key);
}

/* Whole pages of the feed, each with the message that would have come with it. */
static GBytes *
pack (SijilRegistry *registry, gint64 feed, guint64 first, guint64 *last, GError **error)
{
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  /* In nobody's eyes: the sets of all devices are in it. */
  SijilDevice reader = { .association = feed };
  SijilAsk ask = { .cursor = first - 1, .page = SIJIL_SEGMENT_SETS };

  while (ask.cursor - (first - 1) < SIJIL_SEGMENT_SETS && payload->len < MAX_SEGMENT_BYTES) {
    g_autoptr (SijilAnswer) answer = sijil_answer_new ();
    g_autoptr (GByteArray) frames = g_byte_array_new ();
    g_autoptr (GBytes) body = NULL;

    if (!sijil_push_feed (registry, &reader, &ask, answer, frames, error))
      return NULL;
    ask.cursor = answer->cursor;
    body = sijil_push_answer (registry, &reader, answer, frames);
    sijil_bundle_append (payload, body);
  }
  *last = ask.cursor;
  return sign (registry, payload);
}

/* Packs the segment that begins after @last, which comes to be where it ends. */
static gboolean
pack_next (SijilRegistry *registry, gint64 feed, guint64 *last, GError **error)
{
  guint64 first = *last + 1;
  g_autoptr (GBytes) made = pack (registry, feed, first, last, error);

  return made != NULL && sijil_storage_add_segment (registry->storage, feed, registry->epoch, first,
                                                    *last, made, error);
}

/**
 * sijil_segment_pack_ahead:
 * @registry: the registry, inside a transaction
 * @feed: an association
 * @more: (out): whether another one can be packed after it
 * @error: return location for an error
 *
 * Packs the next segment of a feed, if it is long enough, before somebody asks for it.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_segment_pack_ahead (SijilRegistry *registry, gint64 feed, gboolean *more, GError **error)
{
  guint64 head = sijil_storage_feed_head (registry->storage, feed);
  guint64 last = sijil_storage_last_segment (registry->storage, feed, registry->epoch);

  if (head >= last + SIJIL_SEGMENT_SETS && !pack_next (registry, feed, &last, error))
    return FALSE;
  *more = head >= last + SIJIL_SEGMENT_SETS;
  return TRUE;
}

/**
 * sijil_segment_after:
 * @registry: the registry, inside a transaction
 * @device: (inout): who asks
 * @after: how far it has read its association's feed
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the segment in which the next number is; %NULL, with
 *   %SIJIL_REGISTRY_ERROR_NOT_FOUND, if that is too new to be in one
 */
GBytes *
sijil_segment_after (SijilRegistry *registry, SijilDevice *device, guint64 after, GError **error)
{
  SijilStorage *storage = registry->storage;
  gint64 feed = device->association;
  guint64 head = sijil_storage_feed_head (storage, feed);
  guint64 last = sijil_storage_last_segment (storage, feed, registry->epoch);
  g_autoptr (GBytes) segment = NULL;

  if (last <= after && head < after + SIJIL_SEGMENT_SETS) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_NOT_FOUND, "not-found");
    return NULL;
  }
  while (last <= after)
    if (!pack_next (registry, feed, &last, error))
      return NULL;
  segment = sijil_storage_segment (storage, feed, registry->epoch, after + 1, &last, error);
  return segment != NULL && sijil_given_note (registry, device, after, last, error)
             ? g_steal_pointer (&segment)
             : NULL;
}
