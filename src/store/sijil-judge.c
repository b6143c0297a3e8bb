#define G_LOG_DOMAIN "sijil-store"

#include "sijil-judge.h"

#include "sijil-records.h"
#include "sijil-validate.h"
#include "types/sijil-person.h"

static void
default_id_type (SijilRecord *person)
{
  if (sijil_record_has (person, SIJIL_PERSON_ID_NUMBER) &&
      !sijil_record_is_null (person, SIJIL_PERSON_ID_NUMBER) &&
      sijil_record_is_null (person, SIJIL_PERSON_ID_TYPE))
    sijil_record_set_text (person, SIJIL_PERSON_ID_TYPE, "national");
}

/**
 * sijil_judge:
 * @session: a session
 * @record: (inout): a new record, or the fields of an old one that shall change; it is cleaned
 * @today: ISO date
 * @error: return location for an error
 *
 * What is judged is the whole record as it will be stored, not the few fields that change. What a
 * national ID says of a person is filled in before.
 *
 * Returns: %TRUE if it may be stored
 */
gboolean
sijil_judge (SijilSession *session, SijilRecord *record, const char *today, GError **error)
{
  static const guint FILLED[] = { SIJIL_PERSON_BIRTH_DATE, SIJIL_PERSON_SEX };
  gboolean is_person = sijil_record_def (record) == &sijil_person_type;
  g_autoptr (GPtrArray) unread = NULL;
  g_autoptr (GPtrArray) wrong = NULL;
  g_autoptr (SijilRecord) old = NULL;
  g_autoptr (SijilRecord) whole = NULL;

  if (is_person)
    default_id_type (record);
  unread = sijil_record_clean (record);
  if (!sijil_issues_raise (unread, record, error))
    return FALSE;
  if (!sijil_id_is_null (sijil_record_id (record)))
    old = sijil_records_get (session->db, sijil_record_def (record), sijil_record_id (record));
  whole = sijil_record_overlay (old, record);
  if (is_person) {
    sijil_person_fill (whole, old, today);
    for (guint i = 0; i < G_N_ELEMENTS (FILLED); i++)
      if (!sijil_record_is_null (whole, FILLED[i]))
        sijil_record_take_field (record, FILLED[i], whole);
  }
  wrong = sijil_record_validate (whole, today);
  return sijil_issues_raise (wrong, whole, error);
}
