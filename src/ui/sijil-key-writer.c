#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-key-writer.h"

#include "sijil-match-index.h"

/* While nobody waits for the register, the keys by which the matcher finds people are written, a
 * few at a time. */

#define QUIET_MS 1000  /* after the last change */
#define BETWEEN_MS 150 /* clerks and the exchange go first */
#define PERSONS 200

typedef struct {
  GWeakRef store;
  guint timer;
  gboolean writing;
} KeyWriter;

static void schedule (KeyWriter *self, guint ms);

static void
key_writer_free (gpointer data)
{
  KeyWriter *self = data;

  if (self->timer != 0)
    g_source_remove (self->timer);
  g_weak_ref_clear (&self->store);
  g_free (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer unused)
{
  KeyWriter *self = g_object_get_data (source, "key-writer");
  /* A register that was locked meanwhile, or a disk that fails: it is tried at the next change. */
  g_autofree gint64 *done = sijil_store_finish (SIJIL_STORE (source), result, NULL);

  self->writing = FALSE;
  if (done != NULL && *done > 0)
    schedule (self, BETWEEN_MS);
}

static gboolean
on_quiet (gpointer user_data)
{
  static const guint MOST = PERSONS;
  KeyWriter *self = user_data;
  g_autoptr (SijilStore) store = g_weak_ref_get (&self->store);

  self->timer = 0;
  if (store == NULL)
    return G_SOURCE_REMOVE;
  self->writing = TRUE;
  sijil_store_write_async (store, sijil_match_index_work, (gpointer) &MOST, NULL, g_free, NULL,
                           on_written, NULL);
  return G_SOURCE_REMOVE;
}

static void
schedule (KeyWriter *self, guint ms)
{
  if (self->writing)
    return;
  if (self->timer != 0)
    g_source_remove (self->timer);
  self->timer = g_timeout_add_full (G_PRIORITY_LOW, ms, on_quiet, self, NULL);
}

static void
on_changed (SijilStore *store, KeyWriter *self)
{
  schedule (self, QUIET_MS);
}

/**
 * sijil_key_writer_start:
 * @store: an open register
 *
 * Writes what is owed of the matcher's keys as long as the register is open.
 */
void
sijil_key_writer_start (SijilStore *store)
{
  KeyWriter *self = g_new0 (KeyWriter, 1);

  g_weak_ref_init (&self->store, store);
  g_object_set_data_full (G_OBJECT (store), "key-writer", self, key_writer_free);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed), self);
  schedule (self, QUIET_MS);
}
