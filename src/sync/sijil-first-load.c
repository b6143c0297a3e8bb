#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-first-load.h"

#include "sijil-incoming.h"
#include "sijil-segment-seal.h"

/* After so many tries of which nothing came, the line is gone, and the next exchange tries. */
#define MAX_EMPTY 3

/* A cut costs little: the segment goes on at that byte. */
static GBytes *
fetch (SijilTransport *transport, guint64 after, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/segment?after=%" G_GUINT64_FORMAT, after);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint empty = 0;;) {
    g_autoptr (GError) local = NULL;
    guint before = bytes->len;

    if (sijil_transport_get (transport, path, bytes, cancellable, &local))
      return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    empty = bytes->len > before ? 0 : empty + 1;
    if (!g_error_matches (local, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE) ||
        empty == MAX_EMPTY) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  }
}

/**
 * sijil_first_load_next:
 * @store: a register
 * @transport: the line
 * @link: how we stand with the registry
 * @cancellable: (nullable): stops it
 * @news: (out): change sets in it; 0 if what is left is too new for a segment
 * @error: return location for an error
 *
 * Fetches the next part of what is old of the association's feed and folds it in one transaction.
 * It is checked by the registry's signature before the first row.
 *
 * Returns: %TRUE if it is folded, or if there is none
 */
gboolean
sijil_first_load_next (SijilStore *store, SijilTransport *transport, const SijilLink *link,
                       GCancellable *cancellable, guint *news, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) segment = fetch (transport, link->cursor, cancellable, &local);
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GPtrArray) bodies = NULL;

  *news = 0;
  if (g_error_matches (local, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_NOTHING_HERE))
    return TRUE;
  if (segment == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  payload = sijil_segment_open (segment, link->registry_key, error);
  if (payload != NULL)
    bodies = sijil_incoming_read_all (payload, link, error);
  for (guint i = 0; bodies != NULL && i < bodies->len; i++)
    ((SijilIncoming *) bodies->pdata[i])->is_history = TRUE;
  if (bodies == NULL || sijil_store_write (store, sijil_incoming_apply_all, bodies, error) == NULL)
    return FALSE;
  for (guint i = 0; i < bodies->len; i++)
    *news += ((SijilIncoming *) bodies->pdata[i])->news;
  return TRUE;
}
