#define G_LOG_DOMAIN "sijil-db"

#include "sijil-set-rows.h"

/**
 * sijil_set_rows_create:
 * @db: a connection inside a transaction
 * @error: return location for an error
 *
 * Makes the table that holds the rows of change sets, in the local register and at the registry.
 *
 * Returns: %TRUE if it was made
 */
gboolean
sijil_set_rows_create (SijilDb *db, GError **error)
{
  return sijil_db_exec (
      db,
      "CREATE TABLE change_row (change_set INTEGER NOT NULL, number INTEGER NOT NULL,"
      " type TEXT NOT NULL, is_new INTEGER NOT NULL, id BLOB NOT NULL,"
      " fields BLOB NOT NULL, held INTEGER NOT NULL,"
      " PRIMARY KEY (change_set, number)) WITHOUT ROWID",
      error);
}

/**
 * sijil_set_rows_write:
 * @db: a connection inside a transaction
 * @key: the rowid of the change set
 * @set: the change set
 * @error: return location for an error
 *
 * Returns: %TRUE if all its rows were written
 */
gboolean
sijil_set_rows_write (SijilDb *db, gint64 key, SijilChangeSet *set, GError **error)
{
  static const char SQL[] =
      "INSERT INTO change_row (change_set, number, type, is_new, id, fields, held)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

  for (guint i = 0; i < set->rows->len; i++) {
    SijilChangeRow *row = set->rows->pdata[i];
    g_autoptr (GBytes) fields = sijil_record_pack (row->record);

    if (!sijil_db_run (db, error, SQL, "iitidbi", key, (gint64) row->index,
                       sijil_record_def (row->record)->name, (gint64) row->is_new,
                       sijil_record_id (row->record), fields, (gint64) row->held))
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_set_rows_load:
 * @db: a connection
 * @key: the rowid of the change set
 * @set: (inout): a change set without rows
 * @error: return location for an error
 *
 * Returns: %TRUE if its rows were read
 */
gboolean
sijil_set_rows_load (SijilDb *db, gint64 key, SijilChangeSet *set, GError **error)
{
  static const char SQL[] = "SELECT type, is_new, id, fields, held, number FROM change_row "
                            "WHERE change_set = ?1 ORDER BY number";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "i", key);

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    const SijilTypeDef *type = sijil_type_find (sijil_stmt_text (stmt, 0));
    g_autoptr (GBytes) fields = sijil_stmt_bytes (stmt, 3);
    g_autoptr (SijilRecord) record = NULL;
    SijilChangeRow *row;
    SijilId id;

    if (type == NULL || !sijil_stmt_id (stmt, 2, &id))
      continue;
    record = sijil_record_new (type, &id);
    sijil_record_unpack (record, fields);
    row = sijil_change_set_add (set, record, sijil_stmt_int (stmt, 1) != 0);
    row->held = (guint64) sijil_stmt_int (stmt, 4);
    row->index = (guint32) sijil_stmt_int (stmt, 5);
  }
  return sijil_stmt_finish (stmt, error);
}
