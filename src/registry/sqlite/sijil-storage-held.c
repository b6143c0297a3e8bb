#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "sijil-set-rows.h"

/* Of a device that is held, what it sends is kept and not linked: the linker passes it by, from the
 * first change set on that it had not linked yet. When it is released that is linked from there to
 * where the device was then, after all that came in the common order. */

/* Version 11: devices that are held, and what each has used of its day; and of whom it was proven
 * that they are one. */
gboolean
sijil_storage_step_11 (SijilDb *db, GError **error)
{
  return sijil_db_exec (
      db, SIJIL_SQL_QUOTA "ALTER TABLE person_link ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;",
      error);
}

#define LAST_LINKED                                                                                \
  "coalesce ((SELECT max (cseq) FROM change_set WHERE device = number AND seq > 0 AND "            \
  "local <= ?2), 0)"

/**
 * sijil_storage_hold_device:
 * @storage: the storage, inside a transaction
 * @device: a device
 * @linked: the last change set of all devices that is linked
 * @error: return location for an error
 *
 * Holds every number that the key of the device has had. One that is being released is held again
 * from where the linker had come.
 *
 * Returns: %TRUE if nothing more of it is linked
 */
gboolean
sijil_storage_hold_device (SijilStorage *storage, const SijilDevice *device, gint64 linked,
                           GError **error)
{
  static const char SQL[] = "INSERT INTO held (device, linked, row, until) "
                            "SELECT number, " LAST_LINKED ", 0, NULL FROM device "
                            "WHERE association = ?1 AND public_key = ?3 "
                            "ON CONFLICT (device) DO UPDATE SET until = NULL, row = 0";

  return sijil_db_run (storage->db, error, SQL, "iib", device->association, linked,
                       device->public_key);
}

/* A number that a device gets which is held already: nothing of it is linked. */
gboolean
sijil_storage_hold_number (SijilStorage *storage, guint32 number, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT INTO held (device, linked, row, until) VALUES (?1, 0, 0, NULL)", "i",
                       (gint64) number);
}

/**
 * sijil_storage_release_device:
 * @storage: the storage, inside a transaction
 * @device: a device that is held
 * @error: return location for an error
 *
 * Returns: %TRUE if what was held of it will be linked
 */
gboolean
sijil_storage_release_device (SijilStorage *storage, const SijilDevice *device, GError **error)
{
  static const char SQL[] =
      "UPDATE held SET until = (SELECT acked FROM device WHERE number = held.device) "
      "WHERE until IS NULL AND device IN "
      "(SELECT number FROM device WHERE association = ?1 AND public_key = ?2)";

  return sijil_db_run (storage->db, error, SQL, "ib", device->association, device->public_key);
}

gboolean
sijil_storage_is_held (SijilStorage *storage, guint32 number)
{
  return sijil_db_number (storage->db, 0, "SELECT 1 FROM held WHERE device = ?1 AND until IS NULL",
                          "i", (gint64) number) != 0;
}

/**
 * sijil_storage_held:
 * @storage: the storage
 *
 * Returns: (transfer full) (nullable) (element-type guint32 guint64): the devices that are held,
 *   and the place in their feeds up to which they are linked; %NULL if none is
 */
GHashTable *
sijil_storage_held (SijilStorage *storage)
{
  static const char SQL[] =
      "SELECT device, coalesce ((SELECT max (seq) FROM change_set c WHERE c.device = held.device "
      "AND cseq <= linked), 0) FROM held WHERE until IS NULL";
  g_autoptr (SijilStmt) stmt = sijil_db_select (storage->db, NULL, SQL, "");
  GHashTable *held = NULL;

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    guint64 seq = (guint64) sijil_stmt_int (stmt, 1);

    if (held == NULL)
      held = g_hash_table_new_full (NULL, NULL, NULL, g_free);
    g_hash_table_insert (held, GUINT_TO_POINTER ((guint) sijil_stmt_int (stmt, 0)),
                         g_memdup2 (&seq, sizeof seq));
  }
  return held;
}

/**
 * sijil_storage_next_released:
 * @storage: the storage, inside a transaction
 * @set: (out): a change set of a device that was released; %NULL if none is left
 * @row: (out): how many of its rows are linked
 * @error: return location for an error
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_storage_next_released (SijilStorage *storage, SijilChangeSet **set, gint64 *row,
                             GError **error)
{
  static const char SQL[] =
      "SELECT local, id, c.device, cseq, stamp, base, schema, actor, seq, row "
      "FROM held h JOIN change_set c ON c.device = h.device AND cseq > linked AND cseq <= until "
      "WHERE until IS NOT NULL AND seq > 0 ORDER BY h.device, cseq LIMIT 1";
  g_autoptr (SijilStmt) stmt = NULL;
  gint64 local;

  *set = NULL;
  stmt = sijil_db_select (storage->db, error, SQL, "");
  if (stmt == NULL)
    return FALSE;
  if (!sijil_stmt_next (stmt))
    return sijil_stmt_finish (stmt, error) &&
           sijil_db_exec (storage->db, "DELETE FROM held WHERE until IS NOT NULL;", error);
  local = sijil_stmt_int (stmt, 0);
  *row = sijil_stmt_int (stmt, 9);
  *set = sijil_storage_read_set (stmt);
  if (sijil_set_rows_load (storage->db, local, *set, error))
    return TRUE;
  g_clear_pointer (set, sijil_change_set_free);
  return FALSE;
}

/**
 * sijil_storage_note_released:
 * @storage: the storage, inside a transaction
 * @set: from sijil_storage_next_released()
 * @row: how many of its rows are linked now
 * @error: return location for an error
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_storage_note_released (SijilStorage *storage, const SijilChangeSet *set, gint64 row,
                             GError **error)
{
  gboolean whole = row >= set->rows->len;

  return sijil_db_run (
      storage->db, error, "UPDATE held SET linked = ?2, row = ?3 WHERE device = ?1", "iii",
      (gint64) set->device, (gint64) set->cseq - (whole ? 0 : 1), whole ? (gint64) 0 : row);
}

/* How many change sets are kept and not linked since their devices are held, or were. */
gint64
sijil_storage_count_held (SijilStorage *storage, gint64 linked, gboolean released)
{
  static const char SQL[] =
      "SELECT count(*) FROM held h JOIN change_set c ON c.device = h.device AND "
      "cseq > h.linked AND (until IS NULL OR cseq <= until) WHERE seq > 0 AND local <= ?1 AND "
      "(until IS NOT NULL) = ?2";

  return sijil_db_number (storage->db, 0, SQL, "ii", linked, (gint64) (released != FALSE));
}
