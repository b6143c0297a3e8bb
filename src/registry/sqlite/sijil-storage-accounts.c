#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include <string.h>

#define DEVICE_COLUMNS                                                                             \
  "number, association, office, letters, public_key, token_hash, revoked, acked, last_stamp, "     \
  "last_seen, cursor, catalogue_cursor, waiting_from, given"

void
sijil_device_free (SijilDevice *device)
{
  if (device == NULL)
    return;
  g_free (device->office);
  g_free (device->letters);
  g_clear_pointer (&device->public_key, g_bytes_unref);
  g_free (device->token_hash);
  g_free (device);
}

void
sijil_association_free (SijilAssociation *association)
{
  if (association == NULL)
    return;
  g_free (association->name);
  g_free (association);
}

gint64
sijil_storage_add_association (SijilStorage *storage, const char *name, GError **error)
{
  return sijil_db_run (storage->db, error, "INSERT INTO association (name, at) VALUES (?1, ?2)",
                       "ti", name, g_get_real_time ())
             ? sijil_db_last_rowid (storage->db)
             : 0;
}

char *
sijil_storage_association_name (SijilStorage *storage, gint64 association)
{
  return sijil_db_text (storage->db, "SELECT name FROM association WHERE id = ?1", "i",
                        association);
}

gint64
sijil_storage_find_association (SijilStorage *storage, const char *name_or_id)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT id FROM association WHERE name = ?1 OR CAST (id AS TEXT) = ?1",
                          "t", name_or_id);
}

GPtrArray *
sijil_storage_associations (SijilStorage *storage, GError **error)
{
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, error, "SELECT id, name FROM association ORDER BY id", "");
  GPtrArray *all;

  if (stmt == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_association_free);
  while (sijil_stmt_next (stmt)) {
    SijilAssociation *association = g_new0 (SijilAssociation, 1);

    association->id = sijil_stmt_int (stmt, 0);
    association->name = g_strdup (sijil_stmt_text (stmt, 1));
    g_ptr_array_add (all, association);
  }
  return all;
}

gboolean
sijil_storage_add_invitation (SijilStorage *storage, const char *code_hash, gint64 association,
                              gint64 expires, GError **error)
{
  return sijil_db_run (
      storage->db, error,
      "INSERT INTO invitation (code_hash, association, expires) VALUES (?1, ?2, ?3)", "tii",
      code_hash, association, expires);
}

/* Those that are good still. */
gint64
sijil_storage_count_invitations (SijilStorage *storage, gint64 association, gint64 now)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT count(*) FROM invitation WHERE association = ?1 AND expires > ?2",
                          "ii", association, now);
}

gboolean
sijil_storage_is_invited (SijilStorage *storage, const char *code_hash, gint64 now)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT 1 FROM invitation WHERE code_hash = ?1 AND expires > ?2", "ti",
                          code_hash, now) != 0;
}

/* An invitation is good once: reading it takes it away. */
gint64
sijil_storage_take_invitation (SijilStorage *storage, const char *code_hash, gint64 now)
{
  gint64 association = sijil_db_number (
      storage->db, 0, "SELECT association FROM invitation WHERE code_hash = ?1 AND expires > ?2",
      "ti", code_hash, now);

  sijil_db_run (storage->db, NULL, "DELETE FROM invitation WHERE code_hash = ?1 OR expires <= ?2",
                "ti", code_hash, now);
  return association;
}

static SijilDevice *
read_device (SijilStmt *stmt)
{
  SijilDevice *device = g_new0 (SijilDevice, 1);

  device->number = (guint32) sijil_stmt_int (stmt, 0);
  device->association = sijil_stmt_int (stmt, 1);
  device->office = g_strdup (sijil_stmt_text (stmt, 2));
  device->letters = g_strdup (sijil_stmt_text (stmt, 3));
  device->public_key = sijil_stmt_bytes (stmt, 4);
  device->token_hash = g_strdup (sijil_stmt_text (stmt, 5));
  device->revoked = sijil_stmt_int (stmt, 6) != 0;
  device->acked = (guint64) sijil_stmt_int (stmt, 7);
  device->last_stamp = (guint64) sijil_stmt_int (stmt, 8);
  device->last_seen = sijil_stmt_int (stmt, 9);
  device->cursor = (guint64) sijil_stmt_int (stmt, 10);
  device->catalogue_cursor = (guint64) sijil_stmt_int (stmt, 11);
  device->waiting_from = (guint64) sijil_stmt_int (stmt, 12);
  device->given = sijil_stmt_int (stmt, 13);
  return device;
}

SijilDevice *
sijil_storage_device (SijilStorage *storage, guint32 number)
{
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, NULL, "SELECT " DEVICE_COLUMNS " FROM device WHERE number = ?1",
                       "i", (gint64) number);

  return stmt != NULL && sijil_stmt_next (stmt) ? read_device (stmt) : NULL;
}

/* What an association's coordinator wrote down of the office of one of its devices. A device whose
 * office changed has written a record for each of them; the last one is where it is now, and with
 * @office only that one counts. */
char *
sijil_storage_office_phone (SijilStorage *storage, gint64 association, guint32 device,
                            const char *office)
{
  static const char SQL[] =
      "SELECT phone FROM desk WHERE number = ?1 AND owner = ?2 AND (?3 IS NULL OR office = ?3) "
      "ORDER BY rowid DESC LIMIT 1";

  return sijil_db_text (storage->db, SQL, "iit", (gint64) device, association, office);
}

/* The newest number of a key: a profile that forked has several. */
SijilDevice *
sijil_storage_device_of_key (SijilStorage *storage, gint64 association, GBytes *public_key)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, NULL,
      "SELECT " DEVICE_COLUMNS " FROM device WHERE public_key = ?1 AND association = ?2 "
      "ORDER BY number DESC LIMIT 1",
      "bi", public_key, association);

  return stmt != NULL && sijil_stmt_next (stmt) ? read_device (stmt) : NULL;
}

gint64
sijil_storage_last_device (SijilStorage *storage)
{
  return MAX (sijil_db_number (storage->db, 0, "SELECT max(number) FROM device", ""),
              SIJIL_REGISTRY_DEVICE);
}

/* Of those that came since a moment; 0 if none did. */
guint32
sijil_storage_first_device (SijilStorage *storage, gint64 association, gint64 since)
{
  return (guint32) sijil_db_number (
      storage->db, 0,
      "SELECT min(number) FROM device WHERE association = ?1 AND revoked = 0 AND last_seen >= ?2",
      "ii", association, since);
}

/**
 * sijil_storage_save_device:
 * @storage: the storage
 * @device: (inout): a device; one without a number gets the next one
 * @error: return location for an error
 *
 * Returns: %TRUE if it was written
 */
gboolean
sijil_storage_save_device (SijilStorage *storage, SijilDevice *device, GError **error)
{
  static const char SQL[] = "INSERT OR REPLACE INTO device (" DEVICE_COLUMNS ") "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                            "?13, ?14)";

  if (device->number == 0)
    device->number = (guint32) MAX (sijil_storage_last_device (storage) + 1,
                                    sijil_storage_number (storage, SIJIL_DEVICE_FLOOR, 0));
  return sijil_db_run (storage->db, error, SQL, "iittbtiiiiiiii", (gint64) device->number,
                       device->association, device->office, device->letters, device->public_key,
                       device->token_hash, (gint64) device->revoked, (gint64) device->acked,
                       (gint64) device->last_stamp, device->last_seen, (gint64) device->cursor,
                       (gint64) device->catalogue_cursor, (gint64) device->waiting_from,
                       device->given);
}

/* Alone: at each answer of a first load nothing else of it changes. */
gboolean
sijil_storage_note_given (SijilStorage *storage, const SijilDevice *device, GError **error)
{
  return sijil_db_run (storage->db, error, "UPDATE device SET given = ?2 WHERE number = ?1", "ii",
                       (gint64) device->number, device->given);
}

gboolean
sijil_storage_revoke_device (SijilStorage *storage, SijilDevice *device, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "UPDATE device SET revoked = 1 WHERE association = ?1 AND public_key = ?2",
                       "ib", device->association, device->public_key);
}

GPtrArray *
sijil_storage_devices (SijilStorage *storage, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error, "SELECT " DEVICE_COLUMNS " FROM device ORDER BY number", "");
  GPtrArray *all;

  if (stmt == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_device_free);
  while (sijil_stmt_next (stmt))
    g_ptr_array_add (all, read_device (stmt));
  return all;
}
