#define CACHE_ASIDE 4 /* MiB */
#define G_LOG_DOMAIN "sijil-store"

#include "sijil-store-private.h"

#include "sijil-db-bulk.h"
#include "sijil-edit.h"
#include "sijil-i18n.h"
#include "sijil-match-terms.h"
#include "sijil-meta.h"

#include <sodium.h>
#include <unistd.h>

#define WRITES_A_ROUND 16 /* some 400 pages of the log, if they are hand-overs */

/* One queued operation: answered through its task, or to a thread that waits for it. */
typedef struct {
  SijilStore *store;
  SijilLane lane;
  SijilStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gboolean waited_for;
  GMutex mutex;
  GCond done;
  gboolean is_done;
  gpointer result;
  GError *error;
} Request;

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SijilStore, sijil_store, G_TYPE_OBJECT)

static void
sijil_store_finalize (GObject *object)
{
  SijilStore *self = SIJIL_STORE (object);

  sijil_store_close (self);
  for (int i = 0; i < SIJIL_N_LANES; i++) {
    g_free (self->sessions[i].actor);
    g_free (self->sessions[i].clerk);
    g_free (self->sessions[i].role);
    g_free (self->sessions[i].office);
  }
  g_free (self->profile);
  g_free (self->path);
  g_free (self->association);
  g_mutex_clear (&self->gate);
  g_mutex_clear (&self->copying);
  G_OBJECT_CLASS (sijil_store_parent_class)->finalize (object);
}

static void
sijil_store_class_init (SijilStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sijil_store_finalize;
  /**
   * SijilStore::changed:
   *
   * Something was written: what is shown may be out of date.
   */
  signals[CHANGED] = g_signal_new ("changed", SIJIL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sijil_store_init (SijilStore *self)
{
  self->lock = -1;
  g_mutex_init (&self->gate);
  g_mutex_init (&self->copying);
}

static gboolean
emit_changed (gpointer data)
{
  g_signal_emit (data, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
announce (SijilStore *self)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed, g_object_ref (self), g_object_unref);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

static gpointer
run_write (SijilStore *self, SijilSession *session, Request *request, GError **error)
{
  GError *local = NULL;
  gboolean edited;
  gpointer result;

  if (self->only_reads) {
    g_set_error_literal (
        error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NO_ROOM,
        _ ("The disk is full or cannot be written to, so the register was opened for reading only. "
           "Free some space, lock the register and unlock it again"));
    return NULL;
  }
  if (!sijil_db_begin (session->db, error))
    return NULL;
  session->quiet = FALSE;
  result = request->func (session, request->data, &local);
  edited = session->edit != NULL;
  if (local == NULL && sijil_edit_finish (session, &local) &&
      sijil_db_commit (session->db, &local)) {
    if (edited || !session->quiet)
      announce (self);
    return result;
  }
  sijil_edit_abandon (session);
  sijil_db_rollback (session->db);
  if (result != NULL && request->free_result != NULL)
    request->free_result (result);
  g_propagate_error (error, local);
  return NULL;
}

static void
request_free (Request *request)
{
  if (request->data != NULL && request->free_data != NULL)
    request->free_data (request->data);
  g_free (request);
}

/**
 * sijil_store_reading_mode: (skip)
 * @self: a store
 *
 * Returns: how its connections that only read are opened
 */
SijilDbMode
sijil_store_reading_mode (SijilStore *self)
{
  return self->only_reads ? SIJIL_DB_STILL : SIJIL_DB_READ_ONLY;
}

/* It passes over much and sees little of it twice: a large cache would only take the memory. */
static gboolean
open_aside (SijilStore *self, SijilSession *session, GError **error)
{
  if (session->db != NULL)
    return TRUE;
  session->db = sijil_db_open (self->path, self->key, sijil_store_reading_mode (self), error);
  if (session->db != NULL)
    sijil_db_cache (session->db, CACHE_ASIDE);
  return session->db != NULL;
}

/* In one transaction: thousands of small reads would else each take and leave the file's lock. */
static gpointer
run_aside (SijilStore *self, SijilSession *session, Request *request, GError **error)
{
  gpointer result;

  if (!open_aside (self, session, error) || !sijil_db_exec (session->db, "BEGIN", error))
    return NULL;
  result = request->func (session, request->data, error);
  sijil_db_rollback (session->db);
  return result;
}

static void
run_request (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  SijilStore *self = request->store;
  SijilSession *session = &self->sessions[request->lane];
  gboolean writes = request->lane == SIJIL_LANE_WRITE;
  GError *error = NULL;
  gpointer result;

  if (writes)
    result = run_write (request->store, session, request, &error);
  else if (request->lane == SIJIL_LANE_ASIDE)
    result = run_aside (self, session, request, &error);
  else
    result = request->func (session, request->data, &error);
  if (request->waited_for) {
    g_mutex_lock (&request->mutex);
    request->result = result;
    request->error = error;
    request->is_done = TRUE;
    g_cond_signal (&request->done);
    g_mutex_unlock (&request->mutex);
  } else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, request->free_result);
  /* Whoever asked has the answer. A request that is waited for is gone by now. */
  if (writes && ++self->written % WRITES_A_ROUND == 0)
    sijil_db_write_back (session->db);
}

/* An exchange may still run on its thread while the desk is being locked. */
static gboolean
hand_over_to_worker (SijilStore *self, SijilLane lane, GTask *task)
{
  gboolean open;

  g_mutex_lock (&self->gate);
  open = self->workers[lane] != NULL;
  if (open)
    sijil_db_worker_push (self->workers[lane], run_request, task);
  g_mutex_unlock (&self->gate);
  return open;
}

static void
queue_async (SijilStore *self, SijilLane lane, SijilStoreFunc func, gpointer data,
             GDestroyNotify free_data, GDestroyNotify free_result, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->store = self;
  request->lane = lane;
  request->func = func;
  request->data = data;
  request->free_data = free_data;
  request->free_result = free_result;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  if (self->workers[lane] == NULL) {
    g_task_return_new_error (task, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                             _ ("The register is locked"));
    g_object_unref (task);
    return;
  }
  sijil_db_worker_push (self->workers[lane], run_request, task);
}

static gpointer
queue_and_wait (SijilStore *self, SijilLane lane, SijilStoreFunc func, gpointer data,
                GDestroyNotify free_result, GError **error)
{
  Request request = { .store = self,
                      .lane = lane,
                      .func = func,
                      .data = data,
                      .free_result = free_result,
                      .waited_for = TRUE };
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_mutex_init (&request.mutex);
  g_cond_init (&request.done);
  g_task_set_task_data (task, &request, NULL);
  if (!hand_over_to_worker (self, lane, task)) {
    request.is_done = TRUE;
    request.error = g_error_new_literal (SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                                         _ ("The register is locked"));
    g_object_unref (task);
  }
  g_mutex_lock (&request.mutex);
  while (!request.is_done)
    g_cond_wait (&request.done, &request.mutex);
  g_mutex_unlock (&request.mutex);
  g_mutex_clear (&request.mutex);
  g_cond_clear (&request.done);
  if (request.error != NULL)
    g_propagate_error (error, request.error);
  return request.result;
}

/**
 * sijil_store_write_async:
 * @store: a store
 * @func: an operation that writes
 * @data: its request
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees the result if nobody takes it
 * @cancellable: (nullable): stops it while it is still queued
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Queues a transaction. Writes happen one after the other in the order of these calls.
 */
void
sijil_store_write_async (SijilStore *store, SijilStoreFunc func, gpointer data,
                         GDestroyNotify free_data, GDestroyNotify free_result,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  queue_async (store, SIJIL_LANE_WRITE, func, data, free_data, free_result, cancellable, callback,
               user_data);
}

/**
 * sijil_store_read_async:
 * @store: a store
 * @func: an operation that only reads
 * @data: its request
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees the result if nobody takes it
 * @cancellable: (nullable): stops it while it is still queued
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Queues a read on the reading connection, where it never waits for a write.
 */
void
sijil_store_read_async (SijilStore *store, SijilStoreFunc func, gpointer data,
                        GDestroyNotify free_data, GDestroyNotify free_result,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  queue_async (store, SIJIL_LANE_READ, func, data, free_data, free_result, cancellable, callback,
               user_data);
}

/**
 * sijil_store_await_reads:
 * @store: a store
 * @microseconds: how long at most; a few thousand
 *
 * Gives the reads that are queued a moment to be answered before the next frame is drawn: otherwise
 * what they bring is seen a frame later, and the window is drawn twice. Their callbacks are called
 * by the main loop as ever.
 */
void
sijil_store_await_reads (SijilStore *store, gint64 microseconds)
{
  if (store->workers[SIJIL_LANE_READ] != NULL)
    sijil_db_worker_wait (store->workers[SIJIL_LANE_READ], microseconds);
}

/**
 * sijil_store_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the result of the operation
 */
gpointer
sijil_store_finish (SijilStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sijil_store_write:
 * @store: a store
 * @func: an operation that writes
 * @data: its request
 * @error: return location for an error
 *
 * The same as sijil_store_write_async(), for threads that may wait: the command line, the exchange.
 *
 * Returns: (transfer full) (nullable): the result of the operation
 */
gpointer
sijil_store_write (SijilStore *store, SijilStoreFunc func, gpointer data, GError **error)
{
  return queue_and_wait (store, SIJIL_LANE_WRITE, func, data, NULL, error);
}

/**
 * sijil_store_write_freeing:
 * @store: a store
 * @func: an operation that writes
 * @data: its request
 * @free_result: frees the result if it could not be committed
 * @error: return location for an error
 *
 * The same as sijil_store_write(), for results that must be freed.
 *
 * Returns: (transfer full) (nullable): the result of the operation
 */
gpointer
sijil_store_write_freeing (SijilStore *store, SijilStoreFunc func, gpointer data,
                           GDestroyNotify free_result, GError **error)
{
  return queue_and_wait (store, SIJIL_LANE_WRITE, func, data, free_result, error);
}

/**
 * sijil_store_read:
 * @store: a store
 * @func: an operation that only reads
 * @data: its request
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the result of the operation
 */
gpointer
sijil_store_read (SijilStore *store, SijilStoreFunc func, gpointer data, GError **error)
{
  return queue_and_wait (store, SIJIL_LANE_READ, func, data, NULL, error);
}

/**
 * sijil_store_read_aside:
 * @store: a store
 * @func: an operation that only reads
 * @data: its request
 * @error: return location for an error
 *
 * The same as sijil_store_read() for what reads much of the register, as the exchange does: on a
 * connection of its own, so that no search waits for it and nothing that a search has read makes
 * room for it.
 *
 * Returns: (transfer full) (nullable): the result of the operation
 */
gpointer
sijil_store_read_aside (SijilStore *store, SijilStoreFunc func, gpointer data, GError **error)
{
  return queue_and_wait (store, SIJIL_LANE_ASIDE, func, data, NULL, error);
}

/**
 * sijil_store_page_session:
 * @store: a store
 *
 * Returns: (transfer none): the connection of the main thread, for pages of at most 256 rows by an
 *   indexed key and nothing else
 */
SijilSession *
sijil_store_page_session (SijilStore *store)
{
  return &store->sessions[SIJIL_LANE_PAGE];
}

/**
 * sijil_store_close_file: (skip)
 * @store: a store
 *
 * Finishes what is queued, closes the file and forgets the key; the profile stays ours.
 */
void
sijil_store_close_file (SijilStore *store)
{
  for (int i = 0; i < SIJIL_LANE_PAGE; i++) {
    SijilDbWorker *worker;

    g_mutex_lock (&store->gate);
    worker = g_steal_pointer (&store->workers[i]);
    g_mutex_unlock (&store->gate);
    sijil_db_worker_stop (worker);
  }
  for (int i = SIJIL_N_LANES - 1; i >= 0; i--) {
    g_clear_pointer (&store->sessions[i].owed, g_hash_table_unref);
    g_clear_pointer (&store->sessions[i].terms, sijil_match_terms_free);
    g_clear_pointer (&store->sessions[i].db, sijil_db_close);
  }
  g_mutex_lock (&store->copying);
  g_clear_pointer (&store->key, sodium_free);
  g_mutex_unlock (&store->copying);
}

/**
 * sijil_store_close:
 * @store: a store
 *
 * Finishes what is queued, closes the file and forgets the key. Locking the desk is this: what was
 * saved is saved.
 */
void
sijil_store_close (SijilStore *store)
{
  sijil_store_close_file (store);
  if (store->lock >= 0)
    close (store->lock);
  store->lock = -1;
}

const char *
sijil_store_profile (SijilStore *store)
{
  return store->profile;
}

/**
 * sijil_store_only_reads:
 * @store: a store
 *
 * Returns: whether the disk took nothing when it was opened, so that nothing can be saved
 */
gboolean
sijil_store_only_reads (SijilStore *store)
{
  return store->only_reads;
}

const char *
sijil_store_association (SijilStore *store)
{
  return store->association;
}

const char *
sijil_store_office (SijilStore *store)
{
  return store->sessions[SIJIL_LANE_PAGE].office;
}

/**
 * sijil_store_hijri_offset:
 * @store: the store
 *
 * Returns: days that the alliance adds to the Hijri calendar, 0 if it has not said
 */
int
sijil_store_hijri_offset (SijilStore *store)
{
  SijilDb *db = store->sessions[SIJIL_LANE_PAGE].db;

  return db != NULL ? (int) sijil_meta_number (db, SIJIL_META_HIJRI_OFFSET, 0) : 0;
}

const char *
sijil_store_clerk (SijilStore *store)
{
  return store->sessions[SIJIL_LANE_PAGE].clerk;
}

const char *
sijil_store_role (SijilStore *store)
{
  return store->sessions[SIJIL_LANE_PAGE].role;
}

/**
 * sijil_store_slot:
 * @store: a store
 *
 * Returns: (nullable): the key slot of the clerk who unlocked it
 */
const char *
sijil_store_slot (SijilStore *store)
{
  return store->sessions[SIJIL_LANE_PAGE].actor;
}
