#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "sijil-key-table.h"
#include "sijil-match-version.h"
#include "types/sijil-types-all.h"

#define VERSION "match"
#define NEXT "rematched"
#define LAST "rematch-until"
#define TELLING "+2" /* 2: aid is told only where enough was written, see sijil-linker-proof.c */

/* Names are counted anew when so many more are registered. */
#define GROWN(before) (2 * (before) + 10)

/* Version 7: keys of all persons, which are written by sijil_storage_begin_match() and after. */
gboolean
sijil_storage_step_7 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, SIJIL_SQL_KEY_TABLE, error);
}

gint64
sijil_storage_last_person (SijilStorage *storage)
{
  return sijil_db_number (storage->db, 0, "SELECT max(rowid) FROM person", "");
}

/* By what one association has written: none can make another's phones and IDs worth nothing. */
static gboolean
is_of_many (SijilStorage *storage, const char *sql, gint64 owner, const char *number)
{
  return *number != '\0' &&
         sijil_db_number (storage->db, 0, sql, "iti", owner, number,
                          (gint64) SIJIL_MATCH_CROWDED + 1) > SIJIL_MATCH_CROWDED;
}

gboolean
sijil_storage_is_crowded (SijilStorage *storage, gint64 owner, const char *phone)
{
  return is_of_many (storage,
                     "SELECT count(*) FROM (SELECT 1 FROM household WHERE phone = ?2 AND "
                     "owner = ?1 AND gone = 0 LIMIT ?3)",
                     owner, phone);
}

gboolean
sijil_storage_is_made_up (SijilStorage *storage, gint64 owner, const char *id_number)
{
  return is_of_many (storage,
                     "SELECT count(*) FROM (SELECT 1 FROM person WHERE id_number = ?2 AND "
                     "owner = ?1 AND gone = 0 LIMIT ?3)",
                     owner, id_number);
}

/* Whether the household may be one with another, of @association or of any; those that somebody has
 * answered, or that have settled themselves, do not count. */
gint64
sijil_storage_open_questions (SijilStorage *storage, const SijilId *household,
                              const char *association)
{
  static const char SQL[] =
      "SELECT count(*) FROM finding f WHERE f.household = ?1 AND "
      "f.kind IN ('maybe-same-person', 'id-shared') AND "
      "(?2 IS NULL OR f.other_association = ?2) AND NOT EXISTS "
      "(SELECT 1 FROM verdict v WHERE v.finding = f.id AND v.reverses IS NULL AND NOT EXISTS "
      "(SELECT 1 FROM verdict r WHERE r.reverses = v.id)) AND NOT EXISTS "
      "(SELECT 1 FROM finding k WHERE k.household = f.household AND k.kind = 'known-elsewhere' "
      "AND k.other_card = f.other_card AND k.at > f.at)";

  return sijil_db_number (storage->db, 0, SQL, "dt", household, association);
}

/* By what persons are judged here: by the matcher, and by what may be told. */
static char *
version (void)
{
  return g_strconcat (sijil_match_version (), TELLING, NULL);
}

static gboolean
begin_anew (SijilStorage *storage, GError **error)
{
  g_autofree char *now = version ();

  return sijil_db_exec (storage->db, "DELETE FROM match_key;", error) &&
         sijil_storage_set_text (storage, VERSION, now, error) &&
         sijil_storage_set_number (storage, NEXT, 0, error) &&
         sijil_storage_set_number (storage, LAST, sijil_storage_last_person (storage), error);
}

/* If this program judges otherwise than the one that was here before, all persons are looked at
 * again. */
gboolean
sijil_storage_begin_match (SijilStorage *storage, GError **error)
{
  g_autofree char *before = sijil_storage_text (storage, VERSION);
  g_autofree char *now = version ();

  if (g_strcmp0 (before, now) == 0)
    return TRUE;
  if (!sijil_storage_begin (storage, error))
    return FALSE;
  if (begin_anew (storage, error) && sijil_storage_commit (storage, error))
    return TRUE;
  sijil_storage_rollback (storage);
  return FALSE;
}

static GPtrArray *
load_rowids (SijilStorage *storage, const GArray *rowids, gint64 not_owner, GError **error)
{
  static const char SQL[] = "SELECT id FROM person WHERE rowid = ?1 AND owner <> ?2 AND gone = 0";
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_folded_free);

  for (guint i = 0; i < rowids->len; i++) {
    g_autoptr (SijilStmt) stmt = sijil_db_select (storage->db, error, SQL, "ii",
                                                  g_array_index (rowids, gint64, i), not_owner);
    SijilFolded *folded;
    SijilId id;

    if (stmt == NULL)
      return NULL;
    if (!sijil_stmt_next (stmt) || !sijil_stmt_id (stmt, 0, &id))
      continue;
    if (!sijil_storage_load (storage, &sijil_person_type, &id, &folded, error))
      return NULL;
    if (folded != NULL)
      g_ptr_array_add (found, folded);
  }
  return g_steal_pointer (&found);
}

GPtrArray *
sijil_storage_persons_like (SijilStorage *storage, const SijilMatchRecord *record, gint64 not_owner,
                            GError **error)
{
  g_autoptr (GArray) rowids =
      sijil_key_table_find_of_others (storage->db, record, not_owner, error);

  return rowids != NULL ? load_rowids (storage, rowids, not_owner, error) : NULL;
}

GPtrArray *
sijil_storage_next_rematch (SijilStorage *storage, guint most, gboolean *more, GError **error)
{
  static const char SQL[] = "SELECT rowid FROM person WHERE rowid > ?1 AND rowid <= ?2 "
                            "ORDER BY rowid LIMIT ?3";
  gint64 next = sijil_storage_number (storage, NEXT, 0);
  gint64 last = sijil_storage_number (storage, LAST, 0);
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SijilStmt) stmt = NULL;

  *more = next < last;
  if (next >= last)
    return g_ptr_array_new ();
  stmt = sijil_db_select (storage->db, error, SQL, "iii", next, last, (gint64) most);
  while (stmt != NULL && sijil_stmt_next (stmt)) {
    gint64 rowid = sijil_stmt_int (stmt, 0);

    g_array_append_val (rowids, rowid);
  }
  if (stmt == NULL || !sijil_stmt_finish (stmt, error))
    return NULL;
  next = rowids->len == most ? g_array_index (rowids, gint64, most - 1) : last;
  return sijil_storage_set_number (storage, NEXT, next, error)
             ? load_rowids (storage, rowids, SIJIL_CATALOGUE, error)
             : NULL;
}

gboolean
sijil_storage_write_keys (SijilStorage *storage, gint64 person, const SijilMatchRecord *record,
                          GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SijilKeyEntry));

  sijil_key_table_add (entries, record, person);
  return sijil_key_table_write (storage->db, entries, error);
}

const SijilMatchTerms *
sijil_storage_terms (SijilStorage *storage)
{
  gint64 last = sijil_storage_last_person (storage);

  if (storage->terms != NULL && last < GROWN (storage->terms_of))
    return storage->terms;
  g_clear_pointer (&storage->terms, sijil_match_terms_free);
  storage->terms = sijil_key_table_terms (storage->db);
  storage->terms_of = last;
  return storage->terms;
}
