#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker.h"

#include "sijil-quota.h"

/* Whom a device brings is compared with the persons of other associations, and what is found told:
 * so many a day. The rest of them is compared tomorrow; what would take something back, as a
 * consent that ended, never waits. */

static gboolean
write_use (SijilLinker *linker, GError **error)
{
  if (linker->cause == 0 || !linker->has_used)
    return TRUE;
  linker->has_used = FALSE;
  return sijil_storage_save_use (linker->storage, linker->cause, sijil_quota_today (), &linker->use,
                                 error) &&
         (linker->most == NULL || sijil_quota_compares (linker->most, &linker->use) ||
          sijil_storage_note_full (linker->storage, linker->cause, sijil_quota_today (), error));
}

/**
 * sijil_linker_caused_by:
 * @linker: a linker
 * @device: whose work follows; 0: nobody's, and it is counted for none
 * @error: return location for an error
 *
 * Returns: %TRUE if what the one before used was noted
 */
gboolean
sijil_linker_caused_by (SijilLinker *linker, guint32 device, GError **error)
{
  if (device == linker->cause)
    return TRUE;
  if (!write_use (linker, error))
    return FALSE;
  linker->cause = device;
  if (device != 0)
    sijil_storage_use (linker->storage, device, sijil_quota_today (), &linker->use);
  return TRUE;
}

/**
 * sijil_linker_found:
 * @linker: a linker
 * @n: how many links and findings more there are
 */
void
sijil_linker_found (SijilLinker *linker, guint n)
{
  linker->use.found += n;
  linker->has_used = linker->has_used || n > 0;
}

/**
 * sijil_linker_may_compare:
 * @linker: a linker
 * @person: somebody
 * @may: (out): whether he is compared with the persons of other associations now; otherwise he is
 *   tomorrow
 * @error: return location for an error
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sijil_linker_may_compare (SijilLinker *linker, SijilFolded *person, gboolean *may, GError **error)
{
  const SijilId *id = sijil_record_id (person->record);

  *may = linker->cause == 0 || linker->most == NULL ||
         sijil_quota_compares (linker->most, &linker->use);
  if (!*may)
    return sijil_storage_compare_later (linker->storage, id, linker->cause, error);
  if (linker->cause != 0) {
    linker->use.compared++;
    linker->has_used = TRUE;
  }
  return sijil_storage_compares_now (linker->storage, id, error);
}
