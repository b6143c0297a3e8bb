#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-aid.h"
#include "types/sijil-types-all.h"

/* What a family was given may be thousands of hand-overs, and one row may touch it a dozen times:
 * the row only notes that they are to be shared again. They are, one by one, before the next row is
 * looked at: see share_again() in sijil-linker-queue.c. */

/**
 * sijil_linker_share_aid:
 * @linker: a linker
 * @link: two households that are one family, or that no longer are
 * @error: return location for an error
 *
 * Lets each side be told what the other gave, and where that was twice the same. When the link is
 * cut, what was told will count no more.
 *
 * Returns: %TRUE if both sides will know
 */
gboolean
sijil_linker_share_aid (SijilLinker *linker, SijilLinkRow *link, GError **error)
{
  return sijil_storage_share_again (linker->storage, &sijil_household_type, &link->a, error) &&
         sijil_storage_share_again (linker->storage, &sijil_household_type, &link->b, error);
}

/**
 * sijil_linker_share_person:
 * @linker: a linker
 * @person: somebody who is known elsewhere, or no longer is
 * @error: return location for an error
 *
 * Returns: %TRUE if the others will know what this person was given, as far as it concerns them
 */
gboolean
sijil_linker_share_person (SijilLinker *linker, const SijilId *person, GError **error)
{
  return sijil_storage_share_again (linker->storage, &sijil_person_type, person, error);
}

/**
 * sijil_linker_distribution:
 * @linker: a linker
 * @distribution: a hand-over or a reversal that arrived
 * @error: return location for an error
 *
 * Returns: %TRUE if the other associations that know the family this was given to know this too
 */
gboolean
sijil_linker_distribution (SijilLinker *linker, SijilFolded *distribution, GError **error)
{
  g_autoptr (SijilSharing) sharing = sijil_sharing_new (linker);
  g_autoptr (SijilFolded) reversed = NULL;
  SijilId original;

  if (!sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_REVERSES, &original))
    return sijil_sharing_fact (sharing, distribution, error);
  reversed = sijil_linker_load (linker, &sijil_distribution_type, &original);
  return reversed == NULL || sijil_sharing_fact (sharing, reversed, error);
}

/**
 * sijil_linker_programme:
 * @linker: a linker
 * @programme: a programme that changed
 * @error: return location for an error
 *
 * Lets what others were told of a programme that is confidential from now on be taken back. What
 * was given while it was stays untold when it no longer is.
 *
 * Returns: %TRUE if nothing of a confidential programme will be told any more
 */
gboolean
sijil_linker_programme (SijilLinker *linker, SijilFolded *programme, GError **error)
{
  return sijil_record_number (programme->record, SIJIL_PROGRAMME_CONFIDENTIAL, 0) == 0 ||
         sijil_storage_share_again (linker->storage, &sijil_programme_type,
                                    sijil_record_id (programme->record), error);
}
