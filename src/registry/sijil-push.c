#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-push.h"

#include "sijil-frame.h"
#include "sijil-given.h"
#include "sijil-ingest.h"
#include "sijil-linker-queue.h"
#include "sijil-messages.h"
#include "sijil-parts.h"
#include "sijil-quota.h"

#include <string.h>

#define LARGEST_PAGE 2000
/* What a clerk did since the last exchange: its findings come in the same answer. More waits until
 * nobody else does. */
#define LINKED_AT_ONCE 64

typedef struct {
  SijilRegistry *registry;
  SijilDevice *device;
} Names;

static gboolean
birth_of (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  return sijil_storage_birth (((Names *) data)->registry->storage, type, id, birth);
}

/* A device may name what is its association's, was told to it, or is the catalogue's. Names are
 * small numbers that anyone can guess: of another's it must not even learn that they exist. */
static gboolean
born (gpointer data, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id)
{
  Names *names = data;

  return sijil_storage_born (names->registry->storage, type, birth, names->device->association, id);
}

static gboolean
bad_request (GError **error, const char *what)
{
  g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST, what);
  return FALSE;
}

static gboolean
read_ask (GBytes *body, gsize *offset, SijilAsk *ask, GError **error)
{
  g_autoptr (GBytes) part = NULL;
  SijilPart kind;

  if (!sijil_parts_next (body, offset, &kind, &part, error))
    return FALSE;
  if (part == NULL || kind != SIJIL_PART_MESSAGE)
    return bad_request (error, "no-message");
  return sijil_ask_decode (part, ask, error);
}

/* A file may be older than what came over the line meanwhile: that is no fork. */
static gboolean
check_ask (SijilRegistry *registry, SijilDevice *device, const SijilAsk *ask, gboolean by_file,
           GError **error)
{
  if (strcmp (ask->registry, registry->id) != 0)
    return bad_request (error, "another-registry");
  if (ask->epoch != registry->epoch) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_EPOCH, "another-epoch");
    return FALSE;
  }
  if (ask->cseq < device->acked && !by_file) {
    /* It has forgotten what it sent: a profile that was copied back. */
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FORKED, "device-forked");
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_frames (SijilRegistry *registry, SijilDevice *device, GBytes *body, gsize *offset,
             gboolean by_file, SijilAnswer *answer, GError **error)
{
  Names owner = { registry, device };
  SijilNames names = { birth_of, born, &owner, TRUE };
  guint n = 0; /* one frame a request: each costs the one ingest thread its time */

  for (;;) {
    g_autoptr (GBytes) part = NULL;
    g_autoptr (GPtrArray) sets = NULL;
    SijilPart kind;

    if (!sijil_parts_next (body, offset, &kind, &part, error))
      return FALSE;
    if (part == NULL)
      return TRUE;
    if (kind != SIJIL_PART_OWN || n++ > 0)
      return bad_request (error, "part");
    sets = sijil_frame_decode (part, &names, error);
    if (sets == NULL || !sijil_ingest_sets (registry, device, sets, by_file, answer, error))
      return FALSE;
  }
}

static GBytes *
feed_frame (SijilRegistry *registry, SijilDevice *device, gint64 feed, guint64 after, guint limit,
            guint64 *cursor, gboolean *more, GError **error)
{
  Names owner = { registry, device };
  SijilNames names = { birth_of, born, &owner };
  gboolean rest;
  g_autoptr (GPtrArray) sets = sijil_storage_feed_page (
      registry->storage, feed, after, device->number, limit, cursor, &rest, error);

  if (sets == NULL)
    return NULL;
  *more = *more || rest;
  return sets->len > 0 ? sijil_frame_encode (sets, &names) : g_bytes_new_static ("", 0);
}

/* Not less than are left: the device's own sets are numbered in the feed too. */
static guint64
feed_left (SijilRegistry *registry, gint64 feed, guint64 cursor)
{
  guint64 head = sijil_storage_feed_head (registry->storage, feed);

  return head > cursor ? head - cursor : 0;
}

/**
 * sijil_push_feed:
 * @registry: the registry
 * @device: to whom: what it did itself is left out
 * @ask: how far it has read
 * @answer: (inout): gets how far it will have read
 * @frames: (inout): gets the news
 * @error: return location for an error
 *
 * Returns: %TRUE if the next page of the association's feed is in @frames
 */
gboolean
sijil_push_feed (SijilRegistry *registry, SijilDevice *device, const SijilAsk *ask,
                 SijilAnswer *answer, GByteArray *frames, GError **error)
{
  g_autoptr (GBytes) own = NULL;

  answer->after = ask->cursor;
  own = feed_frame (registry, device, device->association, ask->cursor, ask->page, &answer->cursor,
                    &answer->more, error);
  if (own == NULL)
    return FALSE;
  if (g_bytes_get_size (own) > 0)
    sijil_parts_append (frames, SIJIL_PART_OWN, own);
  return TRUE;
}

/**
 * sijil_push_news:
 * @registry: the registry
 * @device: to whom
 * @ask: (inout): how far it has read; its page is bounded
 * @answer: (inout): gets how far it will have read
 * @frames: (inout): gets the news
 * @error: return location for an error
 *
 * Returns: %TRUE if the next page of what @device does not know is in @frames
 */
gboolean
sijil_push_news (SijilRegistry *registry, SijilDevice *device, SijilAsk *ask, SijilAnswer *answer,
                 GByteArray *frames, GError **error)
{
  g_autoptr (GBytes) catalogue = NULL;

  /* The catalogue first: what the own feed says may name its programmes. */
  ask->page = ask->page > 0 ? MIN (ask->page, LARGEST_PAGE) : LARGEST_PAGE;
  answer->catalogue_after = ask->catalogue_cursor;
  catalogue = feed_frame (registry, device, SIJIL_CATALOGUE, ask->catalogue_cursor, ask->page,
                          &answer->catalogue_cursor, &answer->more, error);
  if (catalogue == NULL)
    return FALSE;
  if (g_bytes_get_size (catalogue) > 0)
    sijil_parts_append (frames, SIJIL_PART_CATALOGUE, catalogue);
  if (!sijil_push_feed (registry, device, ask, answer, frames, error))
    return FALSE;
  answer->left = feed_left (registry, SIJIL_CATALOGUE, answer->catalogue_cursor) +
                 feed_left (registry, device->association, answer->cursor);
  return TRUE;
}

/**
 * sijil_push_answer:
 * @registry: the registry
 * @device: to whom
 * @answer: (inout): what is to be said; gets what every answer says
 * @frames: what follows it
 *
 * Returns: (transfer full): the body of an answer
 */
GBytes *
sijil_push_answer (SijilRegistry *registry, const SijilDevice *device, SijilAnswer *answer,
                   GByteArray *frames)
{
  g_autoptr (GBytes) following = g_bytes_new_static (frames->data, frames->len);
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GBytes) message = NULL;

  answer->frames = sijil_parts_count (following);
  answer->registry = g_strdup (registry->id);
  answer->epoch = registry->epoch;
  answer->time = g_get_real_time ();
  answer->acked = device->acked;
  answer->hijri_offset = (int) sijil_storage_number (registry->storage, SIJIL_HIJRI_OFFSET, 0);
  message = sijil_answer_encode (answer);
  sijil_parts_append (out, SIJIL_PART_MESSAGE, message);
  g_byte_array_append (out, frames->data, frames->len);
  return g_byte_array_free_to_bytes (out);
}

/**
 * sijil_push_receive:
 * @registry: the registry, inside a transaction
 * @device: (inout): who sends
 * @body: a message, then frames
 * @by_file: whether it came on a stick
 * @ask: (out caller-allocates): what the message says
 * @answer: (inout): gets a receipt for each change set
 * @error: return location for an error
 *
 * Commits what a device did, and notes how far it has read.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_push_receive (SijilRegistry *registry, SijilDevice *device, GBytes *body, gboolean by_file,
                    SijilAsk *ask, SijilAnswer *answer, GError **error)
{
  guint64 before = sijil_storage_feed_head (registry->storage, device->association);
  gsize offset = 0;

  if (!read_ask (body, &offset, ask, error) || !check_ask (registry, device, ask, by_file, error) ||
      !read_frames (registry, device, body, &offset, by_file, answer, error))
    return FALSE;
  if (!registry->stuck && !(by_file ? sijil_linker_queue_all (registry, error)
                                    : sijil_linker_queue_soon (registry, LINKED_AT_ONCE, error))) {
    /* This one is sent once more; what cannot be linked holds up nobody's work. */
    registry->stuck = TRUE;
    return FALSE;
  }
  if (!by_file && answer->tomorrow == SIJIL_TOMORROW_NOTHING &&
      sijil_storage_is_full (registry->storage, device->number, sijil_quota_today ()))
    answer->tomorrow = SIJIL_TOMORROW_COMPARES;
  sijil_registry_note_feed (registry, device->association, before);
  device->last_seen = g_get_real_time ();
  ask->cursor = sijil_given_from (device, ask->cursor);
  device->cursor = ask->cursor;
  device->catalogue_cursor = ask->catalogue_cursor;
  device->waiting_from = ask->waiting_from;
  return sijil_storage_save_device (registry->storage, device, error);
}

/* All that it had made is here: from now on it is known what it was given. */
static gboolean
note_given (SijilRegistry *registry, SijilDevice *device, const SijilAsk *ask,
            const SijilAnswer *answer, GError **error)
{
  return device->given == SIJIL_GIVEN_UNKNOWN && device->acked >= ask->cseq
             ? sijil_given_settle (registry, device, answer->cursor, error)
             : sijil_given_note (registry, device, answer->after, answer->cursor, error);
}

/**
 * sijil_push_handle:
 * @registry: the registry, inside a transaction
 * @device: (inout): who asks
 * @body: what it sent: a message, then frames
 * @error: return location for an error
 *
 * One exchange: what the device did is committed, and what it does not know yet comes back in the
 * same answer.
 *
 * Returns: (transfer full) (nullable): the body of the answer
 */
GBytes *
sijil_push_handle (SijilRegistry *registry, SijilDevice *device, GBytes *body, GError **error)
{
  g_auto (SijilAsk) ask = { NULL };
  g_autoptr (SijilAnswer) answer = sijil_answer_new ();
  g_autoptr (GByteArray) frames = g_byte_array_new ();

  if (!sijil_push_receive (registry, device, body, FALSE, &ask, answer, error) ||
      !sijil_push_news (registry, device, &ask, answer, frames, error) ||
      !note_given (registry, device, &ask, answer, error))
    return NULL;
  if (ask.wants_key)
    answer->key = g_bytes_ref (registry->public_key);
  return sijil_push_answer (registry, device, answer, frames);
}
