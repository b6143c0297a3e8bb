#define G_LOG_DOMAIN "sijil-store"

#include "sijil-history.h"

#include "sijil-alias.h"
#include "sijil-card.h"
#include "sijil-choices.h"
#include "sijil-edit.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <string.h>

void
sijil_history_line_free (SijilHistoryLine *line)
{
  if (line == NULL)
    return;
  g_free (line->on);
  g_free (line->words);
  g_free (line->kind);
  g_free (line->office);
  g_free (line->actor);
  g_free (line);
}

/**
 * sijil_event_put:
 * @session: the writing session, inside a transaction
 * @event: what happened
 * @id: (out) (optional): of the fact that it is now
 * @error: return location for an error
 *
 * Returns: %TRUE if it is in the history
 */
gboolean
sijil_event_put (SijilSession *session, const SijilEvent *event, SijilId *id, GError **error)
{
  g_autoptr (SijilRecord) fact = sijil_record_new (&sijil_event_type, NULL);
  g_autofree char *today = sijil_date_today ();

  sijil_record_set_text (fact, SIJIL_EVENT_KIND, event->kind);
  sijil_record_set_reference (fact, SIJIL_EVENT_HOUSEHOLD, event->household);
  if (event->other_household != NULL)
    sijil_record_set_reference (fact, SIJIL_EVENT_OTHER_HOUSEHOLD, event->other_household);
  if (event->person != NULL)
    sijil_record_set_reference (fact, SIJIL_EVENT_PERSON, event->person);
  sijil_record_set_text (fact, SIJIL_EVENT_HAPPENED_ON, event->on != NULL ? event->on : today);
  sijil_record_set_text (fact, SIJIL_EVENT_NOTE, event->note);
  sijil_record_set_number (fact, SIJIL_EVENT_AT, g_get_real_time ());
  sijil_record_set_text (fact, SIJIL_EVENT_OFFICE, session->office);
  sijil_record_set_text (fact, SIJIL_EVENT_ACTOR, session->clerk);
  if (event->reverses != NULL)
    sijil_record_set_reference (fact, SIJIL_EVENT_REVERSES, event->reverses);
  if (!sijil_edit_put (session, fact, error))
    return FALSE;
  if (id != NULL)
    *id = *sijil_record_id (fact);
  return TRUE;
}

static SijilHistoryLine *
add_line (GPtrArray *lines, const char *on, const char *kind, char *words, const char *office,
          const char *actor, gint64 at)
{
  SijilHistoryLine *line = g_new0 (SijilHistoryLine, 1);

  line->on = g_strdup (on);
  line->kind = g_strdup (kind);
  line->words = words;
  line->office = g_strdup (office);
  line->actor = g_strdup (actor);
  line->at = at;
  g_ptr_array_add (lines, line);
  return line;
}

/* @other is the family on the other side of it, as seen from the one whose history is read. */
static char *
event_words (const char *kind, const char *person, const char *other, const char *note,
             gboolean from_here)
{
  g_autofree char *who = sijil_text_isolate (person != NULL ? person : "");
  g_autofree char *whose = sijil_text_isolate (other != NULL ? other : "");
  g_autofree char *association = sijil_text_isolate (note != NULL ? note : "");
  const char *label = sijil_choice_label (sijil_event_kinds, kind);

  if (strcmp (kind, "split") == 0)
    return from_here ? g_strdup_printf (_ ("%s left with a family of their own"), who)
                     : g_strdup_printf (_ ("Split off from the family of %s"), whose);
  if (strcmp (kind, "merged") == 0)
    return g_strdup_printf (_ ("Merged with the family of %s"), whose);
  if (strcmp (kind, "merge-undone") == 0)
    return g_strdup_printf (_ ("The merge with the family of %s was undone"), whose);
  if (strcmp (kind, "same-person") == 0)
    return g_strdup_printf (_ ("%s stood here twice and is one member now"), who);
  if (strcmp (kind, "apart") == 0 && person != NULL)
    return g_strdup_printf (_ ("%s looks like another member and is not"), who);
  if (strcmp (kind, "apart") == 0)
    return g_strdup_printf (_ ("Looks like the family of %s and is another"), whose);
  if (strcmp (kind, "moved") == 0)
    return g_strdup_printf (from_here ? _ ("%s moved to the family of %s")
                                      : _ ("%s came from the family of %s"),
                            who, whose);
  if (strcmp (kind, "married") == 0)
    return g_strdup_printf (from_here ? _ ("%s married into the family of %s")
                                      : _ ("%s married and came from the family of %s"),
                            who, whose);
  if (strcmp (kind, "head") == 0)
    return g_strdup_printf (_ ("%s heads the family"), who);
  if (strcmp (kind, "moved-out") == 0 && note != NULL)
    return g_strdup_printf (_ ("The family moved to %s"), association);
  if (strcmp (kind, "moved-in") == 0 && note != NULL)
    return g_strdup_printf (_ ("The family came from %s"), association);
  /* Translators: what happened, to whom. */
  return person != NULL ? g_strdup_printf (_ ("%s: %s"), label, who) : g_strdup (label);
}

static gboolean
add_events (SijilSession *session, const SijilId *household, GPtrArray *lines, GError **error)
{
  /* clang-format off */
  static const char SQL[] =
      "SELECT e.kind, e.happened_on, p.name, coalesce(h.head_name, x.card), e.office, e.actor, "
      "e.at, e.household" SIJIL_SQL_HOUSEHOLDS ("?1") " AS here, "
      "CASE e.kind WHEN 'merged' THEN (SELECT id FROM household "
      "WHERE id = e.other_household AND merged_into IS NOT NULL) "
      "WHEN 'same-person' THEN (SELECT id FROM person WHERE id = e.person "
      "AND merged_into IS NOT NULL) WHEN 'apart' THEN e.id END, e.note FROM event e "
      "LEFT JOIN person p ON p.id = e.person "
      "LEFT JOIN household x ON x.id = CASE WHEN e.household" SIJIL_SQL_HOUSEHOLDS ("?1")
      " THEN e.other_household ELSE e.household END "
      "LEFT JOIN household_row h ON h.household = x.id "
      "WHERE (e.household" SIJIL_SQL_HOUSEHOLDS ("?1")
      " OR e.other_household" SIJIL_SQL_HOUSEHOLDS ("?1") ") AND e.reverses IS NULL "
      "AND NOT EXISTS (SELECT 1 FROM event r WHERE r.reverses = e.id) "
      "ORDER BY e.at DESC LIMIT 200";
  /* clang-format on */
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "d", household);

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    char *words = event_words (sijil_stmt_text (stmt, 0), sijil_stmt_text (stmt, 2),
                               sijil_stmt_text (stmt, 3), sijil_stmt_text (stmt, 9),
                               sijil_stmt_int (stmt, 7) != 0);
    SijilHistoryLine *line =
        add_line (lines, sijil_stmt_text (stmt, 1), sijil_stmt_text (stmt, 0), words,
                  sijil_stmt_text (stmt, 4), sijil_stmt_text (stmt, 5), sijil_stmt_int (stmt, 6));

    sijil_stmt_id (stmt, 8, &line->undoes);
  }
  return sijil_stmt_finish (stmt, error);
}

static gboolean
add_aid (SijilSession *session, const SijilId *household, GPtrArray *lines, GError **error)
{
  static const char SQL[] =
      "SELECT d.served_on, CASE WHEN ?2 AND p.name_en IS NOT NULL THEN p.name_en ELSE p.name END, "
      "q.name, d.office, d.actor, d.at, d.reverses IS NOT NULL FROM distribution d "
      "LEFT JOIN programme p ON p.id = d.programme LEFT JOIN person q ON q.id = d.person "
      "WHERE d.household" SIJIL_SQL_HOUSEHOLDS ("?1") " ORDER BY d.at DESC LIMIT 200";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "di", household, (gint64) !sijil_i18n_is_arabic ());

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    g_autofree char *what = sijil_text_isolate (sijil_stmt_text (stmt, 1));
    const char *format = sijil_stmt_int (stmt, 6) != 0 ? _ ("Taken back: %s") : _ ("Received %s");

    add_line (lines, sijil_stmt_text (stmt, 0), "aid", g_strdup_printf (format, what),
              sijil_stmt_text (stmt, 3), sijil_stmt_text (stmt, 4), sijil_stmt_int (stmt, 5));
  }
  return sijil_stmt_finish (stmt, error);
}

static gboolean
add_visits (SijilSession *session, const SijilId *household, GPtrArray *lines, GError **error)
{
  static const char SQL[] = "SELECT v.visited_on, v.visitor, v.office, v.actor, v.at FROM visit v "
                            "WHERE v.household" SIJIL_SQL_HOUSEHOLDS (
                                "?1") " AND v.reverses IS NULL "
                                      "AND NOT EXISTS (SELECT 1 FROM visit r WHERE r.reverses = "
                                      "v.id) ORDER BY v.at DESC LIMIT 200";
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "d", household);

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    const char *visitor = sijil_stmt_text (stmt, 1);
    g_autofree char *who = visitor != NULL ? sijil_text_isolate (visitor) : NULL;

    add_line (lines, sijil_stmt_text (stmt, 0), "visit",
              who != NULL ? g_strdup_printf (_ ("Visited by %s"), who) : g_strdup (_ ("Visited")),
              sijil_stmt_text (stmt, 2), sijil_stmt_text (stmt, 3), sijil_stmt_int (stmt, 4));
  }
  return sijil_stmt_finish (stmt, error);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const SijilHistoryLine *left = *(SijilHistoryLine *const *) a;
  const SijilHistoryLine *right = *(SijilHistoryLine *const *) b;
  int order = g_strcmp0 (right->on, left->on);

  return order != 0 ? order : (right->at > left->at) - (right->at < left->at);
}

static void
add_beginnings (SijilRecord *household, GPtrArray *lines)
{
  const char *registered = sijil_record_text (household, SIJIL_HOUSEHOLD_REGISTERED_ON);
  const char *consent = sijil_record_text (household, SIJIL_HOUSEHOLD_CONSENT_DATE);

  if (registered != NULL)
    add_line (lines, registered, "registered",
              g_strdup (sijil_choice_label (sijil_event_kinds, "registered")), NULL, NULL, 0);
  if (consent != NULL)
    add_line (lines, consent, "consent", g_strdup (_ ("Consent given")), NULL, NULL, 0);
}

/**
 * sijil_history: (skip)
 * @session: a session
 * @data: a household's #SijilId
 * @error: return location for an error
 *
 * The history of a family as facts that one can read: what happened to it, what it received, who
 * visited it.
 *
 * Returns: (transfer full) (element-type SijilHistoryLine): the facts, newest first
 */
gpointer
sijil_history (SijilSession *session, gpointer data, GError **error)
{
  SijilId household = sijil_alias_survivor (session->db, data);
  g_autoptr (SijilRecord) record =
      sijil_records_get (session->db, &sijil_household_type, &household);
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_history_line_free);

  if (record == NULL) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such household"));
    return NULL;
  }
  if (!add_events (session, &household, lines, error) ||
      !add_aid (session, &household, lines, error) ||
      !add_visits (session, &household, lines, error))
    return NULL;
  add_beginnings (record, lines);
  g_ptr_array_sort (lines, newest_first);
  if (lines->len > 300)
    g_ptr_array_set_size (lines, 300);
  return g_steal_pointer (&lines);
}
