#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "types/sijil-types-all.h"

#include <string.h>

/* So many rows at once may be passed over that are nothing to be shared. */
#define PASSED "500"

gboolean
sijil_storage_step_12 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, SIJIL_SQL_AID, error);
}

/* What one association gave to ?4 for one kind of need and period. The programmes come first: they
 * are few, and each finds its own by the index, however much there is for other needs or periods.
 */
#define SQL_MET(column, who)                                                                       \
  "SELECT d.id FROM programme p CROSS JOIN distribution d WHERE p.family = ?1 "                    \
  "AND p.owner IN (0, ?2) AND coalesce(p.confidential, 0) = 0 AND d.programme = p.id "             \
  "AND d.period = ?3 AND d." column " IN (" SIJIL_SQL_MERGED (                                     \
      column, "?4") ") "                                                                           \
                    "AND d.person IS " who " AND d.reverses IS NULL AND NOT EXISTS "               \
                    "(SELECT 1 FROM distribution r WHERE r.reverses = d.id) LIMIT ?5"

/**
 * sijil_storage_met:
 * @storage: the storage
 * @meeting: whom something was given, for what and when
 * @most: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilFolded): the hand-overs that stand for the
 *   same; of a household, what was for all of it
 */
GPtrArray *
sijil_storage_met (SijilStorage *storage, const SijilMeeting *meeting, guint most, GError **error)
{
  const char *sql =
      meeting->is_person ? SQL_MET ("person", "NOT NULL") : SQL_MET ("household", "NULL");
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, error, sql, "titdi", meeting->family, meeting->owner,
                       meeting->period, meeting->served, (gint64) most);

  return sijil_storage_load_ids (storage, &sijil_distribution_type, stmt, error);
}

/* ?1 is noted, from its first row on, unless it was never given anything. */
#define SQL_NOTE(column, who)                                                                      \
  "INSERT INTO share_again (kind, id) SELECT '" column "', w.id FROM (" who ") w WHERE EXISTS "    \
  "(SELECT 1 FROM distribution d WHERE d." column " = w.id) "                                      \
  "ON CONFLICT (kind, id) DO UPDATE SET after = 0"

/* The rows behind ?2, and whether each is a hand-over that is to be shared. */
#define SQL_NEXT(column, shared)                                                                   \
  "SELECT d.rowid, d.id, " shared " FROM distribution d WHERE d." column " = ?1 AND d.rowid > ?2 " \
  "ORDER BY d.rowid LIMIT " PASSED

static const struct {
  const SijilTypeDef *type;
  const char *note;
  const char *next;
} KINDS[] = {
  { &sijil_household_type, SQL_NOTE ("household", SIJIL_SQL_MERGED ("household", "?1")),
    SQL_NEXT ("household", "d.reverses IS NULL") },
  { &sijil_person_type, SQL_NOTE ("person", SIJIL_SQL_MERGED ("person", "?1")),
    SQL_NEXT ("person", "d.reverses IS NULL") },
  { &sijil_programme_type, SQL_NOTE ("programme", "SELECT ?1 AS id"),
    SQL_NEXT ("programme", "EXISTS (SELECT 1 FROM told t WHERE t.distribution = d.id)") },
};

/**
 * sijil_storage_share_again:
 * @storage: the storage
 * @type: of a household, a person or a programme
 * @id: which one
 * @error: return location for an error
 *
 * Notes, once, that all that it was given, or what was told of all that was given under it, is to
 * be shared again from the beginning.
 *
 * Returns: %TRUE if sijil_storage_next_to_share() will come to it
 */
gboolean
sijil_storage_share_again (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
                           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (KINDS[i].type == type)
      return sijil_db_run (storage->db, error, KINDS[i].note, "d", id);
  g_return_val_if_reached (FALSE);
}

static const char *
sql_of (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (g_strcmp0 (KINDS[i].type->name, kind) == 0)
      return KINDS[i].next;
  g_return_val_if_reached (KINDS[0].next);
}

/* @after: (inout): moves to the row where it stopped; -1 if there is none any more. */
static gboolean
find_next (SijilStorage *storage, const char *kind, const SijilId *id, gint64 *after,
           SijilFolded **distribution, GError **error)
{
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, error, sql_of (kind), "di", id, *after);
  gboolean found = FALSE;
  SijilId next;

  if (stmt == NULL)
    return FALSE;
  *after = -1;
  while (!found && sijil_stmt_next (stmt)) {
    *after = sijil_stmt_int (stmt, 0);
    found = sijil_stmt_int (stmt, 2) != 0 && sijil_stmt_id (stmt, 1, &next);
  }
  if (!found)
    return sijil_stmt_finish (stmt, error);
  return sijil_storage_load (storage, &sijil_distribution_type, &next, distribution, error);
}

static gboolean
note_after (SijilStorage *storage, gint64 place, gint64 after, GError **error)
{
  return after >= 0 ? sijil_db_run (storage->db, error,
                                    "UPDATE share_again SET after = ?2 WHERE place = ?1", "ii",
                                    place, after)
                    : sijil_db_run (storage->db, error, "DELETE FROM share_again WHERE place = ?1",
                                    "i", place);
}

/**
 * sijil_storage_next_to_share:
 * @storage: the storage
 * @distribution: (out) (nullable): a hand-over, which is taken off the list; %NULL if only others
 *   were passed over
 * @left: (out): whether there was anything on the list
 * @error: return location for an error
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_storage_next_to_share (SijilStorage *storage, SijilFolded **distribution, gboolean *left,
                             GError **error)
{
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, error,
                       "SELECT place, kind, id, after FROM share_again ORDER BY place LIMIT 1", "");
  g_autofree char *kind = NULL;
  gint64 place, after;
  SijilId id;

  *distribution = NULL;
  *left = stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 2, &id);
  if (!*left)
    return stmt != NULL && sijil_stmt_finish (stmt, error);
  place = sijil_stmt_int (stmt, 0);
  kind = g_strdup (sijil_stmt_text (stmt, 1));
  after = sijil_stmt_int (stmt, 3);
  g_clear_pointer (&stmt, sijil_stmt_done);
  return find_next (storage, kind, &id, &after, distribution, error) &&
         note_after (storage, place, after, error);
}

/* How many households, persons and programmes wait until their aid is shared again. */
gint64
sijil_storage_to_share (SijilStorage *storage)
{
  return sijil_db_number (storage->db, 0, "SELECT count(*) FROM share_again", "");
}
