#define G_LOG_DOMAIN "sijil-store"

#include "sijil-match-index.h"

#include "sijil-alias.h"
#include "sijil-key-table.h"
#include "sijil-meta.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

#include <string.h>

/* Keys by which the matcher finds whom somebody may be. To write them takes longer than all else
 * that a person needs, so they are owed until there is time. */

/**
 * sijil_match_index_owe:
 * @db: the local register, inside a transaction
 * @person: rowid of a person who is new or has changed
 * @error: return location for an error
 *
 * Of those who came after the last one whose keys stand, nothing need be noted.
 *
 * Returns: %TRUE if the keys are noted to be written
 */
gboolean
sijil_match_index_owe (SijilDb *db, gint64 person, GError **error)
{
  static const char SQL[] = "INSERT OR IGNORE INTO match_due (person) SELECT ?1 WHERE ?1 <= "
                            "(SELECT value FROM meta WHERE key = '" SIJIL_META_MATCHED "')";

  return sijil_db_run (db, error, SQL, "i", person);
}

/**
 * sijil_match_index_upgrade:
 * @db: the local register, inside a transaction
 * @error: return location for an error
 *
 * If this program makes other keys than the one that wrote them, all are owed.
 *
 * Returns: %TRUE if that is noted
 */
gboolean
sijil_match_index_upgrade (SijilDb *db, GError **error)
{
  gint64 wanted = sijil_key_table_version ();

  return sijil_meta_number (db, SIJIL_META_MATCH, 0) == wanted ||
         (sijil_db_exec (db, "DELETE FROM match_key; DELETE FROM match_due;", error) &&
          sijil_meta_set_number (db, SIJIL_META_MATCHED, 0, error) &&
          sijil_meta_set_number (db, SIJIL_META_MATCH, wanted, error));
}

static void
read_household (SijilDb *db, const SijilId *household, gboolean has_phone, SijilMatchRecord *record)
{
  static const char SQL[] =
      "SELECT r.village, r.governorate, r.head_name, h.phone FROM household h "
      "LEFT JOIN household_row r ON r.household = " SIJIL_SQL_SURVIVOR ("h.id") " WHERE h.id = ?1";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL, "d", household);

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  sijil_match_text_read (&record->village, sijil_stmt_text (stmt, 0));
  sijil_match_record_governorate (record, sijil_stmt_text (stmt, 1));
  sijil_match_record_relative (record, sijil_stmt_text (stmt, 2));
  if (!has_phone)
    sijil_match_record_phone (record, sijil_stmt_text (stmt, 3));
}

/**
 * sijil_match_index_read:
 * @db: the local register
 * @person: a person, as stored or as typed so far
 * @household: whether to read what the household says too
 * @record: (out caller-allocates): the person, not weighed
 */
void
sijil_match_index_read (SijilDb *db, SijilRecord *person, gboolean household,
                        SijilMatchRecord *record)
{
  const char *phone = sijil_record_text (person, SIJIL_PERSON_PHONE);
  SijilId id;

  memset (record, 0, sizeof *record);
  sijil_match_record_name (record, sijil_record_text (person, SIJIL_PERSON_NAME));
  sijil_match_record_id (record, sijil_record_text (person, SIJIL_PERSON_ID_NUMBER));
  sijil_match_record_birth (record, sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE));
  sijil_match_record_sex (record, sijil_record_text (person, SIJIL_PERSON_SEX));
  sijil_match_record_phone (record, phone);
  if (household && sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &id))
    read_household (db, &id, phone != NULL, record);
  sijil_match_record_finish (record);
}

/**
 * sijil_match_index_read_row:
 * @db: the local register
 * @rowid: of a person
 * @record: (out caller-allocates): what the person says, without household, not weighed; nothing of
 *   one who does not count any more
 * @id: (out): the person's id; zero for one who does not count
 * @error: return location for an error
 *
 * The same as sijil_match_index_read(), of what is needed and no more: many are read to find a few.
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_match_index_read_row (SijilDb *db, gint64 rowid, SijilMatchRecord *record, SijilId *id,
                            GError **error)
{
  static const char SQL[] = "SELECT id, name, id_number, birth_date, sex, phone FROM person "
                            "WHERE rowid = ?1 AND gone = 0";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "i", rowid);

  memset (record, 0, sizeof *record);
  memset (id, 0, sizeof *id);
  if (stmt == NULL)
    return FALSE;
  if (sijil_stmt_next (stmt)) {
    sijil_stmt_id (stmt, 0, id);
    sijil_match_record_name (record, sijil_stmt_text (stmt, 1));
    sijil_match_record_id (record, sijil_stmt_text (stmt, 2));
    sijil_match_record_birth (record, sijil_stmt_text (stmt, 3));
    sijil_match_record_sex (record, sijil_stmt_text (stmt, 4));
    sijil_match_record_phone (record, sijil_stmt_text (stmt, 5));
    sijil_match_record_finish (record);
  }
  return sijil_stmt_finish (stmt, error);
}

static gboolean
add_keys (SijilDb *db, gint64 rowid, GArray *entries, GError **error)
{
  g_autoptr (GPtrArray) persons = sijil_records_where (
      db, &sijil_person_type, "WHERE rowid = ?1 AND gone = 0", error, "i", rowid);
  SijilMatchRecord record;

  if (persons == NULL || persons->len == 0)
    return persons != NULL;
  sijil_match_index_read (db, persons->pdata[0], TRUE, &record);
  sijil_key_table_add (entries, &record, rowid);
  return TRUE;
}

static gboolean
write_keys (SijilDb *db, const GArray *persons, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SijilKeyEntry));

  for (guint i = 0; i < persons->len; i++)
    if (!add_keys (db, g_array_index (persons, gint64, i), entries, error))
      return FALSE;
  return sijil_key_table_write (db, entries, error);
}

static GArray *
read_rowids (SijilStmt *stmt, GError **error)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    gint64 rowid = sijil_stmt_int (stmt, 0);

    g_array_append_val (rowids, rowid);
  }
  return stmt != NULL && sijil_stmt_finish (stmt, error) ? g_steal_pointer (&rowids) : NULL;
}

/* The next of whom keys are owed: who has changed, then who is new. */
static GArray *
next_due (SijilDb *db, guint most, gboolean *changed, GError **error)
{
  static const char SQL_CHANGED[] = "SELECT person FROM match_due ORDER BY person LIMIT ?1";
  static const char SQL_NEW[] = "SELECT rowid FROM person WHERE rowid > ?2 ORDER BY rowid LIMIT ?1";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL_CHANGED, "i", (gint64) most);
  g_autoptr (GArray) due = read_rowids (stmt, error);

  *changed = due != NULL && due->len > 0;
  if (due == NULL || *changed)
    return g_steal_pointer (&due);
  g_clear_pointer (&stmt, sijil_stmt_done);
  stmt = sijil_db_select (db, error, SQL_NEW, "ii", (gint64) most,
                          sijil_meta_number (db, SIJIL_META_MATCHED, 0));
  return read_rowids (stmt, error);
}

static gboolean
note_done (SijilDb *db, const GArray *done, gboolean changed, GError **error)
{
  gint64 last = g_array_index (done, gint64, done->len - 1);

  return changed ? sijil_db_run (db, error, "DELETE FROM match_due WHERE person <= ?1", "i", last)
                 : sijil_meta_set_number (db, SIJIL_META_MATCHED, last, error);
}

/**
 * sijil_match_index_work: (skip)
 * @session: the writing session
 * @data: a #guint: how many persons at most
 * @error: return location for an error
 *
 * Writes the keys of the next persons of whom they are owed. Nothing that is shown differs by it.
 *
 * Returns: (transfer full): a #gint64: how many had their keys written; 0 if none are owed
 */
gpointer
sijil_match_index_work (SijilSession *session, gpointer data, GError **error)
{
  gboolean changed;
  g_autoptr (GArray) due = next_due (session->db, *(const guint *) data, &changed, error);
  gint64 done;

  session->quiet = TRUE;
  if (due == NULL)
    return NULL;
  if (!write_keys (session->db, due, error))
    return NULL;
  if (due->len > 0 && !note_done (session->db, due, changed, error))
    return NULL;
  done = due->len;
  return g_memdup2 (&done, sizeof done);
}

/**
 * sijil_match_index_terms:
 * @session: a session
 *
 * Counted once, and again when twice as many are registered.
 *
 * Returns: (transfer none): how common names are in this register
 */
const SijilMatchTerms *
sijil_match_index_terms (SijilSession *session)
{
  gint64 persons = sijil_meta_number (session->db, SIJIL_META_PERSONS, 0);

  if (session->terms != NULL && persons < 2 * session->terms_of + 100)
    return session->terms;
  g_clear_pointer (&session->terms, sijil_match_terms_free);
  session->terms = sijil_key_table_terms (session->db);
  session->terms_of = persons;
  return session->terms;
}
