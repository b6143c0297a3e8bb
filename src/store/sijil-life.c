#define G_LOG_DOMAIN "sijil-store"

#include "sijil-life.h"

#include "sijil-edit.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

/* Whatever stands on a household: with any of it, deleting it would leave a fact without a family.
 */
static const char SQL_RESTS_ON[] =
    "SELECT 1 FROM distribution d WHERE d.household = ?1 AND d.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM distribution r WHERE r.reverses = d.id) "
    "UNION ALL SELECT 1 FROM household WHERE merged_into = ?1 OR split_from = ?1 "
    "UNION ALL SELECT 1 FROM visit v WHERE v.household = ?1 AND v.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM visit r WHERE r.reverses = v.id) "
    "UNION ALL SELECT 1 FROM volunteer v JOIN person p ON p.id = v.person "
    "WHERE p.household = ?1 AND v.gone = 0 LIMIT 1";

static gboolean
set_deleted (SijilSession *session, const SijilId *household, gint64 when, GError **error)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, household);

  if (when != 0)
    sijil_record_set_number (edit, SIJIL_HOUSEHOLD_DELETED, when);
  else
    sijil_record_set_null (edit, SIJIL_HOUSEHOLD_DELETED);
  return sijil_edit_put (session, edit, error);
}

/**
 * sijil_household_delete: (skip)
 * @session: the writing session
 * @data: a household's #SijilId
 * @error: return location for an error
 *
 * Takes a household, and so its persons, out of the register. One that received anything, or that
 * another was merged into, stays: merge it instead. An edit that another PC made meanwhile, without
 * having seen this, brings the household back and shows it in Review.
 *
 * Returns: non-%NULL if it is deleted
 */
gpointer
sijil_household_delete (SijilSession *session, gpointer data, GError **error)
{
  const SijilId *household = data;

  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error))
    return NULL;
  if (sijil_records_is_gone (session->db, &sijil_household_type, household)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such household"));
    return NULL;
  }
  if (sijil_db_number (session->db, 0, SQL_RESTS_ON, "d", household)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS,
                         _ ("This family received something or is part of another’s history. "
                            "Merge it into the right family instead"));
    return NULL;
  }
  return GINT_TO_POINTER (set_deleted (session, household, g_get_real_time (), error));
}

/**
 * sijil_household_revive: (skip)
 * @session: the writing session
 * @data: a household's #SijilId
 * @error: return location for an error
 *
 * Returns: non-%NULL if the household and its persons count again
 */
gpointer
sijil_household_revive (SijilSession *session, gpointer data, GError **error)
{
  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error))
    return NULL;
  return GINT_TO_POINTER (set_deleted (session, data, 0, error));
}

/**
 * sijil_households_of_batch: (skip)
 * @session: a session
 * @data: the name of an import
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilId): its households that are not deleted
 */
gpointer
sijil_households_of_batch (SijilSession *session, gpointer data, GError **error)
{
  static const char SQL[] = "SELECT id FROM household WHERE batch = ?1 AND gone = 0 ORDER BY rowid";
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "t", data);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  SijilId id;

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_ptr_array_add (found, sijil_id_copy (&id));
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&found) : NULL;
}

/* Everything that an import writes of a family is of one change set and so has one stamp. */
static gboolean
has_one_stamp (SijilStored *stored, guint64 *stamp)
{
  guint n = sijil_record_def (stored->record)->n_fields;

  for (guint i = 0; i < n; i++) {
    const SijilStamp *found = sijil_stamps_get (stored->stamps, i);

    if (found == NULL)
      continue;
    if (*stamp != 0 && found->stamp != *stamp)
      return FALSE;
    *stamp = found->stamp;
  }
  return TRUE;
}

/**
 * sijil_household_is_used:
 * @session: a session
 * @household: a household
 *
 * Returns: whether anything happened to it since it was registered
 */
gboolean
sijil_household_is_used (SijilSession *session, const SijilId *household)
{
  g_autoptr (SijilStored) stored = NULL;
  g_autoptr (GPtrArray) persons = NULL;
  guint64 stamp = 0;

  if (sijil_db_number (session->db, 0, SQL_RESTS_ON, "d", household) ||
      !sijil_records_load (session->db, &sijil_household_type, household, &stored, NULL) ||
      stored == NULL || !sijil_record_is_null (stored->record, SIJIL_HOUSEHOLD_MERGED_INTO) ||
      !has_one_stamp (stored, &stamp))
    return TRUE;
  persons = sijil_records_where (session->db, &sijil_person_type, "WHERE household = ?1", NULL, "d",
                                 household);
  for (guint i = 0; persons != NULL && i < persons->len; i++) {
    g_autoptr (SijilStored) person = NULL;

    if (!sijil_records_load (session->db, &sijil_person_type, sijil_record_id (persons->pdata[i]),
                             &person, NULL) ||
        person == NULL || !has_one_stamp (person, &stamp))
      return TRUE;
  }
  return persons == NULL;
}
