#define G_LOG_DOMAIN "sijil-store"

#include "sijil-programmes.h"

#include "sijil-edit.h"
#include "sijil-meta.h"
#include "sijil-period.h"
#include "sijil-roles.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "types/sijil-types-all.h"

#include <string.h>

void
sijil_programme_summary_free (SijilProgrammeSummary *summary)
{
  if (summary == NULL)
    return;
  g_clear_object (&summary->programme);
  g_free (summary);
}

/**
 * sijil_programmes: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilProgrammeSummary): all programmes
 */
gpointer
sijil_programmes (SijilSession *session, gpointer unused, GError **error)
{
  static const char SQL[] =
      "SELECT coalesce(sum(quantity), 0), count(DISTINCT household) "
      "FROM distribution d WHERE programme = ?1 AND (?2 IS NULL OR period = ?2) "
      "AND reverses IS NULL AND NOT EXISTS "
      "(SELECT 1 FROM distribution r WHERE r.reverses = d.id)";
  g_autoptr (GPtrArray) records = sijil_records_where (
      session->db, &sijil_programme_type, "ORDER BY alliance DESC, rowid LIMIT 500", error, "");
  g_autofree char *today = sijil_date_today ();
  int offset = (int) sijil_meta_number (session->db, SIJIL_META_HIJRI_OFFSET, 0);
  GPtrArray *summaries;

  if (records == NULL)
    return NULL;
  summaries = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_programme_summary_free);
  for (guint i = 0; i < records->len; i++) {
    SijilRecord *programme = records->pdata[i];
    const char *starts = sijil_record_text (programme, SIJIL_PROGRAMME_STARTS);
    const char *ends = sijil_record_text (programme, SIJIL_PROGRAMME_ENDS);
    const char *limit = sijil_record_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD);
    /* Without a limit it goes on and on: what counts is all of it. */
    g_autofree char *period = g_strcmp0 (limit, "none") != 0 && limit != NULL
                                  ? sijil_period_of (limit, today, offset)
                                  : NULL;
    g_autoptr (SijilStmt) stmt =
        sijil_db_select (session->db, NULL, SQL, "dt", sijil_record_id (programme), period);
    SijilProgrammeSummary *summary = g_new0 (SijilProgrammeSummary, 1);

    summary->programme = g_object_ref (programme);
    summary->ended = ends != NULL && strcmp (ends, today) < 0;
    summary->running = !summary->ended && (starts == NULL || strcmp (starts, today) <= 0);
    if (stmt != NULL && sijil_stmt_next (stmt)) {
      summary->served = sijil_stmt_int (stmt, 0);
      summary->households = sijil_stmt_int (stmt, 1);
    }
    g_ptr_array_add (summaries, summary);
  }
  return summaries;
}

static gboolean
is_taken (SijilSession *session, SijilRecord *programme, const char *code)
{
  return sijil_db_number (session->db, 0,
                          "SELECT 1 FROM programme WHERE code = ?1 COLLATE NOCASE AND id IS NOT ?2",
                          "td", code, sijil_record_id (programme)) != 0;
}

/* Programmes are named by their code in commands and sheets. One that nobody gave is made of the
 * letters of this device, so that two desks of one association do not make the same. */
static gboolean
settle_code (SijilSession *session, SijilRecord *programme, SijilRecord *old, GError **error)
{
  const char *code = sijil_record_text (programme, SIJIL_PROGRAMME_CODE);
  g_autofree char *letters = NULL;

  if (code != NULL && is_taken (session, programme, code)) {
    g_autofree char *shown = sijil_text_ltr (code);

    g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS,
                 _ ("There is a programme with the code %s already"), shown);
    return FALSE;
  }
  if (code != NULL || (!sijil_record_has (programme, SIJIL_PROGRAMME_CODE) && old != NULL &&
                       !sijil_record_is_null (old, SIJIL_PROGRAMME_CODE)))
    return TRUE;
  letters = sijil_meta_text (session->db, SIJIL_META_LETTERS);
  for (guint n = 1;; n++) {
    g_autofree char *made = g_strdup_printf ("%s-%u", letters, n);

    if (is_taken (session, programme, made))
      continue;
    sijil_record_set_text (programme, SIJIL_PROGRAMME_CODE, made);
    return TRUE;
  }
}

/**
 * sijil_programme_save: (skip)
 * @session: the writing session
 * @data: a programme #SijilRecord
 * @error: return location for an error
 *
 * A programme without a code gets one.
 *
 * Returns: (transfer full): its #SijilId
 */
gpointer
sijil_programme_save (SijilSession *session, gpointer data, GError **error)
{
  SijilRecord *programme = data;
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GPtrArray) unread = NULL;
  g_autoptr (GPtrArray) wrong = NULL;
  g_autoptr (SijilRecord) old = NULL;

  if (!sijil_role_may (session, SIJIL_ACT_PROGRAMMES, error))
    return NULL;
  if (!sijil_id_is_null (sijil_record_id (programme)))
    old = sijil_records_get (session->db, &sijil_programme_type, sijil_record_id (programme));
  if (old != NULL && sijil_record_number (old, SIJIL_PROGRAMME_ALLIANCE, 0) != 0) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE,
                         _ ("This programme is the alliance’s; only the alliance changes it"));
    return NULL;
  }
  sijil_record_set_number (programme, SIJIL_PROGRAMME_ALLIANCE, 0);
  if (sijil_record_is_null (programme, SIJIL_PROGRAMME_LIMIT_COUNT) &&
      (old == NULL || sijil_record_has (programme, SIJIL_PROGRAMME_LIMIT_COUNT)))
    sijil_record_set_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
  unread = sijil_record_clean (programme);
  if (!sijil_issues_raise (unread, programme, error) ||
      !settle_code (session, programme, old, error))
    return NULL;
  for (guint i = 0; old != NULL && i < SIJIL_PROGRAMME_N_FIELDS; i++)
    if (sijil_record_has (programme, i))
      sijil_record_take_field (old, i, programme);
  wrong = sijil_record_validate (old != NULL ? old : programme, today);
  if (!sijil_issues_raise (wrong, programme, error) || !sijil_edit_put (session, programme, error))
    return NULL;
  return sijil_id_copy (sijil_record_id (programme));
}

/**
 * sijil_programme_by_text: (skip)
 * @session: a session
 * @text: a code or a UUID
 * @error: return location for an error
 *
 * Returns: (transfer full): the programme #SijilRecord
 */
gpointer
sijil_programme_by_text (SijilSession *session, gpointer text, GError **error)
{
  SijilId id;
  g_autoptr (GPtrArray) found = NULL;

  if (sijil_id_parse (text, &id))
    found =
        sijil_records_where (session->db, &sijil_programme_type, "WHERE id = ?1", error, "d", &id);
  else
    found = sijil_records_where (session->db, &sijil_programme_type, "WHERE code = ?1", error, "t",
                                 text);
  if (found == NULL)
    return NULL;
  if (found->len > 0)
    return g_object_ref (found->pdata[0]);
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                       _ ("There is no such programme"));
  return NULL;
}
