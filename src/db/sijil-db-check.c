#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-check.h"

#include "sijil-db-private.h"
#include "sijil-i18n.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096

static void
set_damaged (GError **error)
{
  g_clear_error (error);
  g_set_error_literal (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DAMAGED,
                       _ ("The register’s file is damaged. Restore a backup"));
}

/* How many faults a check of the library names. */
static gint64
count_faults (SijilDb *db, const char *pragma, const char *fine)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, pragma, "");
  gint64 n = 0;

  if (stmt == NULL)
    return G_MAXINT64;
  while (sijil_stmt_next (stmt))
    if (g_strcmp0 (sijil_stmt_text (stmt, 0), fine) != 0)
      n++;
  return sijil_stmt_finish (stmt, NULL) ? n : G_MAXINT64;
}

/* Asked twice before anybody is told to restore a backup: a disk may fail to read once. */
static gboolean
is_faulty (SijilDb *db, const char *pragma, const char *fine)
{
  return count_faults (db, pragma, fine) > 0 && count_faults (db, pragma, fine) > 0;
}

/* Whether one page at least was written under this key: then the key is right, and it is the first
 * page that is broken. */
static gboolean
key_fits (const char *path, const guint8 *key, gint64 size)
{
  g_autoptr (SijilDb) db = sijil_db_open_unread (path, key, SIJIL_DB_STILL, NULL);

  return db != NULL && count_faults (db, "PRAGMA cipher_integrity_check", NULL) < size / PAGE;
}

/**
 * sijil_db_check:
 * @path: the file
 * @key: %SIJIL_DB_KEY_LEN bytes
 * @care: how closely to look
 * @error: return location for an error
 *
 * Looks whether a file that nobody writes to can be used, and makes nothing beside it. A file that
 * another register's key belongs to (%SIJIL_DB_ERROR_WRONG_KEY) is told from one that is damaged
 * (%SIJIL_DB_ERROR_DAMAGED).
 *
 * Returns: %TRUE if nothing is wrong
 */
gboolean
sijil_db_check (const char *path, const guint8 *key, SijilDbCare care, GError **error)
{
  g_autoptr (SijilDb) db = NULL;
  g_autoptr (GError) local = NULL;
  gboolean log = sijil_db_has_log (path);
  GStatBuf info;

  /* The library takes an empty file for a new database. */
  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || (info.st_size < PAGE && !log)) {
    set_damaged (error);
    return FALSE;
  }
  db = sijil_db_open (path, key, SIJIL_DB_STILL, &local);
  if (db == NULL) {
    if (g_error_matches (local, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY) &&
        key_fits (path, key, info.st_size))
      set_damaged (error);
    else
      g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* The check of pages looks into the file alone; with a log the other one looks through both. */
  if (log && care == SIJIL_DB_PAGES)
    care = SIJIL_DB_THOROUGH;
  if ((care >= SIJIL_DB_PAGES && !log && is_faulty (db, "PRAGMA cipher_integrity_check", NULL)) ||
      (care >= SIJIL_DB_THOROUGH && is_faulty (db, "PRAGMA quick_check", "ok"))) {
    set_damaged (error);
    return FALSE;
  }
  return TRUE;
}

/**
 * sijil_db_copy:
 * @from: a file that may be in use
 * @to: a file that is not there yet
 * @key: %SIJIL_DB_KEY_LEN bytes
 * @error: return location for an error
 *
 * Writes an encrypted copy under the same key, as of one moment, and checks it closely. It is on
 * the disk for certain then; a copy that failed is removed.
 *
 * Returns: %TRUE if the copy is whole
 */
gboolean
sijil_db_copy (const char *from, const char *to, const guint8 *key, GError **error)
{
  g_autoptr (SijilDb) db = sijil_db_open (from, key, SIJIL_DB_READ_ONLY, error);
  int fd;
  gboolean ok;

  if (db == NULL)
    return FALSE;
  /* The library makes the file readable to others wherever the umask lets it. */
  fd = g_open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  ok = sijil_db_run (db, error, "VACUUM INTO ?1", "t", to) && sijil_db_keep (to, error) &&
       sijil_db_check (to, key, SIJIL_DB_THOROUGH, error);
  if (!ok)
    g_unlink (to);
  return ok;
}
