#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-private.h"

#include "sijil-db-bulk.h"
#include "sijil-i18n.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

G_DEFINE_QUARK (sijil - db - error - quark, sijil_db_error)

void
sijil_db_set_error (GError **error, sqlite3 *handle, int rc)
{
  SijilDbError code = SIJIL_DB_ERROR_FAILED;
  const char *sentence = _ ("The local register could not be used");

  if ((rc & 0xff) == SQLITE_NOTADB) {
    code = SIJIL_DB_ERROR_WRONG_KEY;
    sentence = _ ("This key does not open the register");
  } else if ((rc & 0xff) == SQLITE_FULL || rc == SQLITE_IOERR_SHMSIZE) {
    code = SIJIL_DB_ERROR_FULL;
    sentence = _ ("The disk is full. What was saved before is safe; free some space and try again");
  } else if ((rc & 0xff) == SQLITE_CORRUPT) {
    code = SIJIL_DB_ERROR_DAMAGED;
    sentence = _ ("The register’s file is damaged. Restore a backup");
  } else if ((rc & 0xff) == SQLITE_IOERR) {
    code = SIJIL_DB_ERROR_DISK;
    sentence = _ ("The disk failed to read or write. What was saved before is safe; try again, and "
                  "make a backup on another disk");
  } else if ((rc & 0xff) == SQLITE_CONSTRAINT) {
    code = SIJIL_DB_ERROR_CONSTRAINT;
  }
  g_debug ("sqlite %d: %s", rc, handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (rc));
  g_set_error_literal (error, SIJIL_DB_ERROR, code, sentence);
}

/* Some read a number and take another one if there is none. That must not become true because the
 * disk did not answer: the transaction cannot be committed any more. */
void
sijil_db_note_broken (SijilDb *db, int rc)
{
  switch (rc & 0xff) {
  case SQLITE_IOERR:
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_FULL:
  case SQLITE_NOMEM:
  case SQLITE_CANTOPEN:
    db->broken = rc;
    break;
  default:
    break;
  }
}

/* The library ends a transaction by itself when the disk fails. What somebody who did not notice
 * would write next were committed alone, one statement after the other: half of what was meant. */
gboolean
sijil_db_is_lost (SijilDb *db)
{
  return db->inside && db->broken != SQLITE_OK;
}

/**
 * sijil_db_key_pragma: (skip)
 * @db: a connection
 * @name: `key` or `rekey`
 * @key: %SIJIL_DB_KEY_LEN bytes
 * @error: return location for an error
 *
 * Returns: %TRUE if the library took it
 */
gboolean
sijil_db_key_pragma (SijilDb *db, const char *name, const guint8 *key, GError **error)
{
  char pragma[32 + 2 * SIJIL_DB_KEY_LEN];
  char *p = pragma + g_snprintf (pragma, sizeof pragma, "PRAGMA %s=\"x'", name);
  gboolean ok;

  for (int i = 0; i < SIJIL_DB_KEY_LEN; i++)
    p += g_snprintf (p, 3, "%02x", key[i]);
  g_stpcpy (p, "'\"");
  ok = sijil_db_exec (db, pragma, error);
  explicit_bzero (pragma, sizeof pragma);
  /* The first key of a process brings the library's own log to life, which writes to the terminal
   * of whoever mistyped something. */
  sqlite3_exec (db->handle, "PRAGMA cipher_log_level=NONE", NULL, NULL, NULL);
  return ok;
}

static gboolean
apply_key (SijilDb *db, const guint8 *key, GError **error)
{
  /* Without a cipher the next line would be accepted and ignored, and the file be clear text. */
  g_autofree char *cipher = sijil_db_text (db, "PRAGMA cipher_version", "");

  if (cipher == NULL || *cipher == '\0') {
    g_set_error_literal (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_NOT_ENCRYPTED,
                         _ ("This program was built without encryption and must not be used"));
    return FALSE;
  }
  if (!sijil_db_key_pragma (db, "key", key, error))
    return FALSE;
  /* What goes wrong is said in a sentence of ours. Only now: the key wakes the cipher, which then
   * sets its level anew. */
  sqlite3_exec (db->handle, "PRAGMA cipher_log_level=NONE", NULL, NULL, NULL);
  return TRUE;
}

/* The library would make the file readable to others wherever the umask lets it; its log follows
 * the file. */
static void
make_private (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

/**
 * sijil_db_has_log: (skip)
 * @path: a file
 *
 * After a power cut the log holds pages that the file has not yet, or has half.
 *
 * Returns: whether there is anything in its log
 */
gboolean
sijil_db_has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (log, &info) == 0 && info.st_size > 0;
}

/* Without a log, the file alone is all. With one, its index is made in memory, which the library
 * does for a connection that shares the file with nobody; and as this one only reads, the locks by
 * which it would ask for that are left out. */
static char *
still_name (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (whole, NULL, NULL);

  return g_strconcat (uri, sijil_db_has_log (path) ? "?vfs=unix-none" : "?immutable=1", NULL);
}

/**
 * sijil_db_open_unread: (skip)
 * @path: the file
 * @key: %SIJIL_DB_KEY_LEN bytes
 * @mode: whether to create, write or only read
 * @error: return location for an error
 *
 * Gives the key to a connection without reading anything: whether it fits is not known yet.
 *
 * Returns: (transfer full) (nullable): the connection
 */
SijilDb *
sijil_db_open_unread (const char *path, const guint8 *key, SijilDbMode mode, GError **error)
{
  static gsize configured;
  int flags = SQLITE_OPEN_NOMUTEX;
  g_autoptr (SijilDb) db = g_new0 (SijilDb, 1);
  g_autofree char *still = NULL;
  int rc;

  /* Nobody asks how much memory the library has taken, and to count it takes a lock each time. */
  if (g_once_init_enter (&configured)) {
    sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
    g_once_init_leave (&configured, 1);
  }
  flags |= mode == SIJIL_DB_READ_WRITE || mode == SIJIL_DB_CREATE ? SQLITE_OPEN_READWRITE
                                                                  : SQLITE_OPEN_READONLY;
  if (mode == SIJIL_DB_CREATE) {
    flags |= SQLITE_OPEN_CREATE;
    make_private (path);
  }
  db->cache = sijil_db_statements_new ();
  if (mode == SIJIL_DB_STILL)
    still = still_name (path);
  rc = sqlite3_open_v2 (still != NULL ? still : path, &db->handle,
                        flags | (still != NULL ? SQLITE_OPEN_URI : 0), NULL);
  if (rc != SQLITE_OK) {
    sijil_db_set_error (error, db->handle, rc);
    return NULL;
  }
  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_busy_timeout (db->handle, 10000);
  if (mode == SIJIL_DB_STILL)
    sqlite3_db_config (db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return apply_key (db, key, error) && (mode != SIJIL_DB_STILL ||
                                        sijil_db_exec (db, "PRAGMA locking_mode=EXCLUSIVE", error))
             ? g_steal_pointer (&db)
             : NULL;
}

static gboolean
set_writing (SijilDb *db, GError **error)
{
  /* Where it may only read, the library says so at the first write. */
  if (sqlite3_db_readonly (db->handle, "main") == 1) {
    sijil_db_set_error (error, NULL, SQLITE_READONLY);
    return FALSE;
  }
  /* A file becomes one with a log by way of a rollback journal. EXTRA: were that there again after
   * a power cut, it would undo what was written since. Of the log it asks no more than FULL. */
  return sijil_db_exec (db, "PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL;", error);
}

/**
 * sijil_db_open:
 * @path: the file
 * @key: %SIJIL_DB_KEY_LEN bytes
 * @mode: whether to create, write or only read
 * @error: return location for an error
 *
 * Opens an SQLCipher file with a raw key. A wrong key is found out here, by reading.
 *
 * Returns: (transfer full): the connection, for one thread
 */
SijilDb *
sijil_db_open (const char *path, const guint8 *key, SijilDbMode mode, GError **error)
{
  g_autoptr (SijilDb) db = NULL;
  g_autoptr (GError) local = NULL;

  /* The library takes a head that it could not read for one of another key: so it is asked twice,
   * before anybody is told to restore a backup. */
  for (int i = 0; i < 2 && db == NULL; i++) {
    g_clear_error (&local);
    db = sijil_db_open_unread (path, key, mode, &local);
    if (db != NULL && !sijil_db_exec (db, "SELECT count(*) FROM sqlite_master", &local))
      g_clear_pointer (&db, sijil_db_close);
    if (db == NULL && !g_error_matches (local, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY))
      break;
  }
  if (db == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (!sijil_db_exec (db, SIJIL_DB_CACHE_AT_REST "PRAGMA temp_store = MEMORY;", error))
    return NULL;
  return mode == SIJIL_DB_READ_ONLY || mode == SIJIL_DB_STILL || set_writing (db, error)
             ? g_steal_pointer (&db)
             : NULL;
}

void
sijil_db_close (SijilDb *db)
{
  if (db == NULL)
    return;
  g_clear_pointer (&db->cache, g_hash_table_unref);
  if (db->handle != NULL && sqlite3_close (db->handle) != SQLITE_OK)
    g_critical ("a statement was still in use when its database closed");
  g_free (db);
}

/**
 * sijil_db_exec:
 * @db: a connection
 * @sql: one or more statements without parameters
 * @error: return location for an error
 *
 * Returns: %TRUE if all ran
 */
gboolean
sijil_db_exec (SijilDb *db, const char *sql, GError **error)
{
  int rc = sijil_db_is_lost (db) ? db->broken : sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  if (rc != SQLITE_OK) {
    sijil_db_note_broken (db, rc);
    sijil_db_set_error (error, db->handle, rc);
  }
  return rc == SQLITE_OK;
}

/**
 * sijil_db_begin:
 * @db: a connection that may write
 * @error: return location for an error
 *
 * Returns: %TRUE if a transaction has begun
 */
gboolean
sijil_db_begin (SijilDb *db, GError **error)
{
  db->broken = SQLITE_OK;
  db->inside = FALSE;
  db->inside = sijil_db_exec (db, "BEGIN IMMEDIATE", error);
  return db->inside;
}

/**
 * sijil_db_commit:
 * @db: a connection inside a transaction
 * @error: return location for an error
 *
 * A transaction in which the disk or the file once failed is refused, also where only a default
 * was read in the place of what could not be read.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
sijil_db_commit (SijilDb *db, GError **error)
{
  if (sijil_db_is_lost (db)) {
    sijil_db_set_error (error, NULL, db->broken);
    return FALSE;
  }
  if (!sijil_db_exec (db, "COMMIT", error))
    return FALSE;
  db->inside = FALSE;
  return TRUE;
}

void
sijil_db_rollback (SijilDb *db)
{
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  db->inside = FALSE;
}
