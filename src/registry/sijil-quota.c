#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-quota.h"

#include "sijil-hlc.h"

/* What one device may use of a day. An office does not come near it, not even when it brings all of
 * its families for the first time; whoever sends made-up ones is slowed down to what an operator
 * can look at. What is beyond it waits until tomorrow, at the desk or here; nothing is refused.
 *
 * What comes on a stick does not count, for the operator took it in himself, nor what the registry
 * writes, as when a family moves. */

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

/* What a restored registry has lost is sent once more within this time, or counts as new. */
#define BROUGHT_AGAIN_US (30 * DAY_US)
#define EPOCH_US (G_USEC_PER_SEC / 10) /* an epoch is the tenth of a second in which it began */

/**
 * sijil_quota_today:
 *
 * Returns: days since 1970; they begin at midnight UTC
 */
gint64
sijil_quota_today (void)
{
  return g_get_real_time () / DAY_US;
}

/**
 * sijil_quota_counts:
 * @registry: the registry
 * @stamp: of a change set, as its device has it
 *
 * Returns: %FALSE if it may be one that the registry had before it was restored
 */
gboolean
sijil_quota_counts (SijilRegistry *registry, guint64 stamp)
{
  gint64 begun = registry->epoch > 1 ? registry->epoch * EPOCH_US : 0;

  return stamp > sijil_hlc_at (begun) || g_get_real_time () > begun + BROUGHT_AGAIN_US;
}

static gint64
new_records (SijilChangeSet *set)
{
  gint64 n = 0;

  for (guint i = 0; i < set->rows->len; i++)
    n += ((SijilChangeRow *) set->rows->pdata[i])->is_new;
  return n;
}

/**
 * sijil_quota_takes:
 * @registry: the registry
 * @use: (inout): what the device has used today; @set is added to it
 * @set: what it sends
 *
 * Returns: whether @set is taken today; the first one of a day is in any case
 */
gboolean
sijil_quota_takes (SijilRegistry *registry, SijilUse *use, SijilChangeSet *set)
{
  gint64 bytes = (gint64) sijil_change_set_bytes (set), records = new_records (set);

  if (use->bytes > 0 && (use->bytes + bytes > registry->quota.bytes ||
                         use->records + records > registry->quota.records))
    return FALSE;
  use->bytes += bytes;
  use->records += records;
  return TRUE;
}

/**
 * sijil_quota_compares:
 * @most: what a device may use of a day
 * @use: what it has used today
 *
 * Returns: whether one more person is compared with those of other associations today
 */
gboolean
sijil_quota_compares (const SijilUse *most, const SijilUse *use)
{
  return use->compared < most->compared && use->found < most->found;
}
