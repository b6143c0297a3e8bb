#define G_LOG_DOMAIN "sijil-db"

#include "sijil-records.h"

/* Version 2: families that change, volunteers, deletion, conflicts that wait. */
static const char SQL_STEP_2[] =
    "ALTER TABLE elsewhere ADD COLUMN person BLOB;"
    "ALTER TABLE elsewhere ADD COLUMN per TEXT;"
    "ALTER TABLE household ADD COLUMN merged_into BLOB;"
    "ALTER TABLE household ADD COLUMN split_from BLOB;"
    "ALTER TABLE household ADD COLUMN batch TEXT;"
    "ALTER TABLE household ADD COLUMN deleted INTEGER;"
    "ALTER TABLE household ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE loser ADD COLUMN open INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE person ADD COLUMN occupation TEXT;"
    "ALTER TABLE person ADD COLUMN education TEXT;"
    "ALTER TABLE person ADD COLUMN merged_into BLOB;"
    "ALTER TABLE person ADD COLUMN deleted INTEGER;"
    "ALTER TABLE person ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE staff ADD COLUMN left_on TEXT;"
    "CREATE TABLE desk (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner INTEGER "
    "NOT NULL, stamps BLOB NOT NULL, born_device INTEGER NOT NULL, born_cseq INTEGER NOT "
    "NULL, born_index INTEGER NOT NULL, number INTEGER, office TEXT);"
    "CREATE TABLE event (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner "
    "INTEGER NOT NULL, stamps BLOB NOT NULL, born_device INTEGER NOT NULL, born_cseq "
    "INTEGER NOT NULL, born_index INTEGER NOT NULL, kind TEXT, household BLOB, "
    "other_household BLOB, person BLOB, happened_on TEXT, note TEXT, at INTEGER, office "
    "TEXT, actor TEXT, reverses BLOB);"
    "CREATE TABLE shift (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner "
    "INTEGER NOT NULL, stamps BLOB NOT NULL, born_device INTEGER NOT NULL, born_cseq "
    "INTEGER NOT NULL, born_index INTEGER NOT NULL, volunteer BLOB, programme BLOB, "
    "activity TEXT, worked_on TEXT, minutes INTEGER, at INTEGER, office TEXT, actor TEXT, "
    "reason_code TEXT, reverses BLOB);"
    "CREATE TABLE training (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner "
    "INTEGER NOT NULL, stamps BLOB NOT NULL, born_device INTEGER NOT NULL, born_cseq "
    "INTEGER NOT NULL, born_index INTEGER NOT NULL, volunteer BLOB, subject TEXT, held_on "
    "TEXT, hours INTEGER, expires TEXT, deleted INTEGER, gone INTEGER NOT NULL DEFAULT "
    "0);"
    "CREATE TABLE visit (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner "
    "INTEGER NOT NULL, stamps BLOB NOT NULL, born_device INTEGER NOT NULL, born_cseq "
    "INTEGER NOT NULL, born_index INTEGER NOT NULL, household BLOB, visited_on TEXT, "
    "visitor TEXT, note TEXT, at INTEGER, office TEXT, actor TEXT, reverses BLOB);"
    "CREATE TABLE volunteer (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner "
    "INTEGER NOT NULL, stamps BLOB NOT NULL, born_device INTEGER NOT NULL, born_cseq "
    "INTEGER NOT NULL, born_index INTEGER NOT NULL, person BLOB, skills TEXT, "
    "availability TEXT, state TEXT, since_date TEXT, notes TEXT, deleted INTEGER, gone "
    "INTEGER NOT NULL DEFAULT 0);"
    "CREATE UNIQUE INDEX desk_born ON desk (born_device, born_cseq, born_index);"
    "CREATE INDEX desk_number ON desk (number) WHERE number IS NOT NULL;"
    "CREATE UNIQUE INDEX event_born ON event (born_device, born_cseq, born_index);"
    "CREATE INDEX event_household ON event (household) WHERE household IS NOT NULL;"
    "CREATE INDEX event_other_household ON event (other_household) WHERE other_household "
    "IS NOT NULL;"
    "CREATE INDEX event_person ON event (person) WHERE person IS NOT NULL;"
    "CREATE INDEX event_reverses ON event (reverses) WHERE reverses IS NOT NULL;"
    "CREATE INDEX household_batch ON household (batch) WHERE batch IS NOT NULL;"
    "CREATE INDEX household_merged_into ON household (merged_into) WHERE merged_into IS "
    "NOT NULL;"
    "CREATE INDEX household_split_from ON household (split_from) WHERE split_from IS NOT "
    "NULL;"
    "CREATE INDEX loser_open ON loser (id) WHERE open = 1;"
    "CREATE INDEX loser_unsent ON loser (device, stamp) WHERE seq = 0;"
    "CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT "
    "NULL;"
    "CREATE UNIQUE INDEX shift_born ON shift (born_device, born_cseq, born_index);"
    "CREATE INDEX shift_programme ON shift (programme) WHERE programme IS NOT NULL;"
    "CREATE INDEX shift_reverses ON shift (reverses) WHERE reverses IS NOT NULL;"
    "CREATE INDEX shift_volunteer ON shift (volunteer) WHERE volunteer IS NOT NULL;"
    "CREATE INDEX shift_worked_on ON shift (worked_on) WHERE worked_on IS NOT NULL;"
    "CREATE UNIQUE INDEX training_born ON training (born_device, born_cseq, born_index);"
    "CREATE INDEX training_volunteer ON training (volunteer) WHERE volunteer IS NOT NULL;"
    "CREATE UNIQUE INDEX visit_born ON visit (born_device, born_cseq, born_index);"
    "CREATE INDEX visit_household ON visit (household) WHERE household IS NOT NULL;"
    "CREATE INDEX visit_reverses ON visit (reverses) WHERE reverses IS NOT NULL;"
    "CREATE UNIQUE INDEX volunteer_born ON volunteer (born_device, born_cseq, "
    "born_index);"
    "CREATE INDEX volunteer_person ON volunteer (person) WHERE person IS NOT NULL;";

/**
 * sijil_records_step_2:
 * @db: a file of version 1, inside a transaction
 * @error: return location for an error
 *
 * Moves the record tables, which desk and registry share, to version 2. Frozen: tables that are
 * made anew follow from the descriptors, those of older files from steps like this one.
 *
 * Returns: %TRUE if they are of version 2
 */
gboolean
sijil_records_step_2 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, SQL_STEP_2, error);
}

/**
 * sijil_records_step_3:
 * @db: a file of version 2, inside a transaction
 * @error: return location for an error
 *
 * Moves the record tables to version 3: deleted households are found without looking at all.
 *
 * Returns: %TRUE if they are of version 3
 */
gboolean
sijil_records_step_3 (SijilDb *db, GError **error)
{
  return sijil_db_exec (
      db, "CREATE INDEX household_deleted ON household (deleted) WHERE deleted IS NOT NULL;",
      error);
}

/**
 * sijil_records_step_4:
 * @db: a desk's file of version 3 or a registry's of version 5, inside a transaction
 * @error: return location for an error
 *
 * Families that moved to another association.
 *
 * Returns: %TRUE if the record tables know them
 */
gboolean
sijil_records_step_4 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db,
                        "ALTER TABLE household ADD COLUMN moved_to TEXT;"
                        "ALTER TABLE household ADD COLUMN moved_on TEXT;",
                        error);
}

/**
 * sijil_records_step_5:
 * @db: a desk's file of version 5 or a registry's of version 9, inside a transaction
 * @error: return location for an error
 *
 * The phone of each office.
 *
 * Returns: %TRUE if the record tables know it
 */
gboolean
sijil_records_step_5 (SijilDb *db, GError **error)
{
  return sijil_db_exec (db,
                        "ALTER TABLE desk ADD COLUMN phone TEXT;"
                        "ALTER TABLE finding ADD COLUMN other_phone TEXT;",
                        error);
}
