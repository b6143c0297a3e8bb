#define G_LOG_DOMAIN "sijil-store"

#include "sijil-hand-over.h"

#include "sijil-choices.h"
#include "sijil-edit.h"
#include "sijil-roles.h"
#include "sijil-rules.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_QUANTITY 1000

SijilHandOver *
sijil_hand_over_new (void)
{
  return g_new0 (SijilHandOver, 1);
}

void
sijil_hand_over_free (SijilHandOver *request)
{
  if (request == NULL)
    return;
  g_free (request->reason_code);
  g_free (request->reason_text);
  g_free (request);
}

/**
 * sijil_reversal_new:
 * @distribution: the fact to be reversed
 * @reason_code: a code of the reversal reasons
 * @reason_text: (nullable): in words
 *
 * Returns: (transfer full): a request for sijil_reverse()
 */
SijilReversal *
sijil_reversal_new (const SijilId *distribution, const char *reason_code, const char *reason_text)
{
  SijilReversal *request = g_new0 (SijilReversal, 1);

  request->distribution = *distribution;
  request->reason_code = g_strdup (reason_code);
  request->reason_text = g_strdup (reason_text);
  return request;
}

void
sijil_reversal_free (SijilReversal *request)
{
  if (request == NULL)
    return;
  g_free (request->reason_code);
  g_free (request->reason_text);
  g_free (request);
}

static gboolean
check_reason (const SijilChoice *codes, const char *code, const char *text, GError **error)
{
  if (!sijil_choice_has (codes, code)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("This reason is not in the list"));
    return FALSE;
  }
  if (strcmp (code, "other") == 0 && (text == NULL || *text == '\0')) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("Write the reason in a few words"));
    return FALSE;
  }
  return TRUE;
}

static gboolean
may_go_on (SijilEntitlement *entitlement, const SijilHandOver *request, GError **error)
{
  if (entitlement->state == SIJIL_ENTITLED && entitlement->left >= 0 &&
      MAX (request->quantity, 1) > entitlement->left) {
    entitlement->state = SIJIL_ENTITLED_WARN;
    entitlement->rule_broken = g_strdup ("limit");
    entitlement->headline = g_strdup (_ ("This is more than the programme allows"));
  }
  if (entitlement->state == SIJIL_ENTITLED)
    return TRUE;
  if (entitlement->state == SIJIL_ENTITLED_NOT) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_ENTITLED,
                         entitlement->headline);
    return FALSE;
  }
  if (request->reason_code != NULL)
    return check_reason (sijil_hand_over_reasons, request->reason_code, request->reason_text,
                         error);
  g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_RULE,
               _ ("%s. To hand it over anyway, give a reason"), entitlement->headline);
  return FALSE;
}

static SijilRecord *
member (SijilFamily *family, const SijilId *person)
{
  for (guint i = 0; i < family->members->len; i++)
    if (sijil_id_equal (sijil_record_id (family->members->pdata[i]), person))
      return family->members->pdata[i];
  return NULL;
}

static SijilRecord *
make_fact (SijilSession *session, const SijilHandOver *request, SijilFamily *family,
           SijilEntitlement *entitlement, const char *today)
{
  SijilRecord *fact = sijil_record_new (&sijil_distribution_type, NULL);
  gint64 quantity = MAX (request->quantity, 1);

  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_HOUSEHOLD,
                              sijil_record_id (family->household));
  if (request->has_person)
    sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_PERSON, &request->person);
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_PROGRAMME, &request->programme);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_PERIOD, entitlement->period);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, quantity);
  sijil_record_set_number (
      fact, SIJIL_DISTRIBUTION_VALUE,
      quantity * sijil_record_number (entitlement->programme, SIJIL_PROGRAMME_VALUE, 0));
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_SERVED_ON, today);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_AT, g_get_real_time ());
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_OFFICE, session->office);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_ACTOR, session->clerk);
  if (entitlement->state != SIJIL_ENTITLED) {
    sijil_record_set_text (fact, SIJIL_DISTRIBUTION_REASON_CODE, request->reason_code);
    sijil_record_set_text (fact, SIJIL_DISTRIBUTION_REASON_TEXT, request->reason_text);
    sijil_record_set_text (fact, SIJIL_DISTRIBUTION_RULE_BROKEN, entitlement->rule_broken);
  }
  return fact;
}

/**
 * sijil_hand_over: (skip)
 * @session: the writing session
 * @request: a #SijilHandOver
 * @error: return location for an error
 *
 * Records that something was handed over, if the programme's rules allow it or a reason is given.
 *
 * Returns: (transfer full): the fact's #SijilId
 */
gpointer
sijil_hand_over (SijilSession *session, gpointer data, GError **error)
{
  const SijilHandOver *request = data;
  g_autofree char *today = sijil_date_today ();
  g_autoptr (SijilRecord) programme = NULL;
  g_autoptr (SijilRecord) fact = NULL;
  SijilEntitlement *entitlement;
  SijilFamily *family;
  SijilRecord *person = NULL;
  gboolean ok;

  if (!sijil_role_may (session, SIJIL_ACT_SERVE, error))
    return NULL;
  if (request->quantity < 0 || request->quantity > MAX_QUANTITY) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("This quantity cannot be right"));
    return NULL;
  }
  family = sijil_family_load (session, (gpointer) &request->household, error);
  if (family == NULL)
    return NULL;
  programme = sijil_records_get (session->db, &sijil_programme_type, &request->programme);
  if (request->has_person)
    person = member (family, &request->person);
  if (programme == NULL || (request->has_person && person == NULL) ||
      request->has_person !=
          (g_strcmp0 (sijil_record_text (programme, SIJIL_PROGRAMME_PER), "person") == 0)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         programme == NULL ? _ ("There is no such programme")
                                           : _ ("Say for which person of the family this is"));
    sijil_family_free (family);
    return NULL;
  }
  entitlement = sijil_rules_check (session, family, programme, person, today, error);
  ok = may_go_on (entitlement, request, error);
  if (ok) {
    fact = make_fact (session, request, family, entitlement, today);
    ok = sijil_edit_put (session, fact, error);
  }
  sijil_entitlement_free (entitlement);
  sijil_family_free (family);
  return ok ? sijil_id_copy (sijil_record_id (fact)) : NULL;
}

/**
 * sijil_reverse: (skip)
 * @session: the writing session
 * @request: a #SijilReversal
 * @error: return location for an error
 *
 * Records that a hand-over does not count. The fact itself stays; the reversal is a fact beside it.
 *
 * Returns: (transfer full): the reversing fact's #SijilId
 */
gpointer
sijil_reverse (SijilSession *session, gpointer data, GError **error)
{
  const SijilReversal *request = data;
  g_autoptr (SijilRecord) old =
      sijil_records_get (session->db, &sijil_distribution_type, &request->distribution);
  g_autoptr (SijilRecord) fact = NULL;
  g_autofree char *today = sijil_date_today ();
  static const guint KEPT[] = { SIJIL_DISTRIBUTION_HOUSEHOLD, SIJIL_DISTRIBUTION_PERSON,
                                SIJIL_DISTRIBUTION_PROGRAMME, SIJIL_DISTRIBUTION_PERIOD };

  if (!sijil_role_may (session, SIJIL_ACT_SERVE, error) ||
      !check_reason (sijil_reversal_reasons, request->reason_code, request->reason_text, error))
    return NULL;
  if (old == NULL || !sijil_record_is_null (old, SIJIL_DISTRIBUTION_REVERSES)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such hand-over"));
    return NULL;
  }
  if (sijil_db_number (session->db, 0, "SELECT 1 FROM distribution WHERE reverses = ?1", "d",
                       &request->distribution)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS,
                         _ ("This hand-over is undone already"));
    return NULL;
  }
  fact = sijil_record_new (&sijil_distribution_type, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (KEPT); i++)
    sijil_record_take_field (fact, KEPT[i], old);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY,
                           -sijil_record_number (old, SIJIL_DISTRIBUTION_QUANTITY, 1));
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_VALUE,
                           -sijil_record_number (old, SIJIL_DISTRIBUTION_VALUE, 0));
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_SERVED_ON, today);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_AT, g_get_real_time ());
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_OFFICE, session->office);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_ACTOR, session->clerk);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_REASON_CODE, request->reason_code);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_REASON_TEXT, request->reason_text);
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_REVERSES, &request->distribution);
  return sijil_edit_put (session, fact, error) ? sijil_id_copy (sijil_record_id (fact)) : NULL;
}
