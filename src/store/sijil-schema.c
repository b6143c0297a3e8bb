#define G_LOG_DOMAIN "sijil-store"

#include "sijil-schema.h"

#include "sijil-schema-steps.h"

#include "sijil-db-steps.h"
#include "sijil-key-table.h"
#include "sijil-records.h"
#include "sijil-losers.h"
#include "sijil-set-rows.h"

#define LATEST 6

/* Record tables follow from the descriptors; these are the rest. */
static const char SQL_CREATE[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;"

    /* state: 0 waits, 1 confirmed, 2 refused, 3 refused and sent again as another */
    "CREATE TABLE change_set (local INTEGER PRIMARY KEY, id BLOB NOT NULL, device INTEGER NOT NULL,"
    " cseq INTEGER NOT NULL, stamp INTEGER NOT NULL, base INTEGER NOT NULL, schema INTEGER NOT "
    "NULL,"
    " actor TEXT, at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, reason TEXT,"
    " confirmed_at INTEGER);"
    "CREATE UNIQUE INDEX change_set_name ON change_set (device, cseq);"
    "CREATE INDEX change_set_state ON change_set (state, cseq) WHERE state <> 1;"
    /* What lists and results show of a household, kept in the transaction that changes it. */
    "CREATE TABLE household_row (rowid INTEGER PRIMARY KEY, household BLOB NOT NULL UNIQUE,"
    " card TEXT, head_name TEXT, sort_key TEXT NOT NULL, village TEXT, village_key TEXT,"
    " governorate TEXT, members INTEGER NOT NULL, last_what TEXT, last_what_en TEXT, last_on TEXT,"
    " consent INTEGER NOT NULL, registered_on TEXT, moved_to TEXT);"
    "CREATE INDEX household_row_sort ON household_row (sort_key, rowid);"
    "CREATE INDEX household_row_village ON household_row (village_key, sort_key, rowid);"
    /* An index for each length that is typed: without one all names that begin so are gathered
     * before the first is returned. Where in a name a part stands, no search asks. */
    "CREATE VIRTUAL TABLE person_search USING fts5 (name, content='', contentless_delete=1,"
    " detail=none, prefix='1 2 3 4 5 6 7 8', tokenize='unicode61 remove_diacritics 0');"

    /* Who stands for a household that gave way in a merge. */
    "CREATE TABLE household_alias (household BLOB PRIMARY KEY, survivor BLOB NOT NULL)"
    " WITHOUT ROWID;"
    "CREATE INDEX household_alias_survivor ON household_alias (survivor);"

    /* By which keys each person is found, see sijil-match-index.c; and of whom that is still owed.
     */
    SIJIL_SQL_KEY_TABLE "CREATE TABLE match_due (person INTEGER PRIMARY KEY);"

    "CREATE TABLE draft (kind TEXT PRIMARY KEY, body TEXT NOT NULL, at INTEGER NOT NULL);";

static gboolean
create (SijilDb *db, GError **error)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    if (!sijil_records_create (db, types[i], error))
      return FALSE;
  return sijil_set_rows_create (db, error) && sijil_losers_create (db, error) &&
         sijil_db_exec (db, SQL_CREATE, error);
}

/**
 * sijil_schema_upgrade:
 * @db: the local register
 * @error: return location for an error
 *
 * Makes or upgrades the tables of the local register.
 *
 * Returns: %TRUE if the file has this program's tables
 */
gboolean
sijil_schema_upgrade (SijilDb *db, GError **error)
{
  return sijil_db_upgrade (db, create, sijil_schema_steps, LATEST, error);
}

/**
 * sijil_schema_is_known:
 * @db: a register
 *
 * Returns: whether this program can read it, now or after its own steps
 */
gboolean
sijil_schema_is_known (SijilDb *db)
{
  gint64 version = sijil_db_number (db, 0, "PRAGMA user_version", "");

  return version >= 1 && version <= LATEST;
}

/**
 * sijil_schema_is_latest:
 * @db: a register
 *
 * Returns: whether it needs no step to be read by this program
 */
gboolean
sijil_schema_is_latest (SijilDb *db)
{
  return sijil_db_number (db, 0, "PRAGMA user_version", "") == LATEST;
}
