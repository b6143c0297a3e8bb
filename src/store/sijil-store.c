#define G_LOG_DOMAIN "sijil-store"

#include "sijil-store.h"

#include "sijil-card.h"
#include "sijil-db-worker.h"
#include "sijil-edit.h"
#include "sijil-index.h"
#include "sijil-keys.h"
#include "sijil-meta.h"
#include "sijil-schema.h"
#include "sijil-session.h"
#include "types/sijil-staff.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define DATABASE "register.db"

typedef enum {
  LANE_WRITE,
  LANE_READ,
  LANE_PAGE, /* the main thread: pages by key only */
  N_LANES,
} Lane;

struct _SijilStore {
  GObject parent_instance;
  char *profile;
  char *association;
  int lock;
  GMutex gate; /* held while a request is handed to a worker, and while the workers go */
  SijilSession sessions[N_LANES];
  SijilDbWorker *workers[LANE_PAGE];
};

/* One queued operation: answered through its task, or to a thread that waits for it. */
typedef struct {
  SijilStore *store;
  Lane lane;
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
  for (int i = 0; i < N_LANES; i++) {
    g_free (self->sessions[i].actor);
    g_free (self->sessions[i].clerk);
    g_free (self->sessions[i].role);
    g_free (self->sessions[i].office);
  }
  g_free (self->profile);
  g_free (self->association);
  g_mutex_clear (&self->gate);
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
  gpointer result;

  if (!sijil_db_begin (session->db, error))
    return NULL;
  result = request->func (session, request->data, &local);
  if (local == NULL && sijil_edit_finish (session, &local) &&
      sijil_db_commit (session->db, &local)) {
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

static void
run_request (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  SijilSession *session = &request->store->sessions[request->lane];
  GError *error = NULL;
  gpointer result;

  if (request->lane == LANE_WRITE)
    result = run_write (request->store, session, request, &error);
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
}

/* An exchange may still run on its thread while the desk is being locked. */
static gboolean
hand_over_to_worker (SijilStore *self, Lane lane, GTask *task)
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
queue_async (SijilStore *self, Lane lane, SijilStoreFunc func, gpointer data,
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
queue_and_wait (SijilStore *self, Lane lane, SijilStoreFunc func, gpointer data, GError **error)
{
  Request request = { .store = self, .lane = lane, .func = func, .data = data, .waited_for = TRUE };
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
  queue_async (store, LANE_WRITE, func, data, free_data, free_result, cancellable, callback,
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
  queue_async (store, LANE_READ, func, data, free_data, free_result, cancellable, callback,
               user_data);
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
  return queue_and_wait (store, LANE_WRITE, func, data, error);
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
  return queue_and_wait (store, LANE_READ, func, data, error);
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
  return &store->sessions[LANE_PAGE];
}

static gboolean
take_lock (SijilStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, "lock", NULL);

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (self->lock >= 0 && errno == EWOULDBLOCK)
    g_set_error_literal (
        error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_IN_USE,
        _ ("This register is open in another window or program. Close that first"));
  else
    g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                 _ ("The folder of the register cannot be used: %s"), g_strerror (errno));
  return FALSE;
}

static gpointer
prepare_file (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (sijil_index_upgrade (session->db, error));
}

static gboolean
open_connections (SijilStore *self, const guint8 *key, SijilDbMode mode, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, DATABASE, NULL);

  self->sessions[LANE_WRITE].db = sijil_db_open (path, key, mode, error);
  if (self->sessions[LANE_WRITE].db == NULL ||
      !sijil_schema_upgrade (self->sessions[LANE_WRITE].db, error))
    return FALSE;
  for (int i = LANE_READ; i < N_LANES; i++) {
    self->sessions[i].db = sijil_db_open (path, key, SIJIL_DB_READ_ONLY, error);
    if (self->sessions[i].db == NULL)
      return FALSE;
  }
  self->workers[LANE_WRITE] = sijil_db_worker_new ("store-write");
  self->workers[LANE_READ] = sijil_db_worker_new ("store-read");
  return sijil_store_write (self, prepare_file, NULL, error) != NULL;
}

static void
set_person (SijilStore *self, const char *slot, const char *name, const char *role)
{
  g_autofree char *office = sijil_meta_text (self->sessions[LANE_PAGE].db, SIJIL_META_OFFICE);

  g_free (self->association);
  self->association = sijil_meta_text (self->sessions[LANE_PAGE].db, SIJIL_META_ASSOCIATION);
  for (int i = 0; i < N_LANES; i++) {
    self->sessions[i].actor = g_strdup (slot);
    self->sessions[i].clerk = g_strdup (name);
    self->sessions[i].role = g_strdup (role);
    self->sessions[i].office = g_strdup (office);
  }
}

static gboolean
make_device (SijilDb *db, GError **error)
{
  guint8 public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  g_autofree char *letters = sijil_card_random_letters ();
  g_autoptr (GBytes) public_bytes = NULL;
  g_autoptr (GBytes) secret_bytes = NULL;

  crypto_sign_keypair (public, secret);
  public_bytes = g_bytes_new (public, sizeof public);
  secret_bytes = g_bytes_new (secret, sizeof secret);
  sodium_memzero (secret, sizeof secret);
  return sijil_meta_set_bytes (db, SIJIL_META_DEVICE_PUBLIC, public_bytes, error) &&
         sijil_meta_set_bytes (db, SIJIL_META_DEVICE_KEY, secret_bytes, error) &&
         sijil_meta_set_text (db, SIJIL_META_LETTERS, letters, error);
}

typedef struct {
  const char *association;
  const char *office;
  const char *clerk;
  const char *slot;
} FirstWords;

static gpointer
write_first_words (SijilSession *session, gpointer data, GError **error)
{
  const FirstWords *words = data;
  g_autoptr (SijilRecord) staff = sijil_record_new (&sijil_staff_type, NULL);

  sijil_record_set_text (staff, SIJIL_STAFF_SLOT, words->slot);
  sijil_record_set_text (staff, SIJIL_STAFF_NAME, words->clerk);
  sijil_record_set_text (staff, SIJIL_STAFF_ROLE, "coordinator");
  return GINT_TO_POINTER (
      sijil_meta_set_text (session->db, SIJIL_META_ASSOCIATION, words->association, error) &&
      sijil_meta_set_text (session->db, SIJIL_META_OFFICE, words->office, error) &&
      make_device (session->db, error) && sijil_edit_put (session, staff, error));
}

static SijilStore *
store_new (const char *profile)
{
  SijilStore *self = g_object_new (SIJIL_TYPE_STORE, NULL);

  self->profile = g_strdup (profile);
  return self;
}

/**
 * sijil_profile_exists:
 * @profile: a folder
 *
 * Returns: whether there is a register in it
 */
gboolean
sijil_profile_exists (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, DATABASE, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * sijil_store_create:
 * @profile: a folder, made if need be
 * @association: name of the association
 * @office: name of the office
 * @clerk: name of the first clerk, who is coordinator
 * @passphrase: the clerk's passphrase, at least eight characters
 * @recovery_code: (out): the recovery code, shown once
 * @error: return location for an error
 *
 * Makes a register. Takes half a second: call it outside the main thread.
 *
 * Returns: (transfer full) (nullable): the new register, unlocked
 */
SijilStore *
sijil_store_create (const char *profile, const char *association, const char *office,
                    const char *clerk, const char *passphrase, char **recovery_code, GError **error)
{
  g_autoptr (SijilStore) self = store_new (profile);
  g_autofree char *slot = NULL;
  guint8 key[SIJIL_KEY_LEN];
  const char *weak;
  FirstWords words = { association, office, clerk, NULL };
  gboolean ok;

  if (sijil_profile_exists (profile)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS,
                         _ ("There is a register in this folder already"));
    return NULL;
  }
  if (sijil_passphrase_strength (passphrase, &weak) == 0) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID, weak);
    return NULL;
  }
  if (g_mkdir_with_parents (profile, 0700) != 0 || !take_lock (self, error) ||
      !sijil_keys_create (profile, clerk, passphrase, key, &slot, recovery_code, error)) {
    if (error != NULL && *error == NULL)
      g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                   _ ("The folder of the register could not be made: %s"), g_strerror (errno));
    return NULL;
  }
  words.slot = slot;
  self->sessions[LANE_WRITE].actor = g_strdup (slot);
  ok = open_connections (self, key, SIJIL_DB_CREATE, error) &&
       sijil_store_write (self, write_first_words, &words, error) != NULL;
  sodium_memzero (key, sizeof key);
  if (!ok)
    return NULL;
  g_clear_pointer (&self->sessions[LANE_WRITE].actor, g_free);
  set_person (self, slot, clerk, "coordinator");
  return g_steal_pointer (&self);
}

static SijilStore *
unlock (SijilStore *self, const guint8 *key, const char *slot, const char *name, const char *role,
        GError **error)
{
  if (!open_connections (self, key, SIJIL_DB_READ_WRITE, error))
    return NULL;
  set_person (self, slot, name, role);
  return g_object_ref (self);
}

static SijilSlot *
find_slot (const char *profile, const char *slot_id, GError **error)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    SijilSlot *slot = slots->pdata[i];

    if (slot_id == NULL || strcmp (slot->id, slot_id) == 0)
      return g_ptr_array_steal_index (slots, i);
  }
  if (slots != NULL)
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("This clerk has no key here"));
  return NULL;
}

/**
 * sijil_store_unlock:
 * @profile: the folder of a register
 * @slot_id: (nullable): which clerk; %NULL for the only one
 * @passphrase: the clerk's passphrase
 * @error: return location for an error
 *
 * Opens a register. Takes a quarter of a second: call it outside the main thread.
 *
 * Returns: (transfer full) (nullable): the register
 */
SijilStore *
sijil_store_unlock (const char *profile, const char *slot_id, const char *passphrase,
                    GError **error)
{
  g_autoptr (SijilStore) self = store_new (profile);
  g_autoptr (SijilSlot) slot = find_slot (profile, slot_id, error);
  guint8 key[SIJIL_KEY_LEN];
  SijilStore *opened;

  if (slot == NULL || !take_lock (self, error) ||
      !sijil_keys_open (profile, slot->id, passphrase, key, error))
    return NULL;
  opened = unlock (self, key, slot->id, slot->name, slot->role, error);
  sodium_memzero (key, sizeof key);
  return opened;
}

/**
 * sijil_store_unlock_with_code:
 * @profile: the folder of a register
 * @code: the recovery code, however spaced
 * @error: return location for an error
 *
 * Opens a register for somebody who holds the recovery code; that person works as coordinator.
 *
 * Returns: (transfer full) (nullable): the register
 */
SijilStore *
sijil_store_unlock_with_code (const char *profile, const char *code, GError **error)
{
  g_autoptr (SijilStore) self = store_new (profile);
  guint8 key[SIJIL_KEY_LEN];
  SijilStore *opened;

  if (!take_lock (self, error) || !sijil_keys_recover (profile, code, key, error))
    return NULL;
  opened = unlock (self, key, "recovery", _ ("Recovery code"), "coordinator", error);
  sodium_memzero (key, sizeof key);
  return opened;
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
  for (int i = 0; i < LANE_PAGE; i++) {
    SijilDbWorker *worker;

    g_mutex_lock (&store->gate);
    worker = g_steal_pointer (&store->workers[i]);
    g_mutex_unlock (&store->gate);
    sijil_db_worker_stop (worker);
  }
  for (int i = N_LANES - 1; i >= 0; i--)
    g_clear_pointer (&store->sessions[i].db, sijil_db_close);
  if (store->lock >= 0)
    close (store->lock);
  store->lock = -1;
}

const char *
sijil_store_profile (SijilStore *store)
{
  return store->profile;
}

const char *
sijil_store_association (SijilStore *store)
{
  return store->association;
}

const char *
sijil_store_office (SijilStore *store)
{
  return store->sessions[LANE_PAGE].office;
}

const char *
sijil_store_clerk (SijilStore *store)
{
  return store->sessions[LANE_PAGE].clerk;
}

const char *
sijil_store_role (SijilStore *store)
{
  return store->sessions[LANE_PAGE].role;
}
