#define G_LOG_DOMAIN "sijil-store"

#include "sijil-store-file.h"

#include "sijil-date.h"
#include "sijil-file.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* Every page of a usual register is looked at before it is opened: about 250 MB in a second. Larger
 * ones are read whole once a day, for the backup. */
#define LOOKED_THROUGH (64 * 1024 * 1024)

/**
 * sijil_store_fail: (skip)
 * @error: return location for an error
 * @what: a sentence with one %s for the reason that the system gives
 *
 * Says what a call of the system could not do.
 *
 * Returns: %FALSE
 */
gboolean
sijil_store_fail (GError **error, const char *what)
{
  int saved = errno;

  if (saved == ENOSPC || saved == EDQUOT)
    g_set_error_literal (
        error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NO_ROOM,
        _ ("The disk is full. What was saved before is safe; free some space and try again"));
  else
    g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED, "%s: %s", what,
                 g_strerror (saved));
  return FALSE;
}

static void
replace (GError **error, SijilStoreError code, const char *sentence)
{
  g_clear_error (error);
  g_set_error_literal (error, SIJIL_STORE_ERROR, (int) code, sentence);
}

/**
 * sijil_store_file_explain: (skip)
 * @error: (inout) (nullable): what kept a register from being opened
 *
 * Says it as the person at the desk needs it: what happened, what was kept, what to do.
 */
void
sijil_store_file_explain (GError **error)
{
  if (error == NULL || *error == NULL || (*error)->domain != SIJIL_DB_ERROR)
    return;
  switch ((SijilDbError) (*error)->code) {
  case SIJIL_DB_ERROR_WRONG_KEY:
    replace (error, SIJIL_STORE_ERROR_WRONG_KEY,
             _ ("The key files here do not fit the register’s file: they are of another register, "
                "or its beginning is destroyed. Nothing was changed. Restore a backup"));
    break;
  case SIJIL_DB_ERROR_DAMAGED:
    replace (error, SIJIL_STORE_ERROR_DAMAGED,
             _ ("The register’s file is damaged, so it was not opened. It stays as it is, and so "
                "do the backups. Restore the newest backup"));
    break;
  case SIJIL_DB_ERROR_NEWER:
    replace (error, SIJIL_STORE_ERROR_NEWER,
             _ ("A newer version of the program made this register. Nothing in it was changed. "
                "Update the program"));
    break;
  case SIJIL_DB_ERROR_FULL:
    replace (error, SIJIL_STORE_ERROR_NO_ROOM,
             _ ("The disk is full. What was saved before is safe; free some space and try again"));
    break;
  case SIJIL_DB_ERROR_FAILED:
  case SIJIL_DB_ERROR_NOT_ENCRYPTED:
  case SIJIL_DB_ERROR_CONSTRAINT:
  case SIJIL_DB_ERROR_DISK:
    break;
  }
}

/**
 * sijil_store_file_check: (skip)
 * @folder: a profile, or a backup of one
 * @key: the database key
 * @care: how closely to look
 * @error: return location for an error
 *
 * Looks whether the register's file can be used, without writing to it.
 *
 * Returns: %TRUE if it can
 */
gboolean
sijil_store_file_check (const char *folder, const guint8 *key, SijilDbCare care, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SIJIL_STORE_FILE, NULL);
  GStatBuf info;

  if (g_stat (path, &info) != 0) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED,
                         _ ("The register’s file is not in its folder any more. The backups are "
                            "kept: restore the newest one"));
    return FALSE;
  }
  if (care == SIJIL_DB_PAGES && info.st_size > LOOKED_THROUGH)
    care = SIJIL_DB_GLANCE;
  if (sijil_db_check (path, key, care, error))
    return TRUE;
  sijil_store_file_explain (error);
  return FALSE;
}

/**
 * sijil_store_file_copy: (skip)
 * @from: a file
 * @to: a file that is not there yet
 * @error: return location for an error
 *
 * Returns: %TRUE if the copy is on the disk for certain
 */
gboolean
sijil_store_file_copy (const char *from, const char *to, GError **error)
{
  return sijil_file_copy (from, to) ||
         sijil_store_fail (error, _ ("The backup could not be copied"));
}

/**
 * sijil_store_set_aside: (skip)
 * @profile: the folder of a profile
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a new folder in it, for what gives way but is never deleted
 */
char *
sijil_store_set_aside (const char *profile, GError **error)
{
  g_autofree char *today = sijil_date_today ();

  for (guint i = 1; i < 1000; i++) {
    g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
    g_autofree char *name = g_strconcat ("set-aside-", today, number, NULL);
    g_autofree char *path = g_build_filename (profile, name, NULL);

    if (g_mkdir (path, 0700) == 0)
      return g_steal_pointer (&path);
    if (errno != EEXIST)
      break;
  }
  sijil_store_fail (error, _ ("The folder of the register could not be changed"));
  return NULL;
}

/* What the library and a change of keys put beside a file. Without them it is another one, so that
 * it comes and goes with them. */
const char *const sijil_store_file_parts[] = {
  "-journal", "-wal", "-shm", SIJIL_DB_FRESH, "", NULL
};

/**
 * sijil_store_file_unlink: (skip)
 * @folder: a folder
 * @file: the name of a register's file in it
 *
 * Removes the file and all that is beside it.
 */
void
sijil_store_file_unlink (const char *folder, const char *file)
{
  for (guint i = 0; sijil_store_file_parts[i] != NULL; i++) {
    g_autofree char *name = g_strconcat (file, sijil_store_file_parts[i], NULL);
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
}

/* A journal of a file that is not here any more: kept, like all that gave way. */
static gboolean
set_journal_aside (const char *profile, GError **error)
{
  g_autofree char *aside = sijil_store_set_aside (profile, error);
  g_autofree char *from = g_build_filename (profile, SIJIL_STORE_FILE "-journal", NULL);
  g_autofree char *to = NULL;

  if (aside == NULL)
    return FALSE;
  to = g_build_filename (aside, SIJIL_STORE_FILE "-journal", NULL);
  return (g_rename (from, to) == 0 && sijil_file_keep (aside) && sijil_file_keep (profile)) ||
         sijil_store_fail (error, _ ("The folder of the register could not be changed"));
}

/**
 * sijil_store_file_settle: (skip)
 * @profile: the folder of a register that this process has locked and not opened
 * @key: a key; it need not be the one in force
 * @error: return location for an error, a sentence
 *
 * Undoes what was being written into the register's file, or beside it, when the power failed. Only
 * then can be asked which key it has.
 *
 * Returns: %TRUE if the file can be looked at
 */
gboolean
sijil_store_file_settle (const char *profile, const guint8 *key, GError **error)
{
  g_autofree char *path = g_build_filename (profile, SIJIL_STORE_FILE, NULL);
  g_autofree char *fresh = g_strconcat (path, SIJIL_DB_FRESH, NULL);

  g_unlink (fresh);
  /* While the file was encrypted anew in place, the slots held two keys. If they do not, that has
   * ended, or another file has taken its place: rolled back, the journal would destroy this one. */
  if (sijil_db_journal_is_of_change (path) && !sijil_keys_are_changing (profile) &&
      !set_journal_aside (profile, error))
    return FALSE;
  if (sijil_db_roll_back (path, key, error))
    return TRUE;
  sijil_store_file_explain (error);
  return FALSE;
}

/**
 * sijil_store_file_begin: (skip)
 * @profile: the folder of a register that is about to be made
 * @error: return location for an error
 *
 * Makes room: what an earlier attempt left unfinished goes, but keys are set aside, since they may
 * belong to a file that somebody has moved.
 *
 * Returns: %TRUE if a register can be made
 */
gboolean
sijil_store_file_begin (const char *profile, GError **error)
{
  g_autofree char *keys = g_build_filename (profile, "keys", NULL);
  g_autofree char *aside = NULL, *to = NULL;

  sijil_store_file_unlink (profile, SIJIL_STORE_NEW_FILE);
  if (!g_file_test (keys, G_FILE_TEST_EXISTS) || g_rmdir (keys) == 0)
    return TRUE;
  aside = sijil_store_set_aside (profile, error);
  if (aside == NULL)
    return FALSE;
  to = g_build_filename (aside, "keys", NULL);
  return g_rename (keys, to) == 0 ||
         sijil_store_fail (error, _ ("The folder of the register could not be changed"));
}

/**
 * sijil_store_file_name: (skip)
 * @profile: the folder of a register that is finished, and closed
 * @error: return location for an error
 *
 * Only a finished register gets its name, so that there is a whole one or none.
 *
 * Returns: %TRUE if it has its name
 */
gboolean
sijil_store_file_name (const char *profile, GError **error)
{
  g_autofree char *from = g_build_filename (profile, SIJIL_STORE_NEW_FILE, NULL);
  g_autofree char *log = g_strconcat (from, "-wal", NULL);
  g_autofree char *to = g_build_filename (profile, SIJIL_STORE_FILE, NULL);

  /* Had its log not gone into the file, something of it would be left behind. */
  if (g_file_test (log, G_FILE_TEST_EXISTS)) {
    errno = ENOSPC;
    return sijil_store_fail (error, "");
  }
  return (g_rename (from, to) == 0 && sijil_file_keep (profile)) ||
         sijil_store_fail (error, _ ("The folder of the register could not be made"));
}
