#define G_LOG_DOMAIN "sijil-store"

#include "sijil-store-file.h"

#include "sijil-date.h"
#include "sijil-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

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
 * sijil_store_keep_folder: (skip)
 * @folder: a folder
 *
 * What was renamed in it is on the disk for certain.
 *
 * Returns: %TRUE if the disk says so
 */
gboolean
sijil_store_keep_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
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
  static const char *const LEFT[] = { SIJIL_STORE_NEW_FILE, SIJIL_STORE_NEW_FILE "-wal",
                                      SIJIL_STORE_NEW_FILE "-shm" };
  g_autofree char *keys = g_build_filename (profile, "keys", NULL);
  g_autofree char *aside = NULL, *to = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (LEFT); i++) {
    g_autofree char *path = g_build_filename (profile, LEFT[i], NULL);

    g_unlink (path);
  }
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
  return (g_rename (from, to) == 0 && sijil_store_keep_folder (profile)) ||
         sijil_store_fail (error, _ ("The folder of the register could not be made"));
}
