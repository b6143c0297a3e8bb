#define G_LOG_DOMAIN "sijil-store"

#include "sijil-store-private.h"

#include "sijil-db-bulk.h"
#include "sijil-backup.h"
#include "sijil-card.h"
#include "sijil-edit.h"
#include "sijil-exchange.h"
#include "sijil-index.h"
#include "sijil-match-index.h"
#include "sijil-keys.h"
#include "sijil-meta.h"
#include "sijil-read-anew.h"
#include "sijil-schema.h"
#include "sijil-store-file.h"
#include "types/sijil-staff.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>

#define CACHE_OF_SEARCHES 64 /* MiB; a search asks for the same pages of the index */

/**
 * sijil_store_take_lock: (skip)
 * @self: a store that is not open
 * @error: return location for an error
 *
 * Returns: %TRUE if no other process has this profile
 */
gboolean
sijil_store_take_lock (SijilStore *self, GError **error)
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
  return GINT_TO_POINTER (
      sijil_index_upgrade (session->db, error) && sijil_match_index_upgrade (session->db, error) &&
      sijil_read_anew_if_newer (session->db, error) && sijil_link_name_desk (session, error));
}

static gboolean
open_lanes (SijilStore *self, const char *file, SijilDbMode mode, GError **error)
{
  g_free (self->path);
  self->path = g_build_filename (self->profile, file, NULL);
  self->sessions[SIJIL_LANE_WRITE].db = sijil_db_open (self->path, self->key, mode, error);
  if (self->sessions[SIJIL_LANE_WRITE].db == NULL ||
      !sijil_schema_upgrade (self->sessions[SIJIL_LANE_WRITE].db, error))
    return FALSE;
  for (int i = SIJIL_LANE_READ; i < SIJIL_N_LANES; i++) {
    if (i == SIJIL_LANE_ASIDE)
      continue;
    self->sessions[i].db = sijil_db_open (self->path, self->key, SIJIL_DB_READ_ONLY, error);
    if (self->sessions[i].db == NULL)
      return FALSE;
  }
  sijil_db_cache (self->sessions[SIJIL_LANE_READ].db, CACHE_OF_SEARCHES);
  self->workers[SIJIL_LANE_WRITE] = sijil_db_worker_new ("store-write");
  self->workers[SIJIL_LANE_READ] = sijil_db_worker_new ("store-read");
  self->workers[SIJIL_LANE_ASIDE] = sijil_db_worker_new ("store-aside");
  return sijil_store_write (self, prepare_file, NULL, error) != NULL;
}

static gboolean
open_connections (SijilStore *self, const guint8 *key, const char *file, SijilDbMode mode,
                  GError **error)
{
  g_autoptr (GError) local = NULL;

  if (sodium_init () < 0)
    return FALSE;
  self->key = sodium_malloc (SIJIL_KEY_LEN);
  if (self->key == NULL)
    return sijil_store_fail (error, _ ("The folder of the register cannot be used"));
  memcpy (self->key, key, SIJIL_KEY_LEN);
  if (open_lanes (self, file, mode, &local))
    return TRUE;
  sijil_store_file_explain (&local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
set_person (SijilStore *self, const char *slot, const char *name, const char *role)
{
  g_autofree char *office = sijil_meta_text (self->sessions[SIJIL_LANE_PAGE].db, SIJIL_META_OFFICE);

  g_free (self->association);
  self->association = sijil_meta_text (self->sessions[SIJIL_LANE_PAGE].db, SIJIL_META_ASSOCIATION);
  for (int i = 0; i < SIJIL_N_LANES; i++) {
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
 * Returns: whether there is a register in it, or was one that can be restored
 */
gboolean
sijil_profile_exists (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, SIJIL_STORE_FILE, NULL);
  g_autofree char *keys = g_build_filename (profile, "keys", NULL);
  g_autofree char *backups = g_build_filename (profile, "backups", NULL);
  g_autofree char *stage = g_build_filename (profile, "restoring", "aside", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (stage, G_FILE_TEST_EXISTS) ||
         (g_file_test (keys, G_FILE_TEST_EXISTS) && g_file_test (backups, G_FILE_TEST_EXISTS));
}

/* A register that could not be finished leaves nothing behind: its recovery code was never shown.
 */
static void
remove_unfinished (SijilStore *self, const char *slot)
{
  g_autofree char *clerk = g_strconcat ("keys/", slot, ".slot", NULL);
  const char *const files[] = { SIJIL_STORE_NEW_FILE,        SIJIL_STORE_NEW_FILE "-wal",
                                SIJIL_STORE_NEW_FILE "-shm", clerk,
                                "keys/recovery.slot",        "keys" };

  sijil_store_close_file (self);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (self->profile, files[i], NULL);

    g_remove (path);
  }
}

static gboolean
make_file (SijilStore *self, const guint8 *key, FirstWords *words, GError **error)
{
  if (!open_connections (self, key, SIJIL_STORE_NEW_FILE, SIJIL_DB_CREATE, error) ||
      sijil_store_write (self, write_first_words, words, error) == NULL)
    return FALSE;
  sijil_store_close_file (self);
  return sijil_store_file_name (self->profile, error);
}

/**
 * sijil_store_rekey: (skip)
 * @self: a store that is open, in whichever thread; nobody else may use it meanwhile
 * @leaving: the slot that shall not open it any more
 * @error: return location for an error
 *
 * Encrypts the file with a new key and gives that to all slots but one. A power cut leaves the old
 * key in force or the new one; the next unlock finds out which.
 *
 * Returns: %TRUE if the store is open under the new key
 */
gboolean
sijil_store_rekey (SijilStore *self, const char *leaving, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, SIJIL_STORE_FILE, NULL);
  guint8 key[SIJIL_KEY_LEN], next[SIJIL_KEY_LEN];
  gboolean changed, ended;

  memcpy (key, self->key, sizeof key);
  randombytes_buf (next, sizeof next);
  if (!sijil_keys_change_begin (self->profile, key, next, leaving, error)) {
    sijil_keys_change_end (self->profile, key, NULL);
    sodium_memzero (key, sizeof key);
    return FALSE;
  }
  sijil_store_close_file (self);
  changed = sijil_db_rekey (path, key, next, error);
  ended = sijil_keys_change_end (self->profile, changed ? next : key, changed ? error : NULL);
  ended = open_connections (self, changed ? next : key, SIJIL_STORE_FILE, SIJIL_DB_READ_WRITE,
                            changed && ended ? error : NULL) &&
          ended;
  sodium_memzero (key, sizeof key);
  sodium_memzero (next, sizeof next);
  return changed && ended;
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
  if (g_mkdir_with_parents (profile, 0700) != 0 || !sijil_store_take_lock (self, error) ||
      !sijil_store_file_begin (profile, error) ||
      !sijil_keys_create (profile, clerk, passphrase, key, &slot, recovery_code, error)) {
    if (error != NULL && *error == NULL)
      g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                   _ ("The folder of the register could not be made: %s"), g_strerror (errno));
    return NULL;
  }
  words.slot = slot;
  self->sessions[SIJIL_LANE_WRITE].actor = g_strdup (slot);
  ok = make_file (self, key, &words, error);
  if (!ok) {
    sodium_memzero (key, sizeof key);
    remove_unfinished (self, slot);
    return NULL;
  }
  ok = open_connections (self, key, SIJIL_STORE_FILE, SIJIL_DB_READ_WRITE, error);
  sodium_memzero (key, sizeof key);
  if (!ok)
    return NULL;
  g_clear_pointer (&self->sessions[SIJIL_LANE_WRITE].actor, g_free);
  set_person (self, slot, clerk, "coordinator");
  return g_steal_pointer (&self);
}

/* Which of two keys the file is encrypted with, if a change of keys had been interrupted. */
static const guint8 *
key_in_force (SijilStore *self, const SijilOpened *opened, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (sijil_store_file_check (self->profile, opened->key, SIJIL_DB_PAGES, &local))
    return opened->key;
  if (opened->has_next && g_error_matches (local, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_KEY))
    return sijil_store_file_check (self->profile, opened->next, SIJIL_DB_PAGES, error)
               ? opened->next
               : NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static SijilStore *
unlock (SijilStore *self, const SijilOpened *opened, const char *slot, const char *name,
        const char *role, GError **error)
{
  const guint8 *key = key_in_force (self, opened, error);
  g_autofree char *letters = NULL;

  if (key == NULL || !open_connections (self, key, SIJIL_STORE_FILE, SIJIL_DB_READ_WRITE, error) ||
      !sijil_keys_change_end (self->profile, key, error))
    return NULL;
  letters = sijil_meta_text (self->sessions[SIJIL_LANE_PAGE].db, SIJIL_META_LETTERS);
  if (letters == NULL) { /* each register has them from its first moment */
    g_set_error_literal (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DAMAGED, "no letters");
    sijil_store_file_explain (error);
    return NULL;
  }
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
  if (slots == NULL) {
    g_clear_error (error);
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_KEY,
                         _ ("The key files are not in the register’s folder any more, so it cannot "
                            "be opened. Restore a backup: it has them"));
  } else
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
  g_autoptr (SijilSlot) slot = NULL;
  g_auto (SijilOpened) opened = { { 0 } };

  if (!sijil_store_take_lock (self, error) || !sijil_restore_finish (profile, error))
    return NULL;
  slot = find_slot (profile, slot_id, error);
  if (slot == NULL || !sijil_keys_open (profile, slot->id, passphrase, &opened, error))
    return NULL;
  return unlock (self, &opened, slot->id, opened.name, opened.role, error);
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
  g_auto (SijilOpened) opened = { { 0 } };

  if (!sijil_store_take_lock (self, error) || !sijil_restore_finish (profile, error) ||
      !sijil_keys_recover (profile, code, &opened, error))
    return NULL;
  return unlock (self, &opened, SIJIL_RECOVERY, _ ("Recovery code"), "coordinator", error);
}
