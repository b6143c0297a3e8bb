#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "sijil-key-table.h"
#include "sijil-losers.h"
#include "sijil-records.h"
#include "sijil-set-rows.h"

#define SQL_SEGMENT                                                                                \
  "CREATE TABLE segment (feed INTEGER NOT NULL, epoch INTEGER NOT NULL, last INTEGER NOT NULL,"    \
  " first INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (feed, epoch, last));"

#define SQL_BUCKET                                                                                 \
  "CREATE TABLE bucket (owner INTEGER NOT NULL, type TEXT NOT NULL, month INTEGER NOT NULL,"       \
  " n INTEGER NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (owner, type, month)) WITHOUT ROWID;"

/* What was deleted, for sijil_storage_let_go(). */
#define SQL_GONE                                                                                   \
  "CREATE INDEX household_gone ON household (owner) WHERE gone = 1;"                               \
  "CREATE INDEX person_gone ON person (owner) WHERE gone = 1;"                                     \
  "CREATE INDEX training_gone ON training (owner) WHERE gone = 1;"                                 \
  "CREATE INDEX volunteer_gone ON volunteer (owner) WHERE gone = 1;"

/* What was told to one association, and its devices, for sijil_storage_row_sums(). */
#define SQL_OWNERS                                                                                 \
  "CREATE INDEX device_association ON device (association);"                                       \
  "CREATE INDEX elsewhere_owner ON elsewhere (owner, id);"                                         \
  "CREATE INDEX finding_owner ON finding (owner, id);"                                             \
  "CREATE INDEX reply_owner ON reply (owner, id);"

/* Record tables follow from the descriptors; these are the rest. */
static const char SQL_CREATE[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;"
    "CREATE TABLE association (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,"
    " at INTEGER NOT NULL);"
    "CREATE TABLE invitation (code_hash TEXT PRIMARY KEY, association INTEGER NOT NULL,"
    " expires INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE device (number INTEGER PRIMARY KEY, association INTEGER NOT NULL,"
    " office TEXT NOT NULL, letters TEXT NOT NULL, public_key BLOB NOT NULL,"
    " token_hash TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0, acked INTEGER NOT NULL DEFAULT "
    "0,"
    " last_stamp INTEGER NOT NULL DEFAULT 0, last_seen INTEGER NOT NULL DEFAULT 0,"
    " cursor INTEGER NOT NULL DEFAULT 0, catalogue_cursor INTEGER NOT NULL DEFAULT 0,"
    " waiting_from INTEGER NOT NULL DEFAULT 0, given INTEGER NOT NULL DEFAULT -1);"
    "CREATE INDEX device_key ON device (public_key);"

    "CREATE TABLE change_set (local INTEGER PRIMARY KEY, id BLOB NOT NULL, device INTEGER NOT NULL,"
    " cseq INTEGER NOT NULL, association INTEGER NOT NULL, stamp INTEGER NOT NULL,"
    " base INTEGER NOT NULL, schema INTEGER NOT NULL, actor TEXT, seq INTEGER NOT NULL,"
    " digest TEXT NOT NULL, receipt BLOB NOT NULL, at INTEGER NOT NULL, UNIQUE (device, cseq));"
    /* seq 0 stands for a refused set, which is in no feed */
    "CREATE UNIQUE INDEX change_set_feed ON change_set (association, seq) WHERE seq > 0;"
    "CREATE TABLE feed_head (association INTEGER PRIMARY KEY, seq INTEGER NOT NULL,"
    " marked INTEGER);" SQL_SEGMENT SQL_BUCKET SQL_GONE SQL_OWNERS SIJIL_SQL_KEY_TABLE
        SIJIL_SQL_CROWD SIJIL_SQL_AID SIJIL_SQL_QUOTA

    "CREATE TABLE person_link (a BLOB NOT NULL, b BLOB NOT NULL, evidence TEXT NOT NULL,"
    " at INTEGER NOT NULL, proven INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (a, b)) WITHOUT ROWID;"
    "CREATE INDEX person_link_b ON person_link (b);"
    "CREATE TABLE household_link (a BLOB NOT NULL, b BLOB NOT NULL, owner_a INTEGER NOT NULL,"
    " owner_b INTEGER NOT NULL, evidence TEXT NOT NULL, cut INTEGER NOT NULL DEFAULT 0,"
    " at INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;"
    "CREATE INDEX household_link_b ON household_link (b);"
    "CREATE TABLE finding_note (key TEXT NOT NULL, association INTEGER NOT NULL,"
    " finding BLOB NOT NULL, PRIMARY KEY (key, association)) WITHOUT ROWID;"
    "CREATE INDEX finding_note_finding ON finding_note (finding);"
    "CREATE TABLE told (distribution BLOB NOT NULL, household BLOB NOT NULL, elsewhere BLOB NOT "
    "NULL,"
    " PRIMARY KEY (distribution, household)) WITHOUT ROWID;";

/* Version 4: how far each device has read, for what goes to it by file; where each feed was when
 * the registry was restored; what is old of the feeds, packed once. */
static const char SQL_STEP_4[] =
    "ALTER TABLE device ADD COLUMN cursor INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE device ADD COLUMN catalogue_cursor INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE device ADD COLUMN waiting_from INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE feed_head ADD COLUMN marked INTEGER;" SQL_SEGMENT;

gboolean
sijil_storage_step_4 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, SQL_STEP_4, error);
}

/* Version 5: sums of what the registry holds, which desks compare theirs with; they are made when
 * the registry is opened, since they need its id. Where to find what was deleted, and whose what
 * is. And that all of what was received so far has been linked. */
gboolean
sijil_storage_step_5 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db,
                        SQL_BUCKET SQL_GONE SQL_OWNERS
                        "INSERT INTO meta (key, value)"
                        " SELECT 'linked', coalesce (max (local), 0) FROM change_set;",
                        error);
}

/* Version 9: how far each device has been given its feed, which bounds what it can have known; of
 * those of before nobody knows. */
gboolean
sijil_storage_step_9 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, "ALTER TABLE device ADD COLUMN given INTEGER NOT NULL DEFAULT -1;",
                        error);
}

/**
 * sijil_storage_create_tables:
 * @db: an empty file, inside a transaction
 * @error: return location for an error
 *
 * Returns: %TRUE if the registry's tables were made
 */
gboolean
sijil_storage_create_tables (SijilDb *db, GError **error)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    if (!sijil_records_create (db, types[i], error))
      return FALSE;
  return sijil_set_rows_create (db, error) && sijil_losers_create (db, error) &&
         sijil_db_exec (db, SQL_CREATE, error);
}
