#define G_LOG_DOMAIN "sijil-store"

#include "sijil-backup-files.h"

#include "sijil-file.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-restore-keys.h"
#include "sijil-schema.h"
#include "sijil-store-file.h"
#include "sijil-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

/* Where a restored register stands until it takes its place. Once the file ASIDE is in it, it is
 * whole, and whoever comes next finishes the change: a power cut in the middle loses nothing. */
#define STAGE "restoring"
#define ASIDE "aside"

/**
 * sijil_backup_copy:
 * @backup: a backup
 * @folder: a folder on another disk, a USB stick for instance
 * @error: return location for an error, a sentence
 *
 * Copies a backup as it is, encrypted, under a name that tells nothing but the day. It has that
 * name only when it is whole.
 *
 * Returns: (transfer full) (nullable): the folder of the copy
 */
char *
sijil_backup_copy (const SijilBackup *backup, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) slots = sijil_slots_read (backup->path, error);
  g_autofree char *part = NULL, *from = NULL, *to = NULL, *about = NULL, *about_to = NULL;
  char *path = NULL;

  if (slots == NULL)
    return NULL;
  part = g_build_filename (folder, ".sijil-backup-XXXXXX", NULL);
  if (g_mkdtemp_full (part, 0700) == NULL) {
    sijil_store_fail (error, _ ("This folder cannot be written to. Choose another one"));
    return NULL;
  }
  from = g_build_filename (backup->path, SIJIL_STORE_FILE, NULL);
  to = g_build_filename (part, SIJIL_STORE_FILE, NULL);
  about = g_build_filename (backup->path, SIJIL_BACKUP_ABOUT, NULL);
  about_to = g_build_filename (part, SIJIL_BACKUP_ABOUT, NULL);
  for (guint i = 1; path == NULL; i++) {
    g_autofree char *name = i > 1 ? g_strdup_printf ("sijil-backup-%s-%u", backup->date, i)
                                  : g_strconcat ("sijil-backup-", backup->date, NULL);
    g_autofree char *candidate = g_build_filename (folder, name, NULL);

    if (!g_file_test (candidate, G_FILE_TEST_EXISTS))
      path = g_steal_pointer (&candidate);
  }
  if (sijil_store_file_copy (from, to, error) && sijil_slots_write (slots, part, error) &&
      sijil_store_file_copy (about, about_to, error)) {
    if (sijil_file_keep (part) && g_rename (part, path) == 0) {
      sijil_file_keep (folder);
      return path;
    }
    sijil_store_fail (error, _ ("The backup could not be copied"));
  }
  sijil_folder_remove (part);
  g_free (path);
  return NULL;
}

static gboolean
move (const char *from_folder, const char *name, const char *to_folder, GError **error)
{
  g_autofree char *from = g_build_filename (from_folder, name, NULL);
  g_autofree char *to = g_build_filename (to_folder, name, NULL);

  return g_rename (from, to) == 0 || errno == ENOENT ||
         sijil_store_fail (error, _ ("The folder of the register could not be changed"));
}

static gboolean
keep_both (const char *profile, const char *aside, GError **error)
{
  return (sijil_file_keep (profile) && sijil_file_keep (aside)) ||
         sijil_store_fail (error, _ ("The folder of the register could not be changed"));
}

/* All of it is away for certain before another file comes: what is beside a file would be taken for
 * a part of it. */
static gboolean
set_file_aside (const char *profile, const char *aside, GError **error)
{
  for (guint i = 0; sijil_store_file_parts[i] != NULL; i++) {
    g_autofree char *name = g_strconcat (SIJIL_STORE_FILE, sijil_store_file_parts[i], NULL);

    if (!move (profile, name, aside, error))
      return FALSE;
  }
  return keep_both (profile, aside, error);
}

static gboolean
there (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * sijil_restore_finish: (skip)
 * @profile: the folder of a register that this process has locked
 * @error: return location for an error
 *
 * Puts a restored register into its place, if there is one that waits for it; each step can be
 * taken again after a power cut.
 *
 * Returns: %TRUE if nothing waits any more
 */
gboolean
sijil_restore_finish (const char *profile, GError **error)
{
  g_autofree char *stage = g_build_filename (profile, STAGE, NULL);
  g_autofree char *note = g_build_filename (stage, ASIDE, NULL);
  g_autofree char *name = NULL, *aside = NULL;

  if (!g_file_get_contents (note, &name, NULL, NULL)) {
    sijil_folder_remove (stage); /* it never became whole */
    return TRUE;
  }
  if (strchr (name, G_DIR_SEPARATOR) != NULL || !g_str_has_prefix (name, "set-aside-")) {
    g_unlink (note);
    return TRUE;
  }
  aside = g_build_filename (profile, name, NULL);
  g_mkdir (aside, 0700); /* if a cut took it away again */
  /* While the new file is still on the stage, what lies in the profile is the old one. */
  if (there (stage, SIJIL_STORE_FILE)) {
    if (!set_file_aside (profile, aside, error) || !move (stage, SIJIL_STORE_FILE, profile, error))
      return FALSE;
  }
  if (there (stage, "keys") &&
      (!move (profile, "keys", aside, error) || !move (stage, "keys", profile, error)))
    return FALSE;
  if (!keep_both (profile, aside, error))
    return FALSE;
  sijil_folder_remove (stage);
  return TRUE;
}

/* The backup itself is not opened: a copy of it is, and that is what takes the register's place. */
static gboolean
set_stage (const SijilRestore *request, const char *stage, GError **error)
{
  g_autofree char *from = g_build_filename (request->backup, SIJIL_STORE_FILE, NULL);
  g_autofree char *to = g_build_filename (stage, SIJIL_STORE_FILE, NULL);

  sijil_folder_remove (stage);
  if (g_mkdir (stage, 0700) != 0)
    return sijil_store_fail (error, _ ("The backup could not be copied"));
  return sijil_store_file_copy (from, to, error);
}

/* Whose key opens the backup. */
static char *
find_slot (const SijilRestore *request, GError **error)
{
  g_autoptr (GPtrArray) slots = NULL;

  if (request->slot != NULL)
    return g_strdup (request->slot);
  slots = sijil_keys_list (request->backup, error);
  if (slots != NULL && slots->len > 0)
    return g_strdup (((SijilSlot *) slots->pdata[0])->id);
  if (slots != NULL)
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("This clerk has no key here"));
  return NULL;
}

static gboolean
check_stage (const char *stage, const guint8 *key, GError **error)
{
  g_autofree char *path = g_build_filename (stage, SIJIL_STORE_FILE, NULL);
  g_autoptr (SijilDb) db = NULL;

  if (!sijil_store_file_check (stage, key, SIJIL_DB_THOROUGH, NULL)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED,
                         _ ("This backup is damaged and was not taken. Nothing was changed. Choose "
                            "another one"));
    return FALSE;
  }
  db = sijil_db_open (path, key, SIJIL_DB_STILL, error);
  if (db == NULL)
    return FALSE;
  if (sijil_schema_is_known (db))
    return TRUE;
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NEWER,
                       _ ("A newer version of the program made this backup. Nothing was changed. "
                          "Update the program"));
  return FALSE;
}

/* The keys of today, and another one for the file: whoever has been removed since, and kept a copy
 * of the backup, knows the one that it had. Where there are no keys, those of the backup. */
static gboolean
give_keys (const SijilRestore *request, const char *stage, const SijilOpened *today, guint8 *key,
           GError **error)
{
  g_autofree char *path = g_build_filename (stage, SIJIL_STORE_FILE, NULL);
  guint8 next[SIJIL_KEY_LEN];
  gboolean ok;

  if (!sijil_restore_has_keys (request->profile)) {
    g_autoptr (GPtrArray) slots = sijil_slots_read (request->backup, error);

    return slots != NULL && sijil_slots_write (slots, stage, error);
  }
  randombytes_buf (next, sizeof next);
  ok = sijil_db_rekey_in_place (path, key, next, error) &&
       sijil_restore_carry_keys (request->profile, stage, today, next, error);
  memcpy (key, next, SIJIL_KEY_LEN);
  sodium_memzero (next, sizeof next);
  return ok;
}

/* Opens it where it stands, as it will be opened, and writes down what happens to it. So a register
 * that does not open never comes into the place of another. */
static gboolean
try_out (const SijilRestore *request, const char *stage, const guint8 *key, const char *clerk,
         GError **error)
{
  g_autoptr (SijilStore) store = sijil_store_new (stage);
  g_autoptr (SijilBackup) backup = sijil_backup_load (request->backup, NULL);
  g_autofree char *log = g_build_filename (stage, SIJIL_STORE_FILE "-wal", NULL);
  gboolean ok = sijil_store_open_file (store, key, SIJIL_STORE_FILE, SIJIL_DB_READ_WRITE, error);

  if (ok) {
    sijil_store_set_person (store, request->slot, clerk, "coordinator");
    ok = sijil_store_write (store, sijil_restore_note, backup != NULL ? backup->date : (char *) "",
                            error) != NULL;
  }
  sijil_store_close (store);
  if (!ok)
    return FALSE;
  /* Had its log not gone into the file, something of it would be left behind. */
  if (g_file_test (log, G_FILE_TEST_EXISTS)) {
    errno = ENOSPC;
    return sijil_store_fail (error, "");
  }
  return sijil_file_keep (stage) || sijil_store_fail (error, _ ("The backup could not be copied"));
}

/* From the moment at which the note is on the disk the change will happen. */
static gboolean
decide (const char *profile, const char *stage, char **aside, GError **error)
{
  g_autofree char *note = g_build_filename (stage, ASIDE, NULL);
  g_autofree char *name = NULL;

  *aside = sijil_store_set_aside (profile, error);
  if (*aside == NULL)
    return FALSE;
  name = g_path_get_basename (*aside);
  if (sijil_file_keep (profile) &&
      g_file_set_contents_full (note, name, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                error) &&
      sijil_file_keep (stage))
    return TRUE;
  if (g_unlink (note) == 0 || errno == ENOENT)
    g_rmdir (*aside);
  g_clear_pointer (aside, g_free);
  if (error != NULL && *error == NULL)
    sijil_store_fail (error, _ ("The folder of the register could not be changed"));
  return FALSE;
}

/* All of it, on the stage, before anything is changed. */
static gboolean
prepare (const SijilRestore *request, const char *stage, SijilOpened *of_that_day, guint8 *key,
         GError **error)
{
  g_auto (SijilOpened) today = { { 0 } };
  const char *clerk;

  if (!sijil_restore_allow (request, of_that_day, &today, error))
    return FALSE;
  clerk = sijil_restore_has_keys (request->profile) ? today.name : of_that_day->name;
  memcpy (key, of_that_day->key, SIJIL_KEY_LEN);
  return set_stage (request, stage, error) && check_stage (stage, key, error) &&
         give_keys (request, stage, &today, key, error) &&
         try_out (request, stage, key, clerk != NULL ? clerk : _ ("Recovery code"), error);
}

static gboolean
put_in_place (const char *profile, const char *aside, const guint8 *key, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (sijil_restore_finish (profile, &local) &&
      sijil_store_file_check (profile, key, SIJIL_DB_PAGES, &local))
    return TRUE;
  g_set_error (error, SIJIL_STORE_ERROR, local->code,
               /* Translators: %s is a folder, then a sentence that says why. */
               _ ("The backup could not be put in place whole. The register as it was is kept in "
                  "%s. %s"),
               aside, local->message);
  return FALSE;
}

/**
 * sijil_backup_restore:
 * @request: what, and by whom
 * @aside: (out) (optional) (nullable): the folder into which the present register was moved
 * @error: return location for an error, a sentence
 *
 * Puts a backup into the place of the register, after looking at every page of it and opening it
 * once. A register that is there gives way only if its coordinator allows it; it is moved aside and
 * never deleted, and its keys stay in force: a backup brings nobody back in. Takes as long as
 * reading and writing the backup: call it outside the main thread; then unlock the profile as ever.
 *
 * Returns: %TRUE if the profile holds the backup now; otherwise nothing was changed
 */
gboolean
sijil_backup_restore (const SijilRestore *request, char **aside, GError **error)
{
  g_autoptr (SijilStore) holder = sijil_store_new (request->profile);
  g_autofree char *stage = g_build_filename (request->profile, STAGE, NULL);
  g_autofree char *put = NULL, *slot = NULL;
  g_auto (SijilOpened) of_that_day = { { 0 } };
  SijilRestore by = *request;
  guint8 key[SIJIL_KEY_LEN] = { 0 };
  gboolean ok;

  if (g_mkdir_with_parents (request->profile, 0700) != 0)
    return sijil_store_fail (error, _ ("The folder of the register could not be made"));
  if (!sijil_store_take_lock (holder, error) || !sijil_restore_finish (request->profile, error) ||
      (slot = find_slot (request, error)) == NULL)
    return FALSE;
  by.slot = slot;
  if (!sijil_keys_open_backup (by.backup, by.profile, by.slot, by.secret, &of_that_day, error))
    return FALSE;
  ok = prepare (&by, stage, &of_that_day, key, error) &&
       decide (request->profile, stage, &put, error);
  if (!ok)
    sijil_folder_remove (stage);
  ok = ok && put_in_place (request->profile, put, key, error);
  sodium_memzero (key, sizeof key);
  if (!ok)
    return FALSE;
  if (g_rmdir (put) == 0) /* there was nothing to set aside */
    g_clear_pointer (&put, g_free);
  if (aside != NULL)
    *aside = g_steal_pointer (&put);
  return TRUE;
}
