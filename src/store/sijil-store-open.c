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
  if (self->lock < 0) /* it needs no writing to be held */
    self->lock = g_open (path, O_RDONLY | O_CLOEXEC, 0);
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
has_tables (SijilDb *db, SijilDbMode mode, GError **error)
{
  if (mode != SIJIL_DB_STILL)
    return sijil_schema_upgrade (db, error);
  if (sijil_schema_is_latest (db))
    return TRUE;
  errno = ENOSPC;
  return sijil_store_fail (error, "");
}

static gboolean
open_lanes (SijilStore *self, const char *file, SijilDbMode mode, GError **error)
{
  g_free (self->path);
  self->path = g_build_filename (self->profile, file, NULL);
  self->only_reads = mode == SIJIL_DB_STILL;
  self->sessions[SIJIL_LANE_WRITE].db = sijil_db_open (self->path, self->key, mode, error);
  if (self->sessions[SIJIL_LANE_WRITE].db == NULL ||
      !has_tables (self->sessions[SIJIL_LANE_WRITE].db, mode, error))
    return FALSE;
  for (int i = SIJIL_LANE_READ; i < SIJIL_N_LANES; i++) {
    if (i == SIJIL_LANE_ASIDE)
      continue;
    self->sessions[i].db =
        sijil_db_open (self->path, self->key, sijil_store_reading_mode (self), error);
    if (self->sessions[i].db == NULL)
      return FALSE;
  }
  sijil_db_cache (self->sessions[SIJIL_LANE_READ].db, CACHE_OF_SEARCHES);
  self->workers[SIJIL_LANE_WRITE] = sijil_db_worker_new ("store-write");
  self->workers[SIJIL_LANE_READ] = sijil_db_worker_new ("store-read");
  self->workers[SIJIL_LANE_ASIDE] = sijil_db_worker_new ("store-aside");
  return self->only_reads || sijil_store_write (self, prepare_file, NULL, error) != NULL;
}

/**
 * sijil_store_open_file: (skip)
 * @self: a store that is not open
 * @key: the database key
 * @file: the name of the register's file
 * @mode: whether to create, write or only read
 * @error: return location for an error, a sentence
 *
 * Returns: %TRUE if all lanes are open
 */
gboolean
sijil_store_open_file (SijilStore *self, const guint8 *key, const char *file, SijilDbMode mode,
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

/**
 * sijil_store_set_person: (skip)
 * @self: a store that is open
 * @slot: whose key slot opened it
 * @name: the clerk
 * @role: the clerk's role
 *
 * Says who is at the desk.
 */
void
sijil_store_set_person (SijilStore *self, const char *slot, const char *name, const char *role)
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

/**
 * sijil_store_new: (skip)
 * @profile: the folder of a profile
 *
 * Returns: (transfer full): a store that is not open
 */
SijilStore *
sijil_store_new (const char *profile)
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
  const char *const files[] = { clerk, "keys/recovery.slot", "keys" };

  sijil_store_close_file (self);
  sijil_store_file_unlink (self->profile, SIJIL_STORE_NEW_FILE);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (self->profile, files[i], NULL);

    g_remove (path);
  }
}

static gboolean
make_file (SijilStore *self, const guint8 *key, FirstWords *words, GError **error)
{
  if (!sijil_store_open_file (self, key, SIJIL_STORE_NEW_FILE, SIJIL_DB_CREATE, error) ||
      sijil_store_write (self, write_first_words, words, error) == NULL)
    return FALSE;
  sijil_store_close_file (self);
  return sijil_store_file_name (self->profile, error);
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
  g_autoptr (SijilStore) self = sijil_store_new (profile);
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
  ok = sijil_store_open_file (self, key, SIJIL_STORE_FILE, SIJIL_DB_READ_WRITE, error);
  sodium_memzero (key, sizeof key);
  if (!ok)
    return NULL;
  g_clear_pointer (&self->sessions[SIJIL_LANE_WRITE].actor, g_free);
  sijil_store_set_person (self, slot, clerk, "coordinator");
  return g_steal_pointer (&self);
}
