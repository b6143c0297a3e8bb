#define G_LOG_DOMAIN "sijil-store"

#include "sijil-alias.h"

#include <string.h>

#define MAX_STEPS 32

/**
 * sijil_alias_survivor:
 * @db: the local register
 * @household: a household
 *
 * Returns: the household that stands for it: itself unless it gave way in a merge
 */
SijilId
sijil_alias_survivor (SijilDb *db, const SijilId *household)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      db, NULL, "SELECT survivor FROM household_alias WHERE household = ?1", "d", household);
  SijilId survivor;

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, &survivor) ? survivor
                                                                                      : *household;
}

static gboolean
next_step (SijilDb *db, const SijilId *household, SijilId *into)
{
  /* Into one that is not here yet, or that was deleted, nobody has been merged. */
  static const char SQL[] = "SELECT h.merged_into FROM household h JOIN household t "
                            "ON t.id = h.merged_into WHERE h.id = ?1 AND t.gone = 0";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL, "d", household);

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, into);
}

/* Two PCs may merge A into B and B into A at the same time: of such a ring the smallest id stands,
 * everywhere. */
static SijilId
find_root (SijilDb *db, const SijilId *household)
{
  SijilId path[MAX_STEPS];
  guint n = 0;

  path[n++] = *household;
  while (n < MAX_STEPS && next_step (db, &path[n - 1], &path[n])) {
    for (guint i = 0; i < n; i++) {
      if (!sijil_id_equal (&path[i], &path[n]))
        continue;
      for (guint k = i; k < n; k++)
        if (memcmp (&path[k], &path[n], sizeof (SijilId)) < 0)
          path[n] = path[k];
      return path[n];
    }
    n++;
  }
  return path[n - 1];
}

static gboolean
add_ids (SijilDb *db, GHashTable *ids, const char *sql, const SijilId *id, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, sql, "d", id);
  SijilId found;

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &found))
      g_hash_table_add (ids, sijil_id_copy (&found));
  return sijil_stmt_finish (stmt, error);
}

static gboolean
follow_one (SijilDb *db, const SijilId *household, SijilId *root, GError **error)
{
  *root = find_root (db, household);
  if (sijil_id_equal (root, household))
    return sijil_db_run (db, error, "DELETE FROM household_alias WHERE household = ?1", "d",
                         household);
  return sijil_db_run (db, error,
                       "INSERT OR REPLACE INTO household_alias (household, survivor) "
                       "VALUES (?1, ?2)",
                       "dd", household, root);
}

/**
 * sijil_alias_follow:
 * @db: the local register, inside a transaction
 * @household: a household that changed
 * @error: return location for an error
 *
 * Makes the table of who stands for whom follow the records.
 *
 * Returns: (transfer full) (nullable) (element-type SijilId): the households whose rows in lists
 *   depend on it, @household among them
 */
GHashTable *
sijil_alias_follow (SijilDb *db, const SijilId *household, GError **error)
{
  static const char SQL_GROUP[] = "SELECT household FROM household_alias WHERE survivor = ?1";
  static const char SQL_CHILDREN[] = "SELECT id FROM household WHERE merged_into = ?1";
  g_autoptr (GHashTable) ids = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  g_autofree gpointer *asked = NULL;
  guint n;
  SijilId before = sijil_alias_survivor (db, household);

  g_hash_table_add (ids, sijil_id_copy (household));
  g_hash_table_add (ids, sijil_id_copy (&before));
  if (!add_ids (db, ids, SQL_GROUP, household, error) ||
      !add_ids (db, ids, SQL_CHILDREN, household, error) ||
      !add_ids (db, ids, SQL_GROUP, &before, error))
    return NULL;
  asked = g_hash_table_get_keys_as_array (ids, &n);
  for (guint i = 0; i < n; i++) {
    SijilId root;

    if (!follow_one (db, asked[i], &root, error))
      return NULL;
    /* To add what is there would free the id that `asked` points to. */
    if (!g_hash_table_contains (ids, &root))
      g_hash_table_add (ids, sijil_id_copy (&root));
  }
  return g_steal_pointer (&ids);
}
