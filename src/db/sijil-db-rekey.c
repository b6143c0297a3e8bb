#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-check.h"

#include "sijil-db-private.h"
#include "sijil-file.h"
#include "sijil-i18n.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* What a journal of the library begins with: magic, number of records, a number, pages of the file,
 * size of a sector, size of a page. Records follow from the next sector on: number of the page, the
 * page, a sum. */
#define MAGIC "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
#define HEAD 28
#define AT_SECTOR 20
#define AT_PAGE 24

/**
 * sijil_db_keep: (skip)
 * @path: a file or a folder
 * @error: return location for an error
 *
 * Returns: %TRUE if it is on the disk for certain
 */
gboolean
sijil_db_keep (const char *path, GError **error)
{
  if (sijil_file_keep (path))
    return TRUE;
  g_set_error_literal (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DISK,
                       _ ("The disk failed to read or write. What was saved before is safe; try "
                          "again, and make a backup on another disk"));
  return FALSE;
}

static gboolean
keep_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sijil_db_keep (folder, error);
}

/* The log goes into the file, and cannot come back after a power cut. */
static gboolean
without_log (const char *path, const guint8 *key, GError **error)
{
  g_autoptr (SijilDb) db = sijil_db_open (path, key, SIJIL_DB_READ_WRITE, error);
  gboolean ok =
      db != NULL &&
      sijil_db_exec (db, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;", error);

  g_clear_pointer (&db, sijil_db_close);
  return ok && keep_folder_of (path, error);
}

/**
 * sijil_db_rekey_in_place:
 * @path: a file that no connection has open, and that nobody misses
 * @key: its key
 * @next: its key afterwards
 * @error: return location for an error
 *
 * Encrypts every page anew, and looks at each. Whatever cuts it short destroys the file.
 *
 * Returns: %TRUE if @next opens it now
 */
gboolean
sijil_db_rekey_in_place (const char *path, const guint8 *key, const guint8 *next, GError **error)
{
  g_autoptr (SijilDb) db = sijil_db_open_unread (path, key, SIJIL_DB_READ_WRITE, error);

  if (db == NULL ||
      !sijil_db_exec (db, "PRAGMA synchronous=FULL; PRAGMA journal_mode=OFF;", error) ||
      !sijil_db_key_pragma (db, "rekey", next, error))
    return FALSE;
  g_clear_pointer (&db, sijil_db_close);
  return sijil_db_keep (path, error) && sijil_db_check (path, next, SIJIL_DB_PAGES, error);
}

static gboolean
take_place (const char *fresh, const char *path, GError **error)
{
  if (g_rename (fresh, path) == 0)
    return keep_folder_of (path, error);
  sijil_db_set_error (error, NULL, errno == ENOSPC ? SQLITE_FULL : SQLITE_IOERR);
  return FALSE;
}

/**
 * sijil_db_rekey:
 * @path: a file that no connection has open
 * @key: its key
 * @next: its key afterwards
 * @error: return location for an error
 *
 * Encrypts a copy anew, which then takes the file's place: at each moment there is a whole file,
 * under the old key or the new one. If this fails, either may be in force.
 *
 * Returns: %TRUE if @next opens it now
 */
gboolean
sijil_db_rekey (const char *path, const guint8 *key, const guint8 *next, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, SIJIL_DB_FRESH, NULL);

  g_unlink (fresh);
  if (!without_log (path, key, error))
    return FALSE;
  if (!sijil_file_copy (path, fresh))
    sijil_db_set_error (error, NULL,
                        errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? SQLITE_FULL
                                                                             : SQLITE_IOERR);
  else if (sijil_db_rekey_in_place (fresh, key, next, error) && take_place (fresh, path, error))
    return TRUE;
  g_unlink (fresh);
  return FALSE;
}

static guint32
number_at (const char *bytes)
{
  guint32 big;

  memcpy (&big, bytes, sizeof big);
  return GUINT32_FROM_BE (big);
}

static gboolean
has_other_page (FILE *journal)
{
  char head[HEAD], number[4];
  guint32 sector, page;

  if (fread (head, 1, HEAD, journal) != HEAD || memcmp (head, MAGIC, strlen (MAGIC)) != 0)
    return FALSE;
  sector = number_at (head + AT_SECTOR);
  page = number_at (head + AT_PAGE);
  for (long at = (long) sector;
       fseek (journal, at, SEEK_SET) == 0 &&
       fread (number, 1, sizeof number, journal) == sizeof number && number_at (number) != 0;
       at += (long) page + 8)
    if (number_at (number) != 1)
      return TRUE;
  return FALSE;
}

/**
 * sijil_db_journal_is_of_change:
 * @path: a file that no connection has open
 *
 * A file is written without a log in two cases only: when it becomes one with a log, which changes
 * its first page, and, until some time ago, when all of it was encrypted anew.
 *
 * Returns: whether a journal beside the file is one of the second case
 */
gboolean
sijil_db_journal_is_of_change (const char *path)
{
  g_autofree char *name = g_strconcat (path, "-journal", NULL);
  FILE *journal = g_fopen (name, "rbe");
  gboolean other = journal != NULL && has_other_page (journal);

  if (journal != NULL)
    fclose (journal);
  return other;
}

static gboolean
has_journal (const char *path)
{
  g_autofree char *name = g_strconcat (path, "-journal", NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/**
 * sijil_db_roll_back:
 * @path: a file that no connection has open
 * @key: a key; it need not be the file's own
 * @error: return location for an error
 *
 * What was being written when the power failed is undone: the journal holds the pages as they were,
 * encrypted. A connection that only reads is refused until then, for ever.
 *
 * Returns: %TRUE if nothing is left to be undone
 */
gboolean
sijil_db_roll_back (const char *path, const guint8 *key, GError **error)
{
  g_autoptr (SijilDb) db = NULL;
  g_autoptr (GError) local = NULL;

  if (!has_journal (path))
    return TRUE;
  db = sijil_db_open_unread (path, key, SIJIL_DB_READ_WRITE, error);
  if (db == NULL)
    return FALSE;
  /* Any read does it; whether the key fits is asked of the file afterwards. */
  if (sijil_db_exec (db, "SELECT count(*) FROM sqlite_master", &local) ||
      g_error_matches (local, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY) ||
      g_error_matches (local, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DAMAGED)) {
    g_clear_pointer (&db, sijil_db_close);
    return keep_folder_of (path, error);
  }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
