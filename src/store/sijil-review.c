#define G_LOG_DOMAIN "sijil-store"

#include "sijil-review.h"

#include "sijil-alias.h"
#include "sijil-choices.h"
#include "sijil-conflicts.h"
#include "sijil-edit.h"
#include "sijil-place.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_ITEMS "1000"

/* The verdict on finding f that nothing reverses. */
#define STANDING_VERDICT                                                                           \
  "(SELECT v.id FROM verdict v WHERE v.finding = f.id AND v.reverses IS NULL "                     \
  "AND NOT EXISTS (SELECT 1 FROM verdict r WHERE r.reverses = v.id) ORDER BY v.at DESC LIMIT 1)"
#define REAL "(f.kind <> 'known-elsewhere')"

/* Whether what finding f says of ours and of theirs still stands: an overlap of which one side was
 * undone is none. */
#define HOMES SIJIL_SQL_HOUSEHOLDS (SIJIL_SQL_SURVIVOR ("f.household"))
#define PERSON(column)                                                                             \
  " AND CASE WHEN f.person IS NULL THEN " column                                                   \
  " IS NULL ELSE " column SIJIL_SQL_PERSONS ("f.person") " END"
#define OURS                                                                                       \
  "EXISTS (SELECT 1 FROM distribution d JOIN programme p ON p.id = d.programme WHERE "             \
  "d.household" HOMES " AND d.reverses IS NULL AND d.period IS f.period AND d.served_on IS "       \
  "f.our_date AND p.family IS f.family" PERSON (                                                   \
      "d.person") " AND NOT EXISTS (SELECT 1 FROM distribution r WHERE r.reverses = d.id))"
#define THEIRS                                                                                     \
  "EXISTS (SELECT 1 FROM elsewhere e WHERE e.household" HOMES " AND e.standing = 1 AND e.period "  \
  "IS f.period AND e.served_on IS f.other_date AND e.family IS f.family AND e.association IS "     \
  "f.other_association" PERSON ("e.person") ")"
/* And a question is none any more once the two are known to be one family. */
#define KNOWN                                                                                      \
  "EXISTS (SELECT 1 FROM finding k WHERE k.household = f.household AND k.kind = "                  \
  "'known-elsewhere' AND k.other_card = f.other_card AND k.other_association = "                   \
  "f.other_association AND k.at > f.at)"
#define MOOT                                                                                       \
  "((f.kind = 'overlap' AND NOT (" OURS " AND " THEIRS                                             \
  ")) OR (f.kind = 'maybe-same-person' AND " KNOWN "))"

void
sijil_review_item_free (SijilReviewItem *item)
{
  if (item == NULL)
    return;
  g_clear_object (&item->finding);
  g_clear_object (&item->verdict);
  g_free (item->reply);
  g_free (item->card);
  g_free (item->head_name);
  g_free (item->place);
  g_free (item->birth_year);
  g_free (item);
}

/**
 * sijil_verdict_request_new:
 * @finding: which finding
 * @answer: (nullable): a code of the answers; %NULL undoes our standing verdict
 * @reason: (nullable): in words
 *
 * Returns: (transfer full): a request for sijil_review_settle()
 */
SijilVerdictRequest *
sijil_verdict_request_new (const SijilId *finding, const char *answer, const char *reason)
{
  SijilVerdictRequest *request = g_new0 (SijilVerdictRequest, 1);

  request->finding = *finding;
  request->answer = g_strdup (answer);
  request->reason = g_strdup (reason);
  return request;
}

void
sijil_verdict_request_free (SijilVerdictRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->answer);
  g_free (request->reason);
  g_free (request);
}

/**
 * sijil_review: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilReviewItem): what waits, then the quiet list, then
 * what is settled or has settled itself
 */
gpointer
sijil_review (SijilSession *session, gpointer unused, GError **error)
{
  static const char SQL[] =
      "SELECT f.id, " STANDING_VERDICT
      " AS v, (SELECT y.answer FROM reply y WHERE y.finding = f.id),"
      " f.household, h.card, coalesce(h.head_name, CASE WHEN f.household IS NULL THEN q.name END), "
      "h.village, h.governorate, " REAL " AS real, "
      "substr(CASE WHEN f.household IS NULL THEN q.birth_date ELSE p.birth_date END, 1, 4), " MOOT
      " AS moot, "
      "(SELECT o.id FROM volunteer o WHERE o.person = f.person AND o.gone = 0 LIMIT 1) "
      "FROM finding f "
      "LEFT JOIN household_row h ON h.household = " SIJIL_SQL_SURVIVOR (
          "f.household") " "
                         "LEFT JOIN household x ON x.id = f.household LEFT JOIN person p ON p.id = "
                         "x.head LEFT JOIN person q ON q.id = f.person "
                         "ORDER BY v IS NOT NULL OR moot, real DESC, f.at DESC, f.rowid DESC "
                         "LIMIT " MAX_ITEMS;
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "");
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_review_item_free);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    SijilReviewItem *item = g_new0 (SijilReviewItem, 1);
    SijilId finding, verdict;

    sijil_stmt_id (stmt, 0, &finding);
    item->finding = sijil_records_get (session->db, &sijil_finding_type, &finding);
    if (sijil_stmt_id (stmt, 1, &verdict))
      item->verdict = sijil_records_get (session->db, &sijil_verdict_type, &verdict);
    item->reply = g_strdup (sijil_stmt_text (stmt, 2));
    sijil_stmt_id (stmt, 3, &item->household);
    item->card = g_strdup (sijil_stmt_text (stmt, 4));
    item->head_name = g_strdup (sijil_stmt_text (stmt, 5));
    item->place = sijil_place_words (sijil_stmt_text (stmt, 6), sijil_stmt_text (stmt, 7));
    item->birth_year = g_strdup (sijil_stmt_text (stmt, 9));
    item->moot = sijil_stmt_int (stmt, 10) != 0;
    item->counts = sijil_stmt_int (stmt, 8) != 0 && !item->moot;
    if (sijil_id_is_null (&item->household))
      sijil_stmt_id (stmt, 11, &item->volunteer);
    g_ptr_array_add (items, item);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&items) : NULL;
}

/**
 * sijil_review_count: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: how many findings and conflicts wait, as GUINT_TO_POINTER()
 */
gpointer
sijil_review_count (SijilSession *session, gpointer unused, GError **error)
{
  static const char SQL[] = "SELECT count(*) FROM finding f WHERE " REAL " AND " STANDING_VERDICT
                            " IS NULL AND NOT " MOOT;

  return GUINT_TO_POINTER ((guint) sijil_db_number (session->db, 0, SQL, "") +
                           GPOINTER_TO_UINT (sijil_conflicts_count (session, NULL, error)));
}

static gboolean
standing_verdict (SijilDb *db, const SijilId *finding, SijilId *verdict)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      db, NULL, "SELECT " STANDING_VERDICT " FROM finding f WHERE f.id = ?1", "d", finding);

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, verdict);
}

static SijilRecord *
make_verdict (SijilSession *session, const SijilVerdictRequest *request, const char *answer)
{
  SijilRecord *verdict = sijil_record_new (&sijil_verdict_type, NULL);

  sijil_record_set_reference (verdict, SIJIL_VERDICT_FINDING, &request->finding);
  sijil_record_set_text (verdict, SIJIL_VERDICT_ANSWER, answer);
  sijil_record_set_text (verdict, SIJIL_VERDICT_REASON, request->reason);
  sijil_record_set_text (verdict, SIJIL_VERDICT_ACTOR, session->clerk);
  sijil_record_set_number (verdict, SIJIL_VERDICT_AT, g_get_real_time ());
  return verdict;
}

/**
 * sijil_review_settle: (skip)
 * @session: the writing session
 * @data: a #SijilVerdictRequest
 * @error: return location for an error
 *
 * Says what a finding is, or takes back what was said. Verdicts are facts: a new one reverses the
 * standing one first, and undo is a reversal alone.
 *
 * Returns: (transfer full): the #SijilId of the verdict that was written
 */
gpointer
sijil_review_settle (SijilSession *session, gpointer data, GError **error)
{
  const SijilVerdictRequest *request = data;
  g_autoptr (SijilRecord) finding =
      sijil_records_get (session->db, &sijil_finding_type, &request->finding);
  g_autoptr (SijilRecord) verdict = NULL;
  SijilId standing;
  gboolean has_standing;

  if (!sijil_role_may (session, SIJIL_ACT_SETTLE, error))
    return NULL;
  has_standing = standing_verdict (session->db, &request->finding, &standing);
  if (finding == NULL || (request->answer == NULL && !has_standing)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         finding == NULL
                             ? _ ("There is no such finding")
                             : _ ("Nothing has been decided here that could be undone"));
    return NULL;
  }
  if (request->answer != NULL && !sijil_choice_has (sijil_answers, request->answer)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("This answer is not in the list"));
    return NULL;
  }
  if (has_standing) {
    g_autoptr (SijilStored) old = NULL;

    if (!sijil_records_load (session->db, &sijil_verdict_type, &standing, &old, error))
      return NULL;
    verdict =
        make_verdict (session, request, sijil_record_text (old->record, SIJIL_VERDICT_ANSWER));
    sijil_record_set_reference (verdict, SIJIL_VERDICT_REVERSES, &standing);
    if (!sijil_edit_put (session, verdict, error))
      return NULL;
  }
  if (request->answer != NULL) {
    g_clear_object (&verdict);
    verdict = make_verdict (session, request, request->answer);
    if (!sijil_edit_put (session, verdict, error))
      return NULL;
  }
  return sijil_id_copy (sijil_record_id (verdict));
}
