#define G_LOG_DOMAIN "sijil-store"

#include "sijil-schema-steps.h"

#include "sijil-key-table.h"
#include "sijil-records.h"

static gboolean
step_2 (SijilDb *db, GError **error)
{
  return sijil_records_step_2 (db, error) &&
         sijil_db_exec (db,
                        "CREATE TABLE household_alias (household BLOB PRIMARY KEY, survivor BLOB "
                        "NOT NULL) WITHOUT ROWID;"
                        "CREATE INDEX household_alias_survivor ON household_alias (survivor);"
                        /* Filled again when the register is opened, since the fold is unknown. */
                        "DROP TABLE person_search;"
                        "CREATE VIRTUAL TABLE person_search USING fts5 (name, content='',"
                        " contentless_delete=1, detail=none, prefix='1 2 3 4 5 6 7 8',"
                        " tokenize='unicode61 remove_diacritics 0');"
                        "DELETE FROM meta WHERE key = 'fold-version';",
                        error);
}

static gboolean
step_4 (SijilDb *db, GError **error)
{
  return sijil_records_step_4 (db, error) &&
         sijil_db_exec (db, "ALTER TABLE household_row ADD COLUMN moved_to TEXT;", error);
}

/* Filled afterwards, bit by bit. */
static gboolean
step_5 (SijilDb *db, GError **error)
{
  return sijil_db_exec (
      db, SIJIL_SQL_KEY_TABLE "CREATE TABLE match_due (person INTEGER PRIMARY KEY);", error);
}

const SijilDbStep sijil_schema_steps[] = { NULL,   step_2, sijil_records_step_3,
                                           step_4, step_5, sijil_records_step_5 };
