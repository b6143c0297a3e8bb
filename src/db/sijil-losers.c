#define G_LOG_DOMAIN "sijil-db"

#include "sijil-losers.h"

/**
 * sijil_losers_create:
 * @db: a connection inside a transaction
 * @error: return location for an error
 *
 * Makes the table of the values that gave way, which are never thrown away.
 *
 * Returns: %TRUE if it was made
 */
gboolean
sijil_losers_create (SijilDb *db, GError **error)
{
  return sijil_db_exec (db,
                        "CREATE TABLE loser (local INTEGER PRIMARY KEY, type TEXT NOT NULL,"
                        " id BLOB NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL,"
                        " stamp INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL,"
                        " concurrent INTEGER NOT NULL, open INTEGER NOT NULL DEFAULT 0,"
                        " UNIQUE (id, field, stamp, device));"
                        "CREATE INDEX loser_open ON loser (id) WHERE open = 1;"
                        "CREATE INDEX loser_unsent ON loser (device, stamp) WHERE seq = 0;",
                        error);
}

/**
 * sijil_losers_keep:
 * @db: a connection inside a transaction
 * @record: the record in which they lost
 * @losers: (element-type SijilLoser): what sijil_merge_row() gave
 * @error: return location for an error
 *
 * Keeps values that gave way. One whose writer and the winner's had not seen each other is open: it
 * waits in Review until somebody decides.
 *
 * Returns: %TRUE if all were kept; one that is kept already is kept once
 */
gboolean
sijil_losers_keep (SijilDb *db, SijilRecord *record, GPtrArray *losers, GError **error)
{
  static const char SQL[] =
      "INSERT OR IGNORE INTO loser (type, id, field, value, stamp, device, seq, "
      "concurrent, open) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)";
  const SijilTypeDef *type = sijil_record_def (record);

  for (guint i = 0; i < losers->len; i++) {
    SijilLoser *loser = losers->pdata[i];
    g_autoptr (GBytes) value = sijil_record_pack_field (loser->value, loser->field);

    if (!sijil_db_run (db, error, SQL, "tdtbiiii", type->name, sijil_record_id (record),
                       type->fields[loser->field].name, value, (gint64) loser->stamp.stamp,
                       (gint64) loser->stamp.device, (gint64) loser->stamp.seq,
                       (gint64) loser->concurrent))
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_losers_confirm:
 * @db: a connection inside a transaction
 * @device: this device
 * @stamp: the stamp that a change set of ours was sent with
 * @clamped: the stamp that the registry gave it
 * @seq: the number that the registry gave it
 * @error: return location for an error
 *
 * A value of ours that had lost before it was sent gets its number, so that a later decision of
 * somebody who knew it can be told.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_losers_confirm (SijilDb *db, guint32 device, guint64 stamp, guint64 clamped, guint64 seq,
                      GError **error)
{
  return sijil_db_run (db, error,
                       "UPDATE OR IGNORE loser SET stamp = ?3, seq = ?4 "
                       "WHERE device = ?1 AND stamp = ?2 AND seq = 0",
                       "iiii", (gint64) device, (gint64) stamp, (gint64) clamped, (gint64) seq);
}

/**
 * sijil_losers_renumber:
 * @db: a connection inside a transaction
 * @from: a device number
 * @to: the number that it has now
 * @error: return location for an error
 *
 * Returns: %TRUE if what the registry has not numbered is of device @to
 */
gboolean
sijil_losers_renumber (SijilDb *db, guint32 from, guint32 to, GError **error)
{
  return sijil_db_run (db, error,
                       "UPDATE OR IGNORE loser SET device = ?2 WHERE device = ?1 AND seq = 0", "ii",
                       (gint64) from, (gint64) to);
}

/**
 * sijil_losers_close_known:
 * @db: a connection inside a transaction
 * @record: a folded record, as it stands now
 * @stamps: who wrote its fields
 * @error: return location for an error
 *
 * A conflict is settled by an ordinary edit: once the value that stands was written by somebody who
 * had seen the one that lost, it is history. Every device works that out of the same stamps.
 *
 * Returns: %TRUE if the open losers of @record are those that still wait
 */
gboolean
sijil_losers_close_known (SijilDb *db, SijilRecord *record, SijilStamps *stamps, GError **error)
{
  static const char SQL[] =
      "SELECT local, field, stamp, device, seq FROM loser WHERE id = ?1 AND open = 1";
  const SijilTypeDef *type = sijil_record_def (record);
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "d", sijil_record_id (record));

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    int field = sijil_type_field (type, sijil_stmt_text (stmt, 1));
    const SijilStamp *standing = field >= 0 ? sijil_stamps_get (stamps, (guint) field) : NULL;
    SijilStamp lost = { (guint64) sijil_stmt_int (stmt, 2), (guint32) sijil_stmt_int (stmt, 3), 0,
                        (guint64) sijil_stmt_int (stmt, 4) };
    gint64 local = sijil_stmt_int (stmt, 0);

    if (standing != NULL && sijil_stamp_knew (standing, &lost))
      g_array_append_val (known, local);
  }
  if (!sijil_stmt_finish (stmt, error))
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    if (!sijil_db_run (db, error, "UPDATE loser SET open = 0 WHERE local = ?1", "i",
                       g_array_index (known, gint64, i)))
      return FALSE;
  return TRUE;
}
