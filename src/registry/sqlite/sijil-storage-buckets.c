#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "sijil-records.h"
#include "sijil-set-rows.h"
#include "sijil-sums.h"

#include <string.h>

/* What the registry holds, in sums, kept up with each row: to add them up when a desk asks would
 * read all associations' rows. A transaction notes its differences and writes them once. */

#define ROWS_AT_ONCE 2000

typedef struct {
  gint64 owner;
  const SijilTypeDef *type;
  int month;
} Place;

typedef struct {
  gint64 n;
  guint64 sum;
} Delta;

static guint
place_hash (gconstpointer data)
{
  const Place *place = data;

  return (guint) place->owner * 31 + g_direct_hash (place->type) + (guint) place->month * 7919;
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  return one->owner == other->owner && one->type == other->type && one->month == other->month;
}

/* Notes that @owner's rows of that type and month are @n more, and their sum @sum larger. */
void
sijil_storage_count_row (SijilStorage *storage, gint64 owner, const SijilId *id,
                         const SijilTypeDef *type, int n, guint64 sum)
{
  Place place = { owner, type, sijil_sums_month (id) };
  Delta *delta;

  if (storage->deltas == NULL)
    storage->deltas = g_hash_table_new_full (place_hash, place_equal, g_free, g_free);
  delta = g_hash_table_lookup (storage->deltas, &place);
  if (delta == NULL) {
    delta = g_new0 (Delta, 1);
    g_hash_table_insert (storage->deltas, g_memdup2 (&place, sizeof place), delta);
  }
  delta->n += n;
  delta->sum += sum;
}

guint64
sijil_storage_sum_row (SijilStorage *storage, const SijilFolded *folded)
{
  return sijil_sums_row (&storage->key, folded->record, folded->stamps);
}

/* SQL would turn a sum that leaves 64 bits into a fraction. */
static gboolean
add_delta (SijilDb *db, const Place *place, const Delta *delta, GError **error)
{
  static const char SQL[] =
      "SELECT n, sum FROM bucket WHERE owner = ?1 AND type = ?2 AND month = ?3";
  Delta now = *delta;

  {
    g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "iti", place->owner,
                                                  place->type->name, (gint64) place->month);

    if (stmt == NULL)
      return FALSE;
    if (sijil_stmt_next (stmt)) {
      now.n += sijil_stmt_int (stmt, 0);
      now.sum += (guint64) sijil_stmt_int (stmt, 1);
    }
    if (!sijil_stmt_finish (stmt, error))
      return FALSE;
  }
  return sijil_db_run (db, error,
                       "INSERT OR REPLACE INTO bucket (owner, type, month, n, sum) "
                       "VALUES (?1, ?2, ?3, ?4, ?5)",
                       "itiii", place->owner, place->type->name, (gint64) place->month, now.n,
                       (gint64) now.sum);
}

/* Writes what the transaction has noted. */
gboolean
sijil_storage_flush_sums (SijilStorage *storage, GError **error)
{
  GHashTableIter iter;
  gpointer place, delta;

  if (storage->deltas == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, storage->deltas);
  while (g_hash_table_iter_next (&iter, &place, &delta))
    if (!add_delta (storage->db, place, delta, error))
      return FALSE;
  g_clear_pointer (&storage->deltas, g_hash_table_unref);
  return TRUE;
}

static gboolean
sum_type (SijilStorage *storage, const SijilTypeDef *type, GError **error)
{
  gint64 after = 0;

  for (;;) {
    g_autoptr (GPtrArray) rows =
        sijil_records_list (storage->db, type, "WHERE rowid > ?1 ORDER BY rowid LIMIT ?2", error,
                            "ii", after, (gint64) ROWS_AT_ONCE);

    if (rows == NULL)
      return FALSE;
    if (rows->len == 0)
      return TRUE;
    for (guint i = 0; i < rows->len; i++) {
      SijilStored *stored = rows->pdata[i];

      after = stored->rowid;
      sijil_storage_count_row (storage, stored->owner, sijil_record_id (stored->record), type, 1,
                               sijil_sums_row (&storage->key, stored->record, stored->stamps));
    }
  }
}

static gboolean
sum_all (SijilStorage *storage, GError **error)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  if (!sijil_db_exec (storage->db, "DELETE FROM bucket", error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!sum_type (storage, types[i], error))
      return FALSE;
  return sijil_storage_set_number (storage, SIJIL_SUMMED, 1, error);
}

/**
 * sijil_storage_begin_sums:
 * @storage: the storage of a registry
 * @registry: its id
 * @error: return location for an error
 *
 * Says what the sums are keyed with, and makes those of a registry that has none yet.
 *
 * Returns: %TRUE if they stand
 */
gboolean
sijil_storage_begin_sums (SijilStorage *storage, const char *registry, GError **error)
{
  if (!sijil_id_parse (registry, &storage->key)) {
    g_set_error_literal (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DAMAGED, "id of the registry");
    return FALSE;
  }
  if (sijil_storage_number (storage, SIJIL_SUMMED, 0) != 0)
    return TRUE;
  if (sijil_storage_begin (storage, error) && sum_all (storage, error) &&
      sijil_storage_commit (storage, error))
    return TRUE;
  sijil_storage_rollback (storage);
  return FALSE;
}

/**
 * sijil_storage_buckets:
 * @storage: the storage
 * @association: whose
 * @buckets: (inout) (element-type SijilBucket): gets the sums of its rows and of the catalogue's
 * @error: return location for an error
 *
 * Returns: %TRUE if they were read
 */
gboolean
sijil_storage_buckets (SijilStorage *storage, gint64 association, GArray *buckets, GError **error)
{
  static const char SQL[] = "SELECT type, month, n, sum FROM bucket WHERE owner IN (0, ?1) "
                            "ORDER BY type, month";
  g_autoptr (SijilStmt) stmt = NULL;

  if (!sijil_storage_flush_sums (storage, error))
    return FALSE;
  stmt = sijil_db_select (storage->db, error, SQL, "i", association);
  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    const SijilTypeDef *type = sijil_type_find (sijil_stmt_text (stmt, 0));
    SijilBucket *bucket;

    if (type == NULL)
      continue;
    bucket = sijil_sums_bucket (buckets, type, (int) sijil_stmt_int (stmt, 1));
    bucket->n += sijil_stmt_int (stmt, 2);
    bucket->sum += (guint64) sijil_stmt_int (stmt, 3);
  }
  return sijil_stmt_finish (stmt, error);
}

/* A month holds the rows of all associations: to find those of one among them would take seconds.
 * What it made itself is found by its devices, and what it was told by an index of its own. */
static const char SQL_OWN[] =
    "WHERE born_device IN (SELECT number FROM device WHERE association = ?3 UNION SELECT 1) "
    "AND +id BETWEEN ?1 AND ?2 AND owner IN (0, ?3) ORDER BY id LIMIT ?4";
static const char SQL_TOLD[] = "WHERE owner = ?3 AND id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?4";

/**
 * sijil_storage_row_sums:
 * @storage: the storage
 * @type: a record type
 * @association: whose rows, beside the catalogue's
 * @first: the smallest id
 * @last: the largest
 * @limit: most rows
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilRowSum): their sums, by id
 */
GArray *
sijil_storage_row_sums (SijilStorage *storage, const SijilTypeDef *type, gint64 association,
                        const SijilId *first, const SijilId *last, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows = sijil_records_list (
      storage->db, type, type->audience == SIJIL_AUDIENCE_TOLD ? SQL_TOLD : SQL_OWN, error, "ddii",
      first, last, association, (gint64) limit);
  GArray *sums;

  if (rows == NULL)
    return NULL;
  sums = g_array_sized_new (FALSE, FALSE, sizeof (SijilRowSum), rows->len);
  for (guint i = 0; i < rows->len; i++) {
    SijilStored *stored = rows->pdata[i];
    SijilRowSum one = { *sijil_record_id (stored->record),
                        sijil_sums_row (&storage->key, stored->record, stored->stamps) };

    g_array_append_val (sums, one);
  }
  return sums;
}

static gboolean
keep_set (SijilStorage *storage, SijilStmt *stmt, GTree *sets, gsize *bytes, GError **error)
{
  g_autoptr (SijilChangeSet) set = sijil_storage_read_set (stmt);
  SijilChangeSet *kept;

  if (g_tree_lookup (sets, &set->id) != NULL)
    return TRUE;
  if (!sijil_set_rows_load (storage->db, sijil_stmt_int (stmt, 0), set, error))
    return FALSE;
  *bytes += sijil_change_set_bytes (set);
  kept = g_steal_pointer (&set);
  g_tree_insert (sets, &kept->id, kept);
  return TRUE;
}

static gboolean
add_set (SijilStorage *storage, gint64 feed, const char *condition, gint64 a, gint64 b, GTree *sets,
         gsize *bytes, GError **error)
{
  g_autofree char *sql = g_strconcat (SIJIL_SQL_SETS, condition, NULL);
  g_autoptr (SijilStmt) stmt = sijil_db_select (storage->db, error, sql, "iii", feed, a, b);

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt))
    if (!keep_set (storage, stmt, sets, bytes, error))
      return FALSE;
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_storage_sets_behind:
 * @storage: the storage
 * @folded: a record
 * @sets: (inout): by id: gets the change sets of its feed that made it what it is: the one in which
 *   it was born, and those that wrote the values that stand
 * @bytes: (inout): grows by how large they are
 * @error: return location for an error
 *
 * Returns: %TRUE if they were read
 */
gboolean
sijil_storage_sets_behind (SijilStorage *storage, SijilFolded *folded, GTree *sets, gsize *bytes,
                           GError **error)
{
  const SijilTypeDef *type = sijil_record_def (folded->record);

  if (!add_set (storage, folded->owner, "AND device = ?2 AND cseq = ?3",
                (gint64) folded->birth.device, (gint64) folded->birth.cseq, sets, bytes, error))
    return FALSE;
  for (guint i = 0; i < type->n_fields; i++) {
    const SijilStamp *stamp = sijil_stamps_get (folded->stamps, i);
    gboolean ok = TRUE;

    if (stamp != NULL && stamp->seq > 0)
      ok = add_set (storage, folded->owner, "AND device = ?2 AND seq = ?3", (gint64) stamp->device,
                    (gint64) stamp->seq, sets, bytes, error);
    else if (stamp != NULL)
      /* What the registry itself writes it does not number in its rows. */
      ok = add_set (storage, folded->owner, "AND device = ?2 AND stamp = ?3",
                    (gint64) stamp->device, (gint64) stamp->stamp, sets, bytes, error);
    if (!ok)
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_storage_sets_naming:
 * @storage: the storage
 * @feed: an association
 * @type: a record type with sets, of which what was taken out stands nowhere in the rows
 * @ids: (element-type SijilId): records of that type
 * @sets: (inout): by id: gets all change sets of the feed that changed one of them
 * @bytes: (inout): grows by how large they are
 * @error: return location for an error
 *
 * Reads the whole feed: it is asked for seldom.
 *
 * Returns: %TRUE if they were read
 */
gboolean
sijil_storage_sets_naming (SijilStorage *storage, gint64 feed, const SijilTypeDef *type,
                           GHashTable *ids, GTree *sets, gsize *bytes, GError **error)
{
  static const char SQL[] =
      "SELECT s.local, s.id, s.device, s.cseq, s.stamp, s.base, s.schema, s.actor, s.seq, r.id "
      "FROM change_set s JOIN change_row r ON r.change_set = s.local "
      "WHERE s.association = ?1 AND s.seq > 0 AND r.type = ?2 ORDER BY s.seq";
  g_autoptr (SijilStmt) stmt = sijil_db_select (storage->db, error, SQL, "it", feed, type->name);
  SijilId id;

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 9, &id) && g_hash_table_contains (ids, &id) &&
        !keep_set (storage, stmt, sets, bytes, error))
      return FALSE;
  return sijil_stmt_finish (stmt, error);
}
