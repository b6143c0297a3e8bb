#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "types/sijil-types-all.h"

/* Version 8: who is registered so often in one association that the rest waits. */
gboolean
sijil_storage_step_8 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, SIJIL_SQL_CROWD, error);
}

/* Those of association @owner who stand, and are the same as @person. */
gint64
sijil_storage_same_at (SijilStorage *storage, const SijilId *person, gint64 owner)
{
  static const char SQL[] =
      "SELECT count(*) FROM person p WHERE p.owner = ?2 AND p.gone = 0 AND p.merged_into IS NULL "
      "AND p.id IN (SELECT b FROM person_link WHERE a = ?1 UNION ALL "
      "SELECT a FROM person_link WHERE b = ?1)";

  return sijil_db_number (storage->db, 0, SQL, "di", person, owner);
}

gboolean
sijil_storage_are_linked (SijilStorage *storage, const SijilId *a, const SijilId *b)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT 1 FROM person_link WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = "
                          "?1)",
                          "dd", a, b) != 0;
}

/**
 * sijil_storage_put_off:
 * @storage: the storage
 * @known: somebody
 * @owner: an association where @known is registered often enough
 * @waiting: one more of these
 * @error: return location for an error
 *
 * Returns: %TRUE if @waiting will be judged when there is room
 */
gboolean
sijil_storage_put_off (SijilStorage *storage, const SijilId *known, gint64 owner,
                       const SijilId *waiting, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT OR IGNORE INTO crowd (known, owner, waiting, at) "
                       "VALUES (?1, ?2, ?3, ?4)",
                       "didi", known, owner, waiting, g_get_real_time ());
}

/**
 * sijil_storage_next_waiting:
 * @storage: the storage
 * @known: somebody
 * @owner: an association
 * @waiting: (out): one of those who were put off
 * @error: return location for an error
 *
 * Takes the one who has waited longest off the list.
 *
 * Returns: whether there was one
 */
gboolean
sijil_storage_next_waiting (SijilStorage *storage, const SijilId *known, gint64 owner,
                            SijilId *waiting, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error,
      "SELECT waiting FROM crowd WHERE known = ?1 AND owner = ?2 ORDER BY at LIMIT 1", "di", known,
      owner);

  if (stmt == NULL || !sijil_stmt_next (stmt) || !sijil_stmt_id (stmt, 0, waiting))
    return FALSE;
  g_clear_pointer (&stmt, sijil_stmt_done);
  return sijil_db_run (storage->db, error,
                       "DELETE FROM crowd WHERE known = ?1 AND owner = ?2 AND waiting = ?3", "did",
                       known, owner, waiting);
}

/* @person is judged now, or will not be any more. */
gboolean
sijil_storage_waits_no_more (SijilStorage *storage, const SijilId *person, GError **error)
{
  return sijil_db_run (storage->db, error, "DELETE FROM crowd WHERE waiting = ?1", "d", person);
}

/* How often association @owner was told that @person is known to @association, or may be. */
gint64
sijil_storage_told_of_person (SijilStorage *storage, gint64 owner, const SijilId *person,
                              const char *association)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT count(*) FROM finding WHERE owner = ?1 AND person = ?2 AND "
                          "other_association = ?3",
                          "idt", owner, person, association);
}

/**
 * sijil_storage_first_told:
 * @storage: the storage
 * @owner: an association
 * @card: of a household of another one
 * @by_id: whether only that counts which was told because an ID agreed
 *
 * Returns: (transfer full) (nullable): the finding in which @owner was first told something of that
 *   household
 */
SijilFolded *
sijil_storage_first_told (SijilStorage *storage, gint64 owner, const char *card, gboolean by_id)
{
  static const char SQL[] =
      "SELECT id FROM finding WHERE owner = ?1 AND other_card = ?2 AND other_name IS NOT NULL AND "
      "(?3 = 0 OR evidence LIKE '%same-id%') ORDER BY at LIMIT 1";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, NULL, SQL, "iti", owner, card, (gint64) by_id);
  SijilFolded *finding = NULL;
  SijilId id;

  if (stmt == NULL || !sijil_stmt_next (stmt) || !sijil_stmt_id (stmt, 0, &id))
    return NULL;
  return sijil_storage_load (storage, &sijil_finding_type, &id, &finding, NULL) ? finding : NULL;
}

/* How often the two households, in the order of their associations, were told of an overlap. */
gint64
sijil_storage_overlaps (SijilStorage *storage, const char *key)
{
  g_autofree char *end = g_strconcat (key, ";", NULL); /* ';' follows ':' */

  return sijil_db_number (storage->db, 0,
                          "SELECT count(*) FROM finding_note WHERE key >= ?1 AND key < ?2", "tt",
                          key, end);
}

/* How many wait because somebody is registered too often. */
gint64
sijil_storage_waiting (SijilStorage *storage)
{
  return sijil_db_number (storage->db, 0, "SELECT count(*) FROM crowd", "");
}
