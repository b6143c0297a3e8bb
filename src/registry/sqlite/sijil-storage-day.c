#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

/* A PC has one day, under however many numbers it comes: it is noted under the first one that its
 * key had. */
#define OF_KEY                                                                                     \
  "(SELECT min (o.number) FROM device d JOIN device o ON o.public_key = d.public_key AND "         \
  "o.association = d.association WHERE d.number = ?1)"

/**
 * sijil_storage_use:
 * @storage: the storage
 * @device: number of a device
 * @day: days since 1970
 * @use: (out caller-allocates): what it has used of @day
 */
void
sijil_storage_use (SijilStorage *storage, guint32 device, gint64 day, SijilUse *use)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, NULL,
      "SELECT bytes, records, forks, compared, found FROM device_day WHERE device = " OF_KEY
      " AND day = ?2",
      "ii", (gint64) device, day);

  *use = (SijilUse){ 0 };
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  *use = (SijilUse){ sijil_stmt_int (stmt, 0), sijil_stmt_int (stmt, 1), sijil_stmt_int (stmt, 2),
                     sijil_stmt_int (stmt, 3), sijil_stmt_int (stmt, 4) };
}

/* One row a key: of the day on which it came last. */
gboolean
sijil_storage_save_use (SijilStorage *storage, guint32 device, gint64 day, const SijilUse *use,
                        GError **error)
{
  static const char SQL[] =
      "INSERT INTO device_day (device, day, bytes, records, forks, compared, found, full) "
      "VALUES (" OF_KEY ", ?2, ?3, ?4, ?5, ?6, ?7, 0) ON CONFLICT (device) DO UPDATE SET "
      "full = full AND day = ?2, day = ?2, bytes = ?3, records = ?4, forks = ?5, compared = ?6, "
      "found = ?7";

  return sijil_db_run (storage->db, error, SQL, "iiiiiii", (gint64) device, day, use->bytes,
                       use->records, use->forks, use->compared, use->found);
}

/* Something of the device waits for tomorrow. */
gboolean
sijil_storage_note_full (SijilStorage *storage, guint32 device, gint64 day, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "UPDATE device_day SET full = 1 WHERE device = " OF_KEY
                       " AND day = ?2 AND full = 0",
                       "ii", (gint64) device, day);
}

gboolean
sijil_storage_is_full (SijilStorage *storage, guint32 device, gint64 day)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT full FROM device_day WHERE device = " OF_KEY " AND day = ?2",
                          "ii", (gint64) device, day) != 0;
}

/* @person is compared when @device may again. */
gboolean
sijil_storage_compare_later (SijilStorage *storage, const SijilId *person, guint32 device,
                             GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT OR IGNORE INTO later (person, device) VALUES (?1, ?2)", "di", person,
                       (gint64) device);
}

gboolean
sijil_storage_compares_now (SijilStorage *storage, const SijilId *person, GError **error)
{
  return sijil_db_run (storage->db, error, "DELETE FROM later WHERE person = ?1", "d", person);
}

/**
 * sijil_storage_next_with_later:
 * @storage: the storage
 * @after: number of a device, or 0
 *
 * Returns: the next device that brought somebody who is still to be compared; 0 if there is none
 */
guint32
sijil_storage_next_with_later (SijilStorage *storage, guint32 after)
{
  return (guint32) sijil_db_number (storage->db, 0,
                                    "SELECT device FROM later WHERE device > ?1 ORDER BY device "
                                    "LIMIT 1",
                                    "i", (gint64) after);
}

/**
 * sijil_storage_later_of:
 * @storage: the storage
 * @device: number of a device
 * @most: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilId): some of those whom it brought
 */
GPtrArray *
sijil_storage_later_of (SijilStorage *storage, guint32 device, guint most, GError **error)
{
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, error, "SELECT person FROM later WHERE device = ?1 LIMIT ?2",
                       "ii", (gint64) device, (gint64) most);
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_free);
  SijilId id;

  while (stmt != NULL && sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_ptr_array_add (persons, sijil_id_copy (&id));
  return stmt != NULL && sijil_stmt_finish (stmt, error) ? g_steal_pointer (&persons) : NULL;
}

/* How many are compared later; @device 0: of all devices. */
gint64
sijil_storage_count_later (SijilStorage *storage, guint32 device)
{
  return sijil_db_number (storage->db, 0, "SELECT count(*) FROM later WHERE ?1 = 0 OR device = ?1",
                          "i", (gint64) device);
}
