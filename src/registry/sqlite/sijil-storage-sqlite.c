#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "sijil-db-bulk.h"
#include "sijil-db-check.h"
#include "sijil-db-steps.h"
#include "sijil-gone.h"
#include "sijil-records.h"
#include "sijil-losers.h"
#include "sijil-set-rows.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

#define DATABASE "registry.db"
/* Far below what a reader takes in one frame, even if every letter had to be escaped. */
#define MAX_PAGE_ROWS 20000
#define MAX_PAGE_BYTES (2 * 1024 * 1024)
#define CACHE 32 /* MiB */
#define LATEST 12

/* Frozen once they have shipped. */
static const SijilDbStep STEPS[] = { NULL,
                                     sijil_records_step_2,
                                     sijil_records_step_3,
                                     sijil_storage_step_4,
                                     sijil_storage_step_5,
                                     sijil_records_step_4,
                                     sijil_storage_step_7,
                                     sijil_storage_step_8,
                                     sijil_storage_step_9,
                                     sijil_records_step_5,
                                     sijil_storage_step_11,
                                     sijil_storage_step_12 };

SijilStorage *
sijil_storage_open (const char *folder, const guint8 *key, gboolean create, GError **error)
{
  g_autofree char *path = g_build_filename (folder, DATABASE, NULL);
  g_autoptr (SijilDb) db =
      sijil_db_open (path, key, create ? SIJIL_DB_CREATE : SIJIL_DB_READ_WRITE, error);
  SijilStorage *storage;

  if (db == NULL && error != NULL &&
      g_error_matches (*error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY)) {
    g_clear_error (error);
    g_set_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY,
                 _ ("%s: this registry was made with another key file"), folder);
  }
  if (db == NULL || !sijil_db_upgrade (db, sijil_storage_create_tables, STEPS, LATEST, error))
    return NULL;
  sijil_db_cache (db, CACHE);
  storage = g_new0 (SijilStorage, 1);
  storage->db = g_steal_pointer (&db);
  storage->path = g_steal_pointer (&path);
  return storage;
}

/**
 * sijil_storage_open_reader:
 * @folder: the folder of a registry that is open
 * @key: its key
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): another view of it, for another thread, that reads what is
 *   committed and writes nothing
 */
SijilStorage *
sijil_storage_open_reader (const char *folder, const guint8 *key, GError **error)
{
  g_autofree char *path = g_build_filename (folder, DATABASE, NULL);
  SijilDb *db = sijil_db_open (path, key, SIJIL_DB_READ_ONLY, error);
  SijilStorage *storage;

  if (db == NULL)
    return NULL;
  storage = g_new0 (SijilStorage, 1);
  storage->db = db;
  storage->path = g_steal_pointer (&path);
  return storage;
}

void
sijil_storage_close (SijilStorage *storage)
{
  if (storage == NULL)
    return;
  sijil_db_close (storage->db);
  g_clear_pointer (&storage->deltas, g_hash_table_unref);
  g_clear_pointer (&storage->terms, sijil_match_terms_free);
  g_free (storage->path);
  g_free (storage);
}

gboolean
sijil_storage_begin (SijilStorage *storage, GError **error)
{
  return sijil_db_begin (storage->db, error);
}

gboolean
sijil_storage_commit (SijilStorage *storage, GError **error)
{
  return sijil_storage_flush_sums (storage, error) && sijil_db_commit (storage->db, error);
}

void
sijil_storage_rollback (SijilStorage *storage)
{
  g_clear_pointer (&storage->deltas, g_hash_table_unref);
  sijil_db_rollback (storage->db);
}

/**
 * sijil_storage_backup:
 * @storage: the storage
 * @path: a file that is not there yet
 * @key: the registry's key
 * @error: return location for an error
 *
 * Writes an encrypted copy under the same key, whole or not at all: it has its name only after
 * every page and every table of it was checked.
 *
 * Returns: %TRUE if the copy can be used
 */
gboolean
sijil_storage_backup (SijilStorage *storage, const char *path, const guint8 *key, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "this file is there already");
    return FALSE;
  }
  g_unlink (part);
  if (!sijil_db_copy (storage->path, part, key, error))
    return FALSE;
  if (g_rename (part, path) == 0)
    return TRUE;
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the copy could not be renamed");
  return FALSE;
}

/**
 * sijil_storage_restore:
 * @folder: a folder without a registry
 * @backup: what sijil_storage_backup() made
 * @key: the key that it was made under
 * @error: return location for an error
 *
 * Returns: %TRUE if the folder holds the registry of the backup, checked page by page
 */
gboolean
sijil_storage_restore (const char *folder, const char *backup, const guint8 *key, GError **error)
{
  g_autofree char *path = g_build_filename (folder, DATABASE, NULL);

  return sijil_db_copy (backup, path, key, error);
}

char *
sijil_storage_text (SijilStorage *storage, const char *key)
{
  return sijil_db_text (storage->db, "SELECT value FROM meta WHERE key = ?1", "t", key);
}

gint64
sijil_storage_number (SijilStorage *storage, const char *key, gint64 otherwise)
{
  return sijil_db_number (storage->db, otherwise, "SELECT value FROM meta WHERE key = ?1", "t",
                          key);
}

gboolean
sijil_storage_set_text (SijilStorage *storage, const char *key, const char *text, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", "tt", key, text);
}

gboolean
sijil_storage_set_number (SijilStorage *storage, const char *key, gint64 number, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", "ti", key,
                       number);
}

gboolean
sijil_storage_find_set (SijilStorage *storage, guint32 device, guint64 cseq, char **digest,
                        GBytes **receipt, guint64 *stamp, guint64 *base)
{
  static const char SQL[] =
      "SELECT digest, receipt, stamp, base FROM change_set WHERE device = ?1 AND cseq = ?2";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, NULL, SQL, "ii", (gint64) device, (gint64) cseq);

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return FALSE;
  *digest = g_strdup (sijil_stmt_text (stmt, 0));
  *receipt = sijil_stmt_bytes (stmt, 1);
  *stamp = (guint64) sijil_stmt_int (stmt, 2);
  *base = (guint64) sijil_stmt_int (stmt, 3);
  return TRUE;
}

gboolean
sijil_storage_store_set (SijilStorage *storage, SijilChangeSet *set, gint64 association,
                         const char *digest, GBytes *receipt, GError **error)
{
  static const char SQL[] =
      "INSERT INTO change_set (id, device, cseq, association, stamp, base, schema,"
      " actor, seq, digest, receipt, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
      " ?9, ?10, ?11, ?12)";

  return sijil_db_run (storage->db, error, SQL, "diiiiiititbi", &set->id, (gint64) set->device,
                       (gint64) set->cseq, association, (gint64) set->stamp, (gint64) set->base,
                       (gint64) set->schema, set->actor, (gint64) set->seq, digest, receipt,
                       g_get_real_time ()) &&
         sijil_set_rows_write (storage->db, sijil_db_last_rowid (storage->db), set, error);
}

guint64
sijil_storage_feed_head (SijilStorage *storage, gint64 feed)
{
  return (guint64) sijil_db_number (storage->db, 0,
                                    "SELECT seq FROM feed_head WHERE association = ?1", "i", feed);
}

/* Taken in the committing transaction: gap-free and in commit order. */
guint64
sijil_storage_next_seq (SijilStorage *storage, gint64 feed, GError **error)
{
  guint64 next = sijil_storage_feed_head (storage, feed) + 1;

  return sijil_db_run (storage->db, error,
                       "INSERT INTO feed_head (association, seq) VALUES (?1, ?2) "
                       "ON CONFLICT (association) DO UPDATE SET seq = ?2",
                       "ii", feed, (gint64) next)
             ? next
             : 0;
}

/* Of several times the earliest stands: a device may have slept through all of them. And what they
 * were given in the life that was lost nobody knows. */
gboolean
sijil_storage_mark_heads (SijilStorage *storage, GError **error)
{
  return sijil_db_exec (storage->db,
                        "UPDATE feed_head SET marked = min (coalesce (marked, seq), seq);"
                        "UPDATE device SET given = -1",
                        error);
}

guint64
sijil_storage_marked_head (SijilStorage *storage, gint64 feed)
{
  return (guint64) sijil_db_number (
      storage->db, 0, "SELECT coalesce (marked, 0) FROM feed_head WHERE association = ?1", "i",
      feed);
}

guint64
sijil_storage_last_segment (SijilStorage *storage, gint64 feed, gint64 epoch)
{
  return (guint64) sijil_db_number (storage->db, 0,
                                    "SELECT max(last) FROM segment WHERE feed = ?1 AND epoch = ?2",
                                    "ii", feed, epoch);
}

GBytes *
sijil_storage_segment (SijilStorage *storage, gint64 feed, gint64 epoch, guint64 seq, guint64 *last,
                       GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error,
      "SELECT body, last FROM segment WHERE feed = ?1 AND epoch = ?2 AND last >= ?3 "
      "ORDER BY last LIMIT 1",
      "iii", feed, epoch, (gint64) seq);

  if (stmt != NULL && sijil_stmt_next (stmt)) {
    *last = (guint64) sijil_stmt_int (stmt, 1);
    return sijil_stmt_bytes (stmt, 0);
  }
  if (stmt != NULL)
    sijil_stmt_finish (stmt, error);
  return NULL;
}

gboolean
sijil_storage_add_segment (SijilStorage *storage, gint64 feed, gint64 epoch, guint64 first,
                           guint64 last, GBytes *segment, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT INTO segment (feed, epoch, first, last, body) "
                       "VALUES (?1, ?2, ?3, ?4, ?5)",
                       "iiiib", feed, epoch, (gint64) first, (gint64) last, segment);
}

SijilChangeSet *
sijil_storage_read_set (SijilStmt *stmt)
{
  SijilId id;
  SijilChangeSet *set;

  sijil_stmt_id (stmt, 1, &id);
  set = sijil_change_set_new (&id);
  set->device = (guint32) sijil_stmt_int (stmt, 2);
  set->cseq = (guint64) sijil_stmt_int (stmt, 3);
  set->stamp = (guint64) sijil_stmt_int (stmt, 4);
  set->base = (guint64) sijil_stmt_int (stmt, 5);
  set->schema = (guint) sijil_stmt_int (stmt, 6);
  set->actor = g_strdup (sijil_stmt_text (stmt, 7));
  set->seq = (guint64) sijil_stmt_int (stmt, 8);
  return set;
}

GPtrArray *
sijil_storage_feed_page (SijilStorage *storage, gint64 feed, guint64 after, guint32 except,
                         guint limit, guint64 *cursor, gboolean *more, GError **error)
{
  static const char SQL[] = SIJIL_SQL_SETS "AND seq > ?2 AND device <> ?3 ORDER BY seq LIMIT ?4";
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error, SQL, "iiii", feed, (gint64) after, (gint64) except, (gint64) limit + 1);
  g_autoptr (GPtrArray) sets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
  guint rows = 0;
  gsize bytes = 0;

  *more = FALSE;
  *cursor = after;
  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    g_autoptr (SijilChangeSet) set = sijil_storage_read_set (stmt);

    if (!sijil_set_rows_load (storage->db, sijil_stmt_int (stmt, 0), set, error))
      return NULL;
    rows += set->rows->len;
    bytes += sijil_change_set_bytes (set);
    if (sets->len == limit || (sets->len > 0 && (rows > MAX_PAGE_ROWS || bytes > MAX_PAGE_BYTES))) {
      *more = TRUE;
      return g_steal_pointer (&sets);
    }
    *cursor = set->seq;
    g_ptr_array_add (sets, g_steal_pointer (&set));
  }
  /* What is left are the device's own sets. */
  *cursor = MAX (after, sijil_storage_feed_head (storage, feed));
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&sets) : NULL;
}

/**
 * sijil_storage_received_after:
 * @storage: the storage
 * @after: a place in the order in which change sets were received
 * @rows: about how many rows; one change set at least
 * @reached: (out): the place of the last one
 * @more: (out): whether others follow
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilChangeSet): what devices sent and the
 *   registry kept
 */
GPtrArray *
sijil_storage_received_after (SijilStorage *storage, gint64 after, guint rows, gint64 *reached,
                              gboolean *more, GError **error)
{
  static const char SQL[] =
      "SELECT local, id, device, cseq, stamp, base, schema, actor, seq FROM change_set "
      "WHERE local > ?1 AND seq > 0 AND device <> ?2 ORDER BY local";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, error, SQL, "ii", after, (gint64) SIJIL_REGISTRY_DEVICE);
  g_autoptr (GPtrArray) sets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);

  guint n = 0;

  *reached = after;
  *more = FALSE;
  if (stmt == NULL)
    return NULL;
  while (!*more && sijil_stmt_next (stmt)) {
    SijilChangeSet *set;

    *more = n >= rows;
    if (*more)
      continue;
    set = sijil_storage_read_set (stmt);
    g_ptr_array_add (sets, set);
    if (!sijil_set_rows_load (storage->db, sijil_stmt_int (stmt, 0), set, error))
      return NULL;
    n += set->rows->len;
    *reached = sijil_stmt_int (stmt, 0);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&sets) : NULL;
}

/* How many change sets of devices stand behind @after. */
gint64
sijil_storage_count_received (SijilStorage *storage, gint64 after)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT count(*) FROM change_set WHERE local > ?1 AND seq > 0 "
                          "AND device <> ?2",
                          "ii", after, (gint64) SIJIL_REGISTRY_DEVICE);
}

void
sijil_folded_free (SijilFolded *folded)
{
  if (folded == NULL)
    return;
  g_clear_object (&folded->record);
  g_clear_pointer (&folded->stamps, sijil_stamps_free);
  g_free (folded);
}

gboolean
sijil_storage_load (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
                    SijilFolded **folded, GError **error)
{
  g_autoptr (SijilStored) stored = NULL;

  *folded = NULL;
  if (!sijil_records_load (storage->db, type, id, &stored, error))
    return FALSE;
  if (stored == NULL)
    return TRUE;
  *folded = g_new0 (SijilFolded, 1);
  (*folded)->rowid = stored->rowid;
  (*folded)->owner = stored->owner;
  (*folded)->birth = stored->birth;
  (*folded)->record = g_steal_pointer (&stored->record);
  (*folded)->stamps = g_steal_pointer (&stored->stamps);
  (*folded)->sum = sijil_storage_sum_row (storage, *folded);
  return TRUE;
}

gboolean
sijil_storage_owner (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
                     gint64 *owner, GError **error)
{
  return sijil_records_owner (storage->db, type, id, owner, error);
}

gboolean
sijil_storage_save (SijilStorage *storage, SijilFolded *folded, GError **error)
{
  SijilStored stored = { folded->rowid, folded->owner, folded->birth, folded->record,
                         folded->stamps };
  guint64 sum = sijil_storage_sum_row (storage, folded);

  if (!sijil_records_save (storage->db, &stored, error))
    return FALSE;
  sijil_storage_count_row (storage, folded->owner, sijil_record_id (folded->record),
                           sijil_record_def (folded->record), folded->rowid == 0 ? 1 : 0,
                           sum - folded->sum);
  folded->sum = sum;
  folded->rowid = stored.rowid;
  return TRUE;
}

gboolean
sijil_storage_losers (SijilStorage *storage, SijilRecord *record, GPtrArray *losers, GError **error)
{
  return sijil_losers_keep (storage->db, record, losers, error);
}

gboolean
sijil_storage_birth (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
                     SijilBirth *birth)
{
  return sijil_records_birth (storage->db, type, id, birth);
}

gboolean
sijil_storage_born (SijilStorage *storage, const SijilTypeDef *type, const SijilBirth *birth,
                    gint64 association, SijilId *id)
{
  gint64 owner;

  return sijil_records_born (storage->db, type, birth, id, &owner) &&
         (owner == association || owner == SIJIL_CATALOGUE);
}

gboolean
sijil_storage_refresh_gone (SijilStorage *storage, const SijilId *household, gboolean *gone,
                            GError **error)
{
  return sijil_gone_refresh (storage->db, household, gone, error);
}

gint64
sijil_storage_count (SijilStorage *storage, const SijilTypeDef *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", type->name);

  return sijil_db_number (storage->db, 0, sql, "");
}
