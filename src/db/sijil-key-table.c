#define G_LOG_DOMAIN "sijil-db"

#include "sijil-key-table.h"

#include "sijil-fold.h"
#include "sijil-match-keys.h"
#include "sijil-names.h"

#include <string.h>

/* A key that no longer fits stays: whoever is found by it is compared, and told apart. */

/* A key that so many share is no way to find anybody. */
#define MAX_BLOCK 400
/* Whom more may be than this, is found among the first: those of the longest keys. */
#define MOST_FOUND 2000
/* So many names tell well enough how common each is. */
#define SAMPLE 8000

/**
 * sijil_key_table_version:
 *
 * Returns: a number of what keys are made of; stored keys of another one are made anew
 */
gint64
sijil_key_table_version (void)
{
  return ((SIJIL_FOLD_VERSION * 1000 + SIJIL_NAMES_VERSION) * 1000 + SIJIL_MATCH_KEYS_VERSION) * 10;
}

/**
 * sijil_key_table_add:
 * @entries: (inout) (element-type SijilKeyEntry): a list
 * @record: somebody
 * @person: rowid of that person
 *
 * Adds the keys that @record has to @entries.
 */
void
sijil_key_table_add (GArray *entries, const SijilMatchRecord *record, gint64 person)
{
  guint64 keys[SIJIL_MATCH_MAX_KEYS];
  guint n = sijil_match_keys (record, keys);

  for (guint i = 0; i < n; i++) {
    SijilKeyEntry entry = { keys[i], person };

    g_array_append_val (entries, entry);
  }
}

/* As the table orders them. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const SijilKeyEntry *left = a, *right = b;

  return (gint64) left->key < (gint64) right->key ? -1 : (gint64) left->key > (gint64) right->key;
}

/**
 * sijil_key_table_write:
 * @db: a database, inside a transaction
 * @entries: (inout) (element-type SijilKeyEntry): what to write; it is sorted
 * @error: return location for an error
 *
 * Writes in the order of the table: keys are scattered, and each page of it is sealed by itself.
 *
 * Returns: %TRUE if all are there
 */
gboolean
sijil_key_table_write (SijilDb *db, GArray *entries, GError **error)
{
  static const char SQL[] = "INSERT OR IGNORE INTO match_key (key, person) VALUES (?1, ?2)";

  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++) {
    const SijilKeyEntry *entry = &g_array_index (entries, SijilKeyEntry, i);

    if (!sijil_db_run (db, error, SQL, "ii", (gint64) entry->key, entry->person))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_block (SijilStmt *stmt, GHashTable *seen, GArray *found, GError **error)
{
  gint64 block[MAX_BLOCK + 1];
  guint n = 0;

  while (stmt != NULL && n <= MAX_BLOCK && sijil_stmt_next (stmt))
    block[n++] = sijil_stmt_int (stmt, 0);
  if (stmt == NULL || !sijil_stmt_finish (stmt, error))
    return FALSE;
  for (guint i = 0; n <= MAX_BLOCK && i < n; i++)
    if (g_hash_table_add (seen, g_memdup2 (&block[i], sizeof block[i])))
      g_array_append_val (found, block[i]);
  return TRUE;
}

static GArray *
find (SijilDb *db, const SijilMatchRecord *record, const char *sql, gint64 not_owner,
      GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint64 keys[SIJIL_MATCH_MAX_KEYS];
  guint n = sijil_match_keys (record, keys);

  for (guint i = 0; i < n && found->len < MOST_FOUND; i++) {
    g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, sql, "iii", (gint64) keys[i],
                                                  (gint64) MAX_BLOCK + 1, not_owner);

    if (!add_block (stmt, seen, found, error))
      return NULL;
  }
  return g_steal_pointer (&found);
}

/**
 * sijil_key_table_find:
 * @db: a database
 * @record: somebody
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): rowids of the persons who share a key with
 * @record
 */
GArray *
sijil_key_table_find (SijilDb *db, const SijilMatchRecord *record, GError **error)
{
  return find (db, record, "SELECT person FROM match_key WHERE key = ?1 AND ?3 = 0 LIMIT ?2", 0,
               error);
}

/**
 * sijil_key_table_find_of_others:
 * @db: a database
 * @record: somebody
 * @not_owner: an association
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): rowids of the persons who share a key with
 *   @record and belong to other associations, however many share it in @not_owner
 */
GArray *
sijil_key_table_find_of_others (SijilDb *db, const SijilMatchRecord *record, gint64 not_owner,
                                GError **error)
{
  static const char SQL[] =
      "SELECT k.person FROM (SELECT person FROM match_key WHERE key = ?1 LIMIT 4000) k "
      "JOIN person p ON p.rowid = k.person WHERE p.gone = 0 AND p.owner <> ?3 LIMIT ?2";

  return find (db, record, SQL, not_owner, error);
}

/**
 * sijil_key_table_terms:
 * @db: a database
 *
 * Returns: (transfer full): how common names are among its persons
 */
SijilMatchTerms *
sijil_key_table_terms (SijilDb *db)
{
  static const char SQL[] = "SELECT name FROM person WHERE rowid >= ?1 ORDER BY rowid LIMIT 1";
  SijilMatchTerms *terms = sijil_match_terms_new ();
  gint64 last = sijil_db_number (db, 0, "SELECT max(rowid) FROM person", "");
  gint64 step = MAX (last / SAMPLE, 1);

  for (gint64 at = 1; at <= last; at += step) {
    g_autofree char *name = sijil_db_text (db, SQL, "i", at);
    SijilMatchRecord record;

    memset (&record, 0, sizeof record);
    sijil_match_record_name (&record, name);
    sijil_match_terms_count (terms, &record);
  }
  return terms;
}

/**
 * sijil_key_table_is_crowded:
 * @db: a database
 * @phone: a phone in the form in which it is stored and compared, or an empty text
 *
 * Returns: whether so many families have it that it tells nothing
 */
gboolean
sijil_key_table_is_crowded (SijilDb *db, const char *phone)
{
  static const char SQL[] =
      "SELECT count(*) FROM (SELECT 1 FROM household WHERE phone = ?1 AND gone = 0 LIMIT ?2)";

  return *phone != '\0' && sijil_db_number (db, 0, SQL, "ti", phone,
                                            (gint64) SIJIL_MATCH_CROWDED + 1) > SIJIL_MATCH_CROWDED;
}
