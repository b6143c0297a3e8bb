#define G_LOG_DOMAIN "sijil-store"

#include "sijil-batch.h"

#include "sijil-life.h"
#include "sijil-records.h"
#include "sijil-roles.h"
#include "types/sijil-household.h"

static void
keep (SijilSession *session, const SijilId *household, GPtrArray *kept)
{
  g_autoptr (SijilRecord) record =
      sijil_records_get (session->db, &sijil_household_type, household);

  if (record != NULL)
    g_ptr_array_add (kept, g_strdup (sijil_record_text (record, SIJIL_HOUSEHOLD_CARD)));
}

/**
 * sijil_batch_take_back: (skip)
 * @session: the writing session
 * @data: a #SijilTakeBack
 * @error: return location for an error
 *
 * Deletes households of an import, save those that something happened to since: they are other
 * people's work by now. Asked in the transaction that deletes, so that no hand-over slips between.
 *
 * Returns: non-%NULL if they are deleted
 */
gpointer
sijil_batch_take_back (SijilSession *session, gpointer data, GError **error)
{
  SijilTakeBack *part = data;

  if (!sijil_role_may (session, SIJIL_ACT_IMPORT, error))
    return NULL;
  for (guint i = part->first; i < part->first + part->n; i++) {
    if (sijil_household_is_used (session, part->households->pdata[i]))
      keep (session, part->households->pdata[i], part->kept);
    else if (sijil_household_delete (session, part->households->pdata[i], error) == NULL)
      return NULL;
  }
  return GINT_TO_POINTER (1);
}
