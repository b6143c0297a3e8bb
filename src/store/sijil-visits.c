#define G_LOG_DOMAIN "sijil-store"

#include "sijil-visits.h"

#include "sijil-alias.h"
#include "sijil-edit.h"
#include "sijil-judge.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

static void
visit_free (gpointer data)
{
  SijilVisit *visit = data;

  g_free (visit->visited_on);
  g_free (visit->visitor);
  g_free (visit->note);
  g_free (visit->office);
  g_free (visit->actor);
  g_free (visit);
}

static gboolean
sign_and_put (SijilSession *session, SijilRecord *visit, GError **error)
{
  sijil_record_set_number (visit, SIJIL_VISIT_AT, g_get_real_time ());
  sijil_record_set_text (visit, SIJIL_VISIT_OFFICE, session->office);
  sijil_record_set_text (visit, SIJIL_VISIT_ACTOR, session->clerk);
  return sijil_edit_put (session, visit, error);
}

/**
 * sijil_visit_save: (skip)
 * @session: the writing session
 * @data: (inout): a new visit #SijilRecord; without a day it was today
 * @error: return location for an error
 *
 * Records that a family was visited at home, and what was seen.
 *
 * Returns: (transfer full): the fact's #SijilId
 */
gpointer
sijil_visit_save (SijilSession *session, gpointer data, GError **error)
{
  SijilRecord *visit = data;
  g_autofree char *today = sijil_date_today ();
  SijilId household;

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error))
    return NULL;
  if (!sijil_record_reference (visit, SIJIL_VISIT_HOUSEHOLD, &household) ||
      sijil_records_is_gone (session->db, &sijil_household_type, &household)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such household"));
    return NULL;
  }
  if (sijil_record_is_null (visit, SIJIL_VISIT_VISITED_ON))
    sijil_record_set_text (visit, SIJIL_VISIT_VISITED_ON, today);
  sijil_record_set_number (visit, SIJIL_VISIT_AT, g_get_real_time ());
  sijil_record_set_null (visit, SIJIL_VISIT_REVERSES);
  return sijil_judge (session, visit, today, error) && sign_and_put (session, visit, error)
             ? sijil_id_copy (sijil_record_id (visit))
             : NULL;
}

/**
 * sijil_visit_reverse: (skip)
 * @session: the writing session
 * @data: the #SijilId of a visit
 * @error: return location for an error
 *
 * Records that a visit was written down by mistake. The fact itself stays; the reversal is a fact
 * beside it.
 *
 * Returns: (transfer full): the reversing fact's #SijilId
 */
gpointer
sijil_visit_reverse (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (SijilRecord) old = sijil_records_get (session->db, &sijil_visit_type, data);
  g_autoptr (SijilRecord) fact = sijil_record_new (&sijil_visit_type, NULL);

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error))
    return NULL;
  if (old == NULL || !sijil_record_is_null (old, SIJIL_VISIT_REVERSES)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such visit"));
    return NULL;
  }
  if (sijil_db_number (session->db, 0, "SELECT 1 FROM visit WHERE reverses = ?1", "d", data)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS,
                         _ ("This visit is taken back already"));
    return NULL;
  }
  sijil_record_take_field (fact, SIJIL_VISIT_HOUSEHOLD, old);
  sijil_record_take_field (fact, SIJIL_VISIT_VISITED_ON, old);
  sijil_record_set_text (fact, SIJIL_VISIT_NOTE, _ ("Written down by mistake"));
  sijil_record_set_reference (fact, SIJIL_VISIT_REVERSES, data);
  return sign_and_put (session, fact, error) ? sijil_id_copy (sijil_record_id (fact)) : NULL;
}

/**
 * sijil_visits: (skip)
 * @session: a session
 * @data: a household's #SijilId
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilVisit): the visits to it and to those that were
 *   merged into it, newest first, at most 100
 */
gpointer
sijil_visits (SijilSession *session, gpointer data, GError **error)
{
  static const char SQL[] =
      "SELECT v.id, v.visited_on, v.visitor, v.note, v.office, v.actor FROM visit v "
      "WHERE v.household" SIJIL_SQL_HOUSEHOLDS (
          "?1") " AND v.reverses IS NULL AND NOT EXISTS "
                "(SELECT 1 FROM visit r WHERE r.reverses = v.id) "
                "ORDER BY v.visited_on DESC, v.at DESC LIMIT 100";
  SijilId household = sijil_alias_survivor (session->db, data);
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "d", &household);
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (visit_free);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    SijilVisit *visit = g_new0 (SijilVisit, 1);

    sijil_stmt_id (stmt, 0, &visit->visit);
    visit->visited_on = g_strdup (sijil_stmt_text (stmt, 1));
    visit->visitor = g_strdup (sijil_stmt_text (stmt, 2));
    visit->note = g_strdup (sijil_stmt_text (stmt, 3));
    visit->office = g_strdup (sijil_stmt_text (stmt, 4));
    visit->actor = g_strdup (sijil_stmt_text (stmt, 5));
    g_ptr_array_add (visits, visit);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&visits) : NULL;
}
