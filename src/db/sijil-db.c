#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-private.h"

#include "sijil-db-bulk.h"
#include "sijil-i18n.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

struct _SijilDb {
  sqlite3 *handle;
  GHashTable *cache; /* SQL text -> SijilStmt */
  gboolean inside;   /* a transaction */
  int broken;        /* what the disk or the file answered since it began */
};

struct _SijilStmt {
  SijilDb *db;
  sqlite3_stmt *handle;
  gboolean cached;
  gboolean busy;
  int rc;
};

G_DEFINE_QUARK (sijil - db - error - quark, sijil_db_error)

static void
set_error (GError **error, sqlite3 *handle, int rc)
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
static void
note_broken (SijilDb *db, int rc)
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
static gboolean
is_lost (SijilDb *db)
{
  return db->inside && db->broken != SQLITE_OK;
}

static void
stmt_free (SijilStmt *stmt)
{
  sqlite3_finalize (stmt->handle);
  g_free (stmt);
}

/* @name is `key` or `rekey`. */
static gboolean
run_key_pragma (SijilDb *db, const char *name, const guint8 *key, GError **error)
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
  if (!run_key_pragma (db, "key", key, error))
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
  int flags = SQLITE_OPEN_NOMUTEX;
  g_autoptr (SijilDb) db = g_new0 (SijilDb, 1);
  int rc;

  flags |= mode == SIJIL_DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == SIJIL_DB_CREATE) {
    flags |= SQLITE_OPEN_CREATE;
    make_private (path);
  }
  db->cache = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) stmt_free);
  rc = sqlite3_open_v2 (path, &db->handle, flags, NULL);
  if (rc != SQLITE_OK) {
    set_error (error, db->handle, rc);
    return NULL;
  }
  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_busy_timeout (db->handle, 10000);
  return apply_key (db, key, error) ? g_steal_pointer (&db) : NULL;
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
  if (mode != SIJIL_DB_READ_ONLY &&
      !sijil_db_exec (db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;", error))
    return NULL;
  return g_steal_pointer (&db);
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
 * sijil_db_rekey:
 * @path: a file that no connection has open
 * @key: its key
 * @next: its key afterwards
 * @error: return location for an error
 *
 * Encrypts every page anew, in one transaction of a rollback journal: the file has the old key or
 * the new one, never both. Its log is emptied before, so that no page under the old key is left.
 *
 * Returns: %TRUE if @next opens it now
 */
gboolean
sijil_db_rekey (const char *path, const guint8 *key, const guint8 *next, GError **error)
{
  g_autoptr (SijilDb) db = sijil_db_open (path, key, SIJIL_DB_READ_WRITE, error);
  g_autoptr (SijilDb) again = NULL;

  if (db == NULL ||
      !sijil_db_exec (db, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;", error) ||
      !run_key_pragma (db, "rekey", next, error))
    return FALSE;
  g_clear_pointer (&db, sijil_db_close);
  again = sijil_db_open (path, next, SIJIL_DB_READ_WRITE, error);
  return again != NULL;
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
  int rc = is_lost (db) ? db->broken : sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  if (rc != SQLITE_OK) {
    note_broken (db, rc);
    set_error (error, db->handle, rc);
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
  if (is_lost (db)) {
    set_error (error, NULL, db->broken);
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

static SijilStmt *
prepare (SijilDb *db, const char *sql, GError **error)
{
  SijilStmt *stmt = g_hash_table_lookup (db->cache, sql);
  int rc;

  if (is_lost (db)) {
    set_error (error, NULL, db->broken);
    return NULL;
  }
  if (stmt != NULL && !stmt->busy) {
    stmt->busy = TRUE;
    return stmt;
  }
  {
    gboolean cached = stmt == NULL;

    stmt = g_new0 (SijilStmt, 1);
    stmt->db = db;
    stmt->cached = cached;
  }
  rc = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->handle, NULL);
  if (rc != SQLITE_OK) {
    note_broken (db, rc);
    if ((rc & 0xff) == SQLITE_ERROR) /* a mistake in the statement, and not a bad day */
      g_warning ("statement refused: %s", sqlite3_errmsg (db->handle));
    set_error (error, db->handle, rc);
    g_free (stmt);
    return NULL;
  }
  stmt->busy = TRUE;
  if (stmt->cached)
    g_hash_table_insert (db->cache, (gpointer) sqlite3_sql (stmt->handle), stmt);
  return stmt;
}

void
sijil_stmt_bind_text (SijilStmt *stmt, int column, const char *text)
{
  sqlite3_bind_text (stmt->handle, column, text, -1, SQLITE_TRANSIENT);
}

void
sijil_stmt_bind_int (SijilStmt *stmt, int column, gint64 number)
{
  sqlite3_bind_int64 (stmt->handle, column, number);
}

void
sijil_stmt_bind_id (SijilStmt *stmt, int column, const SijilId *id)
{
  if (id == NULL || sijil_id_is_null (id))
    sqlite3_bind_null (stmt->handle, column);
  else
    sqlite3_bind_blob (stmt->handle, column, id->bytes, sizeof id->bytes, SQLITE_TRANSIENT);
}

void
sijil_stmt_bind_bytes (SijilStmt *stmt, int column, GBytes *bytes)
{
  gsize len = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (stmt->handle, column);
  else
    sqlite3_bind_blob64 (stmt->handle, column, data != NULL ? data : "", len, SQLITE_TRANSIENT);
}

static void
bind_all (SijilStmt *stmt, const char *format, va_list args)
{
  for (int i = 0; format[i] != '\0'; i++) {
    switch (format[i]) {
    case 't':
      sijil_stmt_bind_text (stmt, i + 1, va_arg (args, const char *));
      break;
    case 'i':
      sijil_stmt_bind_int (stmt, i + 1, va_arg (args, gint64));
      break;
    case 'd':
      sijil_stmt_bind_id (stmt, i + 1, va_arg (args, const SijilId *));
      break;
    case 'b':
      sijil_stmt_bind_bytes (stmt, i + 1, va_arg (args, GBytes *));
      break;
    default:
      g_assert_not_reached ();
    }
  }
}

/**
 * sijil_db_select: (skip)
 * @db: a connection
 * @error: return location for an error
 * @sql: a statement with parameters ?1, ?2, ...
 * @format: a letter for each of them: t text, i #gint64, d #SijilId, b #GBytes (the pointers may be
 *   %NULL)
 * @...: the values
 *
 * Returns: (transfer full) (nullable): the statement, before its first row
 */
SijilStmt *
sijil_db_select (SijilDb *db, GError **error, const char *sql, const char *format, ...)
{
  SijilStmt *stmt = prepare (db, sql, error);
  va_list args;

  if (stmt == NULL)
    return NULL;
  va_start (args, format);
  bind_all (stmt, format, args);
  va_end (args);
  return stmt;
}

/**
 * sijil_db_run: (skip)
 * @db: a connection
 * @error: return location for an error
 * @sql: a statement that returns no rows
 * @format: see sijil_db_select()
 * @...: the values
 *
 * Returns: %TRUE if it ran
 */
gboolean
sijil_db_run (SijilDb *db, GError **error, const char *sql, const char *format, ...)
{
  g_autoptr (SijilStmt) stmt = prepare (db, sql, error);
  va_list args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, format);
  bind_all (stmt, format, args);
  va_end (args);
  while (sijil_stmt_next (stmt))
    ;
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_db_number: (skip)
 * @db: a connection
 * @otherwise: the answer if there is no row, or its column is null
 * @sql: a statement
 * @format: see sijil_db_select()
 * @...: the values
 *
 * Returns: the first column of the first row
 */
gint64
sijil_db_number (SijilDb *db, gint64 otherwise, const char *sql, const char *format, ...)
{
  g_autoptr (SijilStmt) stmt = prepare (db, sql, NULL);
  va_list args;

  if (stmt == NULL)
    return otherwise;
  va_start (args, format);
  bind_all (stmt, format, args);
  va_end (args);
  return sijil_stmt_next (stmt) && !sijil_stmt_is_null (stmt, 0) ? sijil_stmt_int (stmt, 0)
                                                                 : otherwise;
}

/**
 * sijil_db_text: (skip)
 * @db: a connection
 * @sql: a statement
 * @format: see sijil_db_select()
 * @...: the values
 *
 * Returns: (transfer full) (nullable): the first column of the first row, %NULL if there is none
 */
char *
sijil_db_text (SijilDb *db, const char *sql, const char *format, ...)
{
  g_autoptr (SijilStmt) stmt = prepare (db, sql, NULL);
  va_list args;

  if (stmt == NULL)
    return NULL;
  va_start (args, format);
  bind_all (stmt, format, args);
  va_end (args);
  return sijil_stmt_next (stmt) ? g_strdup (sijil_stmt_text (stmt, 0)) : NULL;
}

gint64
sijil_db_last_rowid (SijilDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gint64
sijil_db_changes (SijilDb *db)
{
  return sqlite3_changes64 (db->handle);
}

/**
 * sijil_stmt_next:
 * @stmt: a statement
 *
 * Returns: %TRUE if there is a row; %FALSE at the end and on failure: ask sijil_stmt_finish()
 */
gboolean
sijil_stmt_next (SijilStmt *stmt)
{
  stmt->rc = is_lost (stmt->db) ? stmt->db->broken : sqlite3_step (stmt->handle);
  if (stmt->rc != SQLITE_ROW && stmt->rc != SQLITE_DONE)
    note_broken (stmt->db, stmt->rc);
  return stmt->rc == SQLITE_ROW;
}

/**
 * sijil_stmt_finish:
 * @stmt: a statement whose rows have been read
 * @error: return location for an error
 *
 * Returns: %TRUE if nothing went wrong on the way
 */
gboolean
sijil_stmt_finish (SijilStmt *stmt, GError **error)
{
  if (stmt->rc == SQLITE_DONE || stmt->rc == SQLITE_ROW || stmt->rc == SQLITE_OK)
    return TRUE;
  set_error (error, stmt->db->handle, stmt->rc);
  return FALSE;
}

void
sijil_stmt_done (SijilStmt *stmt)
{
  if (stmt == NULL)
    return;
  sqlite3_reset (stmt->handle);
  sqlite3_clear_bindings (stmt->handle);
  stmt->busy = FALSE;
  stmt->rc = SQLITE_OK;
  if (!stmt->cached)
    stmt_free (stmt);
}

gboolean
sijil_stmt_is_null (SijilStmt *stmt, int column)
{
  return sqlite3_column_type (stmt->handle, column) == SQLITE_NULL;
}

/**
 * sijil_stmt_text:
 * @stmt: a statement at a row
 * @column: from 0
 *
 * Returns: (nullable) (transfer none): the text, valid until the next step
 */
const char *
sijil_stmt_text (SijilStmt *stmt, int column)
{
  return (const char *) sqlite3_column_text (stmt->handle, column);
}

gint64
sijil_stmt_int (SijilStmt *stmt, int column)
{
  return sqlite3_column_int64 (stmt->handle, column);
}

/**
 * sijil_stmt_id:
 * @stmt: a statement at a row
 * @column: from 0
 * @id: (out): the id, zero if there is none
 *
 * Returns: whether the column holds an id
 */
gboolean
sijil_stmt_id (SijilStmt *stmt, int column, SijilId *id)
{
  gsize len;
  const guint8 *data = sijil_stmt_blob (stmt, column, &len);

  memset (id, 0, sizeof *id);
  if (data == NULL || len != sizeof id->bytes)
    return FALSE;
  memcpy (id->bytes, data, len);
  return TRUE;
}

const guint8 *
sijil_stmt_blob (SijilStmt *stmt, int column, gsize *len)
{
  const guint8 *data = sqlite3_column_blob (stmt->handle, column);

  *len = (gsize) sqlite3_column_bytes (stmt->handle, column);
  return data;
}

/**
 * sijil_stmt_bytes:
 * @stmt: a statement at a row
 * @column: from 0
 *
 * Returns: (transfer full): a copy of the blob
 */
GBytes *
sijil_stmt_bytes (SijilStmt *stmt, int column)
{
  gsize len;
  const guint8 *data = sijil_stmt_blob (stmt, column, &len);

  return g_bytes_new (data, len);
}
