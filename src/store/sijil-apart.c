#define G_LOG_DOMAIN "sijil-store"

#include "sijil-apart.h"

#include "sijil-alias.h"
#include "sijil-history.h"
#include "sijil-i18n.h"
#include "sijil-records.h"
#include "sijil-roles.h"
#include "sijil-store-error.h"
#include "types/sijil-types-all.h"

#define KIND "apart"

/* Who looks alike and is not the same is said in the history of both families: there it is seen,
 * goes to the other desks, and can be taken back. */

#define STANDS                                                                                     \
  " AND e.kind = '" KIND "' AND e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM event r WHERE "   \
  "r.reverses = e.id) LIMIT 1"
#define BETWEEN(one, two)                                                                          \
  "e.household" SIJIL_SQL_HOUSEHOLDS (one) " AND e.other_household" SIJIL_SQL_HOUSEHOLDS (two)

static gboolean
take_id (SijilStmt *stmt, SijilId *id)
{
  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, id);
}

/* Of two members of one family: one is the event's person, the other stands in its note. */
static gboolean
said_of (SijilDb *db, const SijilId *household, const SijilId *person, const SijilId *other,
         SijilId *id)
{
  static const char SQL[] = "SELECT e.id FROM event e WHERE " BETWEEN (
      "?1",
      "?1") " AND ((e.person = ?2 AND e.note = ?5) OR (e.person = ?3 AND e.note = ?4))" STANDS;
  g_autofree char *one_text = sijil_id_to_string (person);
  g_autofree char *other_text = sijil_id_to_string (other);
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (db, NULL, SQL, "dddtt", household, person, other, one_text, other_text);

  return take_id (stmt, id);
}

static gboolean
said_between (SijilDb *db, const SijilId *household, const SijilId *other, SijilId *id)
{
  static const char SQL[] = "SELECT e.id FROM event e WHERE ((" BETWEEN (
      "?1", "?2") ") OR (" BETWEEN ("?2", "?1") "))" STANDS;
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL, "dd", household, other);

  return take_id (stmt, id);
}

/**
 * sijil_apart_put:
 * @session: the writing session, inside a transaction
 * @apart: who is not the same
 * @id: (out): of what was said
 * @error: return location for an error
 *
 * What stands already is not said once more: it would have to be taken back twice.
 *
 * Returns: %TRUE if it is remembered
 */
gboolean
sijil_apart_put (SijilSession *session, const SijilApart *apart, SijilId *id, GError **error)
{
  g_autofree char *other = NULL;
  SijilEvent event = { .kind = KIND,
                       .household = &apart->household,
                       .other_household = &apart->other };

  if (!sijil_id_equal (&apart->household, &apart->other))
    return said_between (session->db, &apart->household, &apart->other, id) ||
           sijil_event_put (session, &event, id, error);
  other = sijil_id_to_string (&apart->other_person);
  event.person = &apart->person;
  event.note = other;
  return said_of (session->db, &apart->household, &apart->person, &apart->other_person, id) ||
         sijil_event_put (session, &event, id, error);
}

/**
 * sijil_apart_stands:
 * @db: the local register
 * @household: a household; the one that stands for it, after a merge
 * @other: another, or the same
 * @person: somebody of the first
 * @other_person: somebody of the second
 *
 * Returns: whether it was said that they are not the same
 */
gboolean
sijil_apart_stands (SijilDb *db, const SijilId *household, const SijilId *other,
                    const SijilId *person, const SijilId *other_person)
{
  SijilId id;

  return sijil_id_equal (household, other) ? said_of (db, household, person, other_person, &id)
                                           : said_between (db, household, other, &id);
}

/**
 * sijil_apart_say: (skip)
 * @session: the writing session
 * @data: a #SijilApart
 * @error: return location for an error
 *
 * Returns: (transfer full): the #SijilId of what was said
 */
gpointer
sijil_apart_say (SijilSession *session, gpointer data, GError **error)
{
  SijilId id;

  return sijil_role_may (session, SIJIL_ACT_REGISTER, error) &&
                 sijil_apart_put (session, data, &id, error)
             ? sijil_id_copy (&id)
             : NULL;
}

/**
 * sijil_apart_undo: (skip)
 * @session: the writing session
 * @data: the #SijilId of what was said
 * @error: return location for an error
 *
 * Returns: non-%NULL if it counts no more
 */
gpointer
sijil_apart_undo (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (SijilRecord) said = sijil_records_get (session->db, &sijil_event_type, data);
  SijilId household, other;
  SijilEvent event = {
    .kind = KIND, .household = &household, .other_household = &other, .reverses = data
  };

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error))
    return NULL;
  if (said == NULL || g_strcmp0 (sijil_record_text (said, SIJIL_EVENT_KIND), KIND) != 0 ||
      !sijil_record_reference (said, SIJIL_EVENT_HOUSEHOLD, &household) ||
      !sijil_record_reference (said, SIJIL_EVENT_OTHER_HOUSEHOLD, &other) ||
      sijil_db_number (session->db, 0, "SELECT 1 FROM event WHERE reverses = ?1", "d", data) != 0) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("That was taken back already"));
    return NULL;
  }
  return GINT_TO_POINTER (sijil_event_put (session, &event, NULL, error));
}
