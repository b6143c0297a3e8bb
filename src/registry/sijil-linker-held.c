#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker.h"

/* Of a device that the operator holds nothing is linked: its change sets are passed by. But records
 * are judged for other reasons too, as when somebody else's arrives. So what a held device wrote is
 * known by its stamps. */

/**
 * sijil_linker_holds:
 * @linker: a linker
 * @device: number of a device
 *
 * Returns: whether what it sends waits until the operator releases it
 */
gboolean
sijil_linker_holds (SijilLinker *linker, guint32 device)
{
  return linker->held != NULL && g_hash_table_contains (linker->held, GUINT_TO_POINTER (device));
}

/**
 * sijil_linker_is_held:
 * @linker: a linker
 * @folded: a record
 * @fields: some of its fields
 *
 * Returns: whether one of these was written by a device that is held, since it is
 */
gboolean
sijil_linker_is_held (SijilLinker *linker, SijilFolded *folded, guint64 fields)
{
  const SijilTypeDef *type = sijil_record_def (folded->record);

  for (guint i = 0; linker->held != NULL && i < type->n_fields; i++) {
    const SijilStamp *stamp =
        (fields & SIJIL_FIELD_BIT (i)) != 0 ? sijil_stamps_get (folded->stamps, i) : NULL;
    const guint64 *linked =
        stamp != NULL ? g_hash_table_lookup (linker->held, GUINT_TO_POINTER (stamp->device)) : NULL;

    if (linked != NULL && stamp->seq > *linked)
      return TRUE;
  }
  return FALSE;
}
