#define G_LOG_DOMAIN "sijil-store"

#include "sijil-index.h"

#include "sijil-alias.h"
#include "sijil-fold.h"
#include "sijil-gone.h"
#include "sijil-match-index.h"
#include "sijil-meta.h"
#include "sijil-names.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

/* After every folded name: households without a head stand at the end of the list. */
#define SORT_LAST "\364\217\277\275"

/* An entry that there is not is forgotten dearly: the full-text index looks for it everywhere. */
static gboolean
forget_name (SijilDb *db, gint64 rowid, GError **error)
{
  static const char SQL_HAS[] = "SELECT 1 FROM person_search_docsize WHERE id = ?1";
  static const char SQL_FORGET[] = "DELETE FROM person_search WHERE rowid = ?1";

  return !sijil_db_number (db, 0, SQL_HAS, "i", rowid) ||
         sijil_db_run (db, error, SQL_FORGET, "i", rowid);
}

static gboolean
index_persons (SijilDb *db, const SijilId *household, gint64 *members, GError **error)
{
  static const char SQL_PERSONS[] = "SELECT rowid, name, state, gone, merged_into FROM person "
                                    "WHERE household" SIJIL_SQL_HOUSEHOLDS ("?1");
  static const char SQL_ADD[] = "INSERT INTO person_search (rowid, name) VALUES (?1, ?2)";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL_PERSONS, "d", household);

  *members = 0;
  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    gint64 rowid = sijil_stmt_int (stmt, 0);
    g_autofree char *key = sijil_name_key (sijil_stmt_text (stmt, 1));
    const char *state = sijil_stmt_text (stmt, 2);
    gboolean gone = sijil_stmt_int (stmt, 3) != 0;

    if (!gone && sijil_stmt_is_null (stmt, 4) &&
        (state == NULL || g_strcmp0 (state, "living") == 0))
      (*members)++;
    if (!forget_name (db, rowid, error) ||
        (!gone && (!sijil_db_run (db, error, SQL_ADD, "it", rowid, key) ||
                   !sijil_match_index_owe (db, rowid, error))))
      return FALSE;
  }
  return sijil_stmt_finish (stmt, error);
}

static void
read_last (SijilDb *db, const SijilId *household, char **what, char **what_en, char **on)
{
  static const char SQL_LAST[] =
      "SELECT p.name, p.name_en, d.served_on FROM distribution d "
      "LEFT JOIN programme p ON p.id = d.programme "
      "WHERE d.household" SIJIL_SQL_HOUSEHOLDS (
          "?1") " AND d.reverses IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM distribution r WHERE r.reverses = d.id) "
                "ORDER BY d.served_on DESC, d.at DESC LIMIT 1";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL_LAST, "d", household);

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  *what = g_strdup (sijil_stmt_text (stmt, 0));
  *what_en = g_strdup (sijil_stmt_text (stmt, 1));
  *on = g_strdup (sijil_stmt_text (stmt, 2));
}

static gboolean
write_row (SijilDb *db, SijilRecord *record, gint64 members, GError **error)
{
  static const char SQL_PUT[] =
      "INSERT INTO household_row (household, card, head_name, sort_key, village, village_key, "
      "governorate, members, last_what, last_what_en, last_on, consent, registered_on, moved_to) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
      "ON CONFLICT (household) DO UPDATE SET card = ?2, head_name = ?3, sort_key = ?4, "
      "village = ?5, village_key = ?6, governorate = ?7, members = ?8, last_what = ?9, "
      "last_what_en = ?10, last_on = ?11, consent = ?12, registered_on = ?13, moved_to = ?14";
  const SijilId *household = sijil_record_id (record);
  const char *card = sijil_record_text (record, SIJIL_HOUSEHOLD_CARD);
  g_autoptr (SijilRecord) head = NULL;
  g_autofree char *what = NULL, *what_en = NULL, *on = NULL, *sort = NULL, *village = NULL;
  const char *name = NULL;
  SijilId head_id;

  if (sijil_record_reference (record, SIJIL_HOUSEHOLD_HEAD, &head_id))
    head = sijil_records_get (db, &sijil_person_type, &head_id);
  if (head != NULL)
    name = sijil_record_text (head, SIJIL_PERSON_NAME);
  sort = name != NULL ? sijil_fold (name) : g_strconcat (SORT_LAST, card, NULL);
  village = sijil_fold (sijil_record_text (record, SIJIL_HOUSEHOLD_VILLAGE));
  read_last (db, household, &what, &what_en, &on);
  return sijil_db_run (
      db, error, SQL_PUT,
      "dttttttittt"
      "itt",
      household, card, name, sort, sijil_record_text (record, SIJIL_HOUSEHOLD_VILLAGE), village,
      sijil_record_text (record, SIJIL_HOUSEHOLD_GOVERNORATE), members, what, what_en, on,
      (gint64) !sijil_record_is_null (record, SIJIL_HOUSEHOLD_CONSENT_DATE),
      sijil_record_text (record, SIJIL_HOUSEHOLD_REGISTERED_ON),
      sijil_record_text (record, SIJIL_HOUSEHOLD_MOVED_TO));
}

/* It was served, or that was taken back: nothing else in its row can have changed, and a family
 * that stands is not taken out by it. */
static gboolean
write_last (SijilDb *db, const SijilId *household, GError **error)
{
  static const char SQL[] =
      "UPDATE household_row SET last_what = ?2, last_what_en = ?3, last_on = ?4"
      " WHERE household = ?1";
  g_autofree char *what = NULL, *what_en = NULL, *on = NULL;

  read_last (db, household, &what, &what_en, &on);
  return sijil_db_run (db, error, SQL, "dttt", household, what, what_en, on);
}

/* The row of a household that stands; one that was deleted or gave way in a merge has none. One
 * that another association looks after has a row, to be found by, and does not count. */
static gboolean
index_one (SijilDb *db, const SijilId *household, gboolean persons, GError **error)
{
  static const char SQL_OLD[] = "SELECT members FROM household_row WHERE household = ?1 "
                                "AND moved_to IS NULL";
  static const char SQL_DROP[] = "DELETE FROM household_row WHERE household = ?1";
  gint64 members, before = sijil_db_number (db, -1, SQL_OLD, "d", household);
  g_autoptr (SijilRecord) record = NULL;
  SijilId survivor;
  gboolean gone, stands, counts;

  if (!persons && before >= 0)
    return write_last (db, household, error);
  record = sijil_records_get (db, &sijil_household_type, household);
  survivor = sijil_alias_survivor (db, household);
  /* Members may arrive before their household; its own arrival comes back here. */
  if (record == NULL)
    return TRUE;
  if (!index_persons (db, household, &members, error) ||
      !sijil_gone_refresh (db, household, &gone, error))
    return FALSE;
  stands = sijil_id_equal (&survivor, household) && !gone;
  counts = stands && sijil_record_is_null (record, SIJIL_HOUSEHOLD_MOVED_TO);
  if (stands ? !write_row (db, record, members, error)
             : !sijil_db_run (db, error, SQL_DROP, "d", household))
    return FALSE;
  return sijil_meta_add (db, SIJIL_META_HOUSEHOLDS, (gint64) counts - (before >= 0), error) &&
         sijil_meta_add (db, SIJIL_META_PERSONS, (counts ? members : 0) - MAX (before, 0), error);
}

/**
 * sijil_index_household:
 * @db: the local register, inside a transaction
 * @household: a household
 * @persons: whether its members may have come, gone or changed; to make their search entries anew
 * is most of the work, and when a family is served they stay as they are
 * @error: return location for an error
 *
 * Makes the list row and the search entries of a household follow its records, and the counters
 * with them; so too of the households that are merged with it or were until now.
 *
 * Returns: %TRUE if they do
 */
gboolean
sijil_index_household (SijilDb *db, const SijilId *household, gboolean persons, GError **error)
{
  g_autoptr (GHashTable) group = sijil_alias_follow (db, household, error);
  GHashTableIter iter;
  gpointer id;

  if (group == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, group);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!index_one (db, id, persons, error))
      return FALSE;
  return TRUE;
}

/**
 * sijil_index_owe:
 * @session: the writing session, inside a transaction
 * @error: return location for an error
 *
 * From now on the rows of households that were only served are written when all of a first load is
 * there, by sijil_index_settle(): what a family was given last comes a hundred times in it. Members
 * and their search entries come as ever. If the program ends before, the next unlock settles it.
 *
 * Returns: %TRUE if it is noted
 */
gboolean
sijil_index_owe (SijilSession *session, GError **error)
{
  if (session->owed == NULL)
    session->owed = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  /* Asked for each time: a transaction that fails takes the note along. */
  return sijil_meta_number (session->db, SIJIL_META_OWED, 0) != 0 ||
         sijil_meta_set_number (session->db, SIJIL_META_OWED, 1, error);
}

/**
 * sijil_index_settle: (skip)
 * @session: the writing session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: non-%NULL if all rows say what their households were given last
 */
gpointer
sijil_index_settle (SijilSession *session, gpointer unused, GError **error)
{
  g_autoptr (GHashTable) owed = g_steal_pointer (&session->owed);
  GHashTableIter iter;
  gpointer household;

  if (owed == NULL)
    return GINT_TO_POINTER (TRUE);
  g_hash_table_iter_init (&iter, owed);
  while (g_hash_table_iter_next (&iter, &household, NULL))
    if (!sijil_index_household (session->db, household, FALSE, error))
      return NULL;
  return GINT_TO_POINTER (sijil_meta_set_number (session->db, SIJIL_META_OWED, 0, error));
}

/* A load that was never settled. */
static gboolean
settle_all (SijilDb *db, GError **error)
{
  g_autoptr (SijilStmt) stmt = NULL;
  SijilId id;

  if (sijil_meta_number (db, SIJIL_META_OWED, 0) == 0)
    return TRUE;
  stmt = sijil_db_select (db, error, "SELECT household FROM household_row", "");
  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id) && !write_last (db, &id, error))
      return FALSE;
  return sijil_stmt_finish (stmt, error) && sijil_meta_set_number (db, SIJIL_META_OWED, 0, error);
}

/**
 * sijil_index_upgrade:
 * @db: the local register, inside a transaction
 * @error: return location for an error
 *
 * Rebuilds the search entries when this program folds names otherwise than the one that made them,
 * and the rows that a load left.
 *
 * Returns: %TRUE if the index agrees with this program
 */
gboolean
sijil_index_upgrade (SijilDb *db, GError **error)
{
  gint64 wanted = SIJIL_FOLD_VERSION * 1000 + SIJIL_NAMES_VERSION;
  g_autoptr (SijilStmt) stmt = NULL;

  if (sijil_meta_number (db, SIJIL_META_FOLD, 0) == wanted)
    return settle_all (db, error);
  stmt = sijil_db_select (db, error, "SELECT id FROM household", "");
  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    SijilId id;

    if (sijil_stmt_id (stmt, 0, &id) && !sijil_index_household (db, &id, TRUE, error))
      return FALSE;
  }
  return sijil_stmt_finish (stmt, error) &&
         sijil_meta_set_number (db, SIJIL_META_FOLD, wanted, error);
}
