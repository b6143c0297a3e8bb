#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-private.h"

#include <stdarg.h>
#include <string.h>

/* Statements are prepared once for each connection, and found again by their text. */

static void
stmt_free (SijilStmt *stmt)
{
  sqlite3_finalize (stmt->handle);
  g_free (stmt);
}

/* The texts are long, and differ in how they end: the table and the condition. To read all of one
 * for each row that is written would cost as much as the row. */
static guint
text_hash (gconstpointer text)
{
  gsize len = strlen (text);
  const char *end = (const char *) text + len - MIN (len, 40);

  return g_str_hash (end) ^ (guint) len;
}

/**
 * sijil_db_statements_new: (skip)
 *
 * Returns: (transfer full): a table of text and #SijilStmt; the text is the statement's
 */
GHashTable *
sijil_db_statements_new (void)
{
  return g_hash_table_new_full (text_hash, g_str_equal, NULL, (GDestroyNotify) stmt_free);
}

static SijilStmt *
prepare (SijilDb *db, const char *sql, GError **error)
{
  SijilStmt *stmt = g_hash_table_lookup (db->cache, sql);
  int rc;

  if (sijil_db_is_lost (db)) {
    sijil_db_set_error (error, NULL, db->broken);
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
    sijil_db_note_broken (db, rc);
    if ((rc & 0xff) == SQLITE_ERROR) /* a mistake in the statement, and not a bad day */
      g_warning ("statement refused: %s", sqlite3_errmsg (db->handle));
    sijil_db_set_error (error, db->handle, rc);
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
  stmt->rc = sijil_db_is_lost (stmt->db) ? stmt->db->broken : sqlite3_step (stmt->handle);
  if (stmt->rc != SQLITE_ROW && stmt->rc != SQLITE_DONE)
    sijil_db_note_broken (stmt->db, stmt->rc);
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
  sijil_db_set_error (error, stmt->db->handle, stmt->rc);
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
