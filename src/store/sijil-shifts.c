#define G_LOG_DOMAIN "sijil-store"

#include "sijil-shifts.h"

#include "sijil-choices.h"
#include "sijil-edit.h"
#include "sijil-judge.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

#include <stdio.h>
#include <string.h>

#define MINUTES_OF_A_DAY 1440
/* A shift that no other takes back. */
#define STANDS "s.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM shift r WHERE r.reverses = s.id)"

/**
 * sijil_shift_reversal_new:
 * @shift: the fact to be reversed
 * @reason_code: a code of the reasons of shifts
 *
 * Returns: (transfer full): a request for sijil_shift_reverse()
 */
SijilShiftReversal *
sijil_shift_reversal_new (const SijilId *shift, const char *reason_code)
{
  SijilShiftReversal *request = g_new0 (SijilShiftReversal, 1);

  request->shift = *shift;
  request->reason_code = g_strdup (reason_code);
  return request;
}

void
sijil_shift_reversal_free (SijilShiftReversal *request)
{
  if (request == NULL)
    return;
  g_free (request->reason_code);
  g_free (request);
}

static void
shift_free (gpointer data)
{
  SijilShift *shift = data;

  g_free (shift->worked_on);
  g_free (shift->what);
  g_free (shift->office);
  g_free (shift->reason);
  g_free (shift);
}

static gboolean
refuse (int code, const char *sentence, GError **error)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, code, sentence);
  return FALSE;
}

static gboolean
check_references (SijilSession *session, SijilRecord *shift, GError **error)
{
  SijilId volunteer, programme;

  if (!sijil_record_reference (shift, SIJIL_SHIFT_VOLUNTEER, &volunteer) ||
      sijil_db_number (session->db, 1, "SELECT gone FROM volunteer WHERE id = ?1", "d",
                       &volunteer) != 0)
    return refuse (SIJIL_STORE_ERROR_NOT_FOUND, _ ("There is no such volunteer"), error);
  if (sijil_record_reference (shift, SIJIL_SHIFT_PROGRAMME, &programme) &&
      sijil_db_number (session->db, 0, "SELECT 1 FROM programme WHERE id = ?1", "d", &programme) ==
          0)
    return refuse (SIJIL_STORE_ERROR_NOT_FOUND, _ ("There is no such programme"), error);
  return TRUE;
}

/* The same shift entered twice is the usual slip; a day that gets longer than days are shows it. */
static gboolean
day_is_long_enough (SijilSession *session, SijilRecord *shift, GError **error)
{
  static const char SQL[] = "SELECT sum(minutes) FROM shift s WHERE s.volunteer = ?1 AND "
                            "s.worked_on = ?2 AND " STANDS;
  SijilId volunteer;
  gint64 minutes = sijil_record_number (shift, SIJIL_SHIFT_MINUTES, 0);

  sijil_record_reference (shift, SIJIL_SHIFT_VOLUNTEER, &volunteer);
  minutes += sijil_db_number (session->db, 0, SQL, "dt", &volunteer,
                              sijil_record_text (shift, SIJIL_SHIFT_WORKED_ON));
  return minutes <= MINUTES_OF_A_DAY ||
         refuse (SIJIL_STORE_ERROR_INVALID,
                 _ ("With what is recorded already this day would be longer than a day"), error);
}

/**
 * sijil_shift_save: (skip)
 * @session: the writing session
 * @data: (inout): a new shift #SijilRecord; without a day it was today
 * @error: return location for an error
 *
 * Records that a volunteer worked.
 *
 * Returns: (transfer full): the fact's #SijilId
 */
gpointer
sijil_shift_save (SijilSession *session, gpointer data, GError **error)
{
  SijilRecord *shift = data;
  g_autofree char *today = sijil_date_today ();

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error) ||
      !check_references (session, shift, error))
    return NULL;
  if (sijil_record_is_null (shift, SIJIL_SHIFT_WORKED_ON))
    sijil_record_set_text (shift, SIJIL_SHIFT_WORKED_ON, today);
  sijil_record_set_number (shift, SIJIL_SHIFT_AT, g_get_real_time ());
  sijil_record_set_text (shift, SIJIL_SHIFT_OFFICE, session->office);
  sijil_record_set_text (shift, SIJIL_SHIFT_ACTOR, session->clerk);
  sijil_record_set_null (shift, SIJIL_SHIFT_REVERSES);
  sijil_record_set_null (shift, SIJIL_SHIFT_REASON_CODE);
  if (!sijil_judge (session, shift, today, error) || !day_is_long_enough (session, shift, error) ||
      !sijil_edit_put (session, shift, error))
    return NULL;
  return sijil_id_copy (sijil_record_id (shift));
}

/**
 * sijil_shift_reverse: (skip)
 * @session: the writing session
 * @data: a #SijilShiftReversal
 * @error: return location for an error
 *
 * Records that a shift does not count. The fact itself stays; the reversal is a fact beside it, of
 * the same day and with the negative minutes.
 *
 * Returns: (transfer full): the reversing fact's #SijilId
 */
gpointer
sijil_shift_reverse (SijilSession *session, gpointer data, GError **error)
{
  static const guint KEPT[] = { SIJIL_SHIFT_VOLUNTEER, SIJIL_SHIFT_PROGRAMME, SIJIL_SHIFT_ACTIVITY,
                                SIJIL_SHIFT_WORKED_ON };
  const SijilShiftReversal *request = data;
  g_autoptr (SijilRecord) old = sijil_records_get (session->db, &sijil_shift_type, &request->shift);
  g_autoptr (SijilRecord) fact = NULL;

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error))
    return NULL;
  if (!sijil_choice_has (sijil_shift_reasons, request->reason_code)) {
    refuse (SIJIL_STORE_ERROR_INVALID, _ ("This reason is not in the list"), error);
    return NULL;
  }
  if (old == NULL || !sijil_record_is_null (old, SIJIL_SHIFT_REVERSES)) {
    refuse (SIJIL_STORE_ERROR_NOT_FOUND, _ ("There is no such shift"), error);
    return NULL;
  }
  if (sijil_db_number (session->db, 0, "SELECT 1 FROM shift WHERE reverses = ?1", "d",
                       &request->shift)) {
    refuse (SIJIL_STORE_ERROR_EXISTS, _ ("This shift is taken back already"), error);
    return NULL;
  }
  fact = sijil_record_new (&sijil_shift_type, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (KEPT); i++)
    sijil_record_take_field (fact, KEPT[i], old);
  sijil_record_set_number (fact, SIJIL_SHIFT_MINUTES,
                           -sijil_record_number (old, SIJIL_SHIFT_MINUTES, 0));
  sijil_record_set_number (fact, SIJIL_SHIFT_AT, g_get_real_time ());
  sijil_record_set_text (fact, SIJIL_SHIFT_OFFICE, session->office);
  sijil_record_set_text (fact, SIJIL_SHIFT_ACTOR, session->clerk);
  sijil_record_set_text (fact, SIJIL_SHIFT_REASON_CODE, request->reason_code);
  sijil_record_set_reference (fact, SIJIL_SHIFT_REVERSES, &request->shift);
  return sijil_edit_put (session, fact, error) ? sijil_id_copy (sijil_record_id (fact)) : NULL;
}

/* The shifts of a volunteer, the newest first, those that were taken back too. */
GPtrArray *
sijil_shifts_of (SijilSession *session, const SijilId *volunteer, GError **error)
{
  static const char SQL[] =
      "SELECT s.id, s.worked_on, s.minutes, CASE WHEN ?2 AND p.name_en IS NOT NULL THEN p.name_en "
      "ELSE coalesce(p.name, s.activity) END, s.office, r.reason_code, r.id IS NOT NULL "
      "FROM shift s LEFT JOIN programme p ON p.id = s.programme "
      "LEFT JOIN shift r ON r.reverses = s.id WHERE s.volunteer = ?1 AND s.reverses IS NULL "
      "GROUP BY s.id ORDER BY s.worked_on DESC, s.at DESC LIMIT 100";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "di", volunteer, (gint64) !sijil_i18n_is_arabic ());
  g_autoptr (GPtrArray) shifts = g_ptr_array_new_with_free_func (shift_free);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    SijilShift *shift = g_new0 (SijilShift, 1);

    sijil_stmt_id (stmt, 0, &shift->shift);
    shift->worked_on = g_strdup (sijil_stmt_text (stmt, 1));
    shift->minutes = sijil_stmt_int (stmt, 2);
    shift->what = g_strdup (sijil_stmt_text (stmt, 3));
    shift->office = g_strdup (sijil_stmt_text (stmt, 4));
    shift->reason = g_strdup (sijil_stmt_text (stmt, 5));
    shift->reversed = sijil_stmt_int (stmt, 6) != 0;
    g_ptr_array_add (shifts, shift);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&shifts) : NULL;
}

/* What stands of this month and in all. */
void
sijil_shifts_sum (SijilSession *session, const SijilId *volunteer, const char *today, gint64 *month,
                  gint64 *all, guint *shifts)
{
  static const char SQL[] =
      "SELECT coalesce(sum(minutes), 0), "
      "coalesce(sum(CASE WHEN substr(worked_on, 1, 7) = substr(?2, 1, 7) THEN minutes END), 0), "
      "count(*) FROM shift s WHERE s.volunteer = ?1 AND " STANDS;
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, NULL, SQL, "dt", volunteer, today);

  *month = *all = 0;
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  *all = sijil_stmt_int (stmt, 0);
  *month = sijil_stmt_int (stmt, 1);
  if (shifts != NULL)
    *shifts = (guint) sijil_stmt_int (stmt, 2);
}

/* What stands of each of the last months, the oldest first. */
void
sijil_shifts_months (SijilSession *session, const SijilId *volunteer, const char *today,
                     SijilMonthWorked *months)
{
  static const char SQL[] = "SELECT coalesce(sum(minutes), 0) FROM shift s WHERE s.volunteer = ?1 "
                            "AND substr(worked_on, 1, 7) = ?2 AND " STANDS;
  int year, month, day;

  sijil_date_split (today, &year, &month, &day);
  for (int i = SIJIL_VOLUNTEER_MONTHS - 1; i >= 0; i--) {
    g_autofree char *text = g_strdup_printf ("%04d-%02d", year, month);

    g_strlcpy (months[i].month, text, sizeof months[i].month);
    months[i].minutes =
        sijil_db_number (session->db, 0, SQL, "dt", volunteer, (const char *) months[i].month);
    if (--month == 0) {
      month = 12;
      year--;
    }
  }
}
