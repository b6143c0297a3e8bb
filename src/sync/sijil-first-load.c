#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-first-load.h"

#include "sijil-ahead.h"
#include "sijil-segment-seal.h"

/* After so many tries of which nothing came, the line is gone, and the next exchange tries. */
#define MAX_EMPTY 3

struct _SijilFirstLoad {
  SijilStore *store;
  SijilTransport *transport;
  const SijilLink *link;
  guint64 after;     /* how far the segments go that were fetched */
  GPtrArray *bodies; /* (nullable): of the segment that was fetched ahead */
  GError *error;     /* (nullable): why none was */
  SijilAhead ahead;
};

/**
 * sijil_first_load_new:
 * @store: a register
 * @transport: the line
 * @link: how we stand with the registry; must stay
 *
 * Returns: (transfer full): a load that begins at the cursor
 */
SijilFirstLoad *
sijil_first_load_new (SijilStore *store, SijilTransport *transport, const SijilLink *link)
{
  SijilFirstLoad *self = g_new0 (SijilFirstLoad, 1);

  self->store = store;
  self->transport = transport;
  self->link = link;
  self->after = link->cursor;
  return self;
}

void
sijil_first_load_free (SijilFirstLoad *load)
{
  if (load == NULL)
    return;
  g_clear_pointer (&load->bodies, g_ptr_array_unref);
  g_clear_error (&load->error);
  sijil_ahead_clear (&load->ahead);
  g_free (load);
}

/* A cut costs little: the segment goes on at that byte. */
static GBytes *
fetch (SijilFirstLoad *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/segment?after=%" G_GUINT64_FORMAT, self->after);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint empty = 0;;) {
    g_autoptr (GError) local = NULL;
    guint before = bytes->len;

    if (sijil_transport_get (self->transport, path, bytes, cancellable, &local))
      return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    empty = bytes->len > before ? 0 : empty + 1;
    if (!g_error_matches (local, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE) ||
        empty == MAX_EMPTY) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  }
}

static GPtrArray *
open_segment (SijilFirstLoad *self, GBytes *segment, GError **error)
{
  g_autoptr (GBytes) payload = sijil_segment_open (segment, self->link->registry_key, error);
  GPtrArray *bodies = payload != NULL ? sijil_incoming_read_all (payload, self->link, error) : NULL;

  for (guint i = 0; bodies != NULL && i < bodies->len; i++) {
    SijilIncoming *body = bodies->pdata[i];

    body->is_history = TRUE;
    self->after = MAX (self->after, body->answer->cursor);
  }
  return bodies;
}

/* Fetches the next segment, checks it and decodes it. */
static void
prepare (SijilFirstLoad *self, GCancellable *cancellable)
{
  g_autoptr (GBytes) segment = fetch (self, cancellable, &self->error);

  if (segment != NULL)
    self->bodies = open_segment (self, segment, &self->error);
  if (self->bodies == NULL)
    return;
  self->ahead.bodies = self->bodies;
  sijil_store_read_aside (self->store, sijil_ahead_decode, &self->ahead, NULL);
}

/* A segment that is folded while the next one is fetched. */
typedef struct {
  SijilStore *store;
  GPtrArray *bodies;
  GError *error;
} Folding;

static gpointer
fold (gpointer data)
{
  Folding *folding = data;

  return sijil_store_write (folding->store, sijil_incoming_apply_all, folding->bodies,
                            &folding->error);
}

/**
 * sijil_first_load_next:
 * @load: a load
 * @ahead: whether another segment is to be expected after this one
 * @cancellable: (nullable): stops it
 * @news: (out): change sets in it; 0 if what is left is too new for a segment
 * @cursor: (out): how far the feed is folded then
 * @error: return location for an error
 *
 * Fetches the next part of what is old of the association's feed and folds it in one transaction,
 * while the part after it is on its way. It is checked by the registry's signature before the first
 * row.
 *
 * Returns: %TRUE if it is folded, or if there is none
 */
gboolean
sijil_first_load_next (SijilFirstLoad *load, gboolean ahead, GCancellable *cancellable, guint *news,
                       guint64 *cursor, GError **error)
{
  g_autoptr (GPtrArray) bodies = NULL;
  Folding folding = { load->store, NULL, NULL };
  GThread *thread;

  *news = 0;
  *cursor = load->after;
  if (load->bodies == NULL && load->error == NULL)
    prepare (load, cancellable);
  if (g_error_matches (load->error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_NOTHING_HERE))
    return TRUE;
  if (load->bodies == NULL) {
    g_propagate_error (error, g_steal_pointer (&load->error));
    return FALSE;
  }
  bodies = g_steal_pointer (&load->bodies);
  folding.bodies = bodies;
  *cursor = load->after;
  thread = g_thread_new ("sijil-fold", fold, &folding);
  if (ahead)
    prepare (load, cancellable);
  g_thread_join (thread);
  if (folding.error != NULL) {
    g_propagate_error (error, folding.error);
    return FALSE;
  }
  for (guint i = 0; i < bodies->len; i++)
    *news += ((SijilIncoming *) bodies->pdata[i])->news;
  return TRUE;
}
