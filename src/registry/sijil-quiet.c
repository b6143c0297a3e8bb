#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-quiet.h"

#include "sijil-linker-again.h"
#include "sijil-linker-queue.h"
#include "sijil-segment.h"

/* What the registry does when nobody asks for anything: it links what a large push left, then packs
 * what a new device will ask for. Each in steps of some milliseconds, or of a segment. */

#define PERSONS_AT_ONCE 10

static gboolean
pack_ahead (SijilRegistry *registry, gboolean *more, GError **error)
{
  g_autofree gint64 *feed = g_queue_pop_head (&registry->full);
  gboolean again = FALSE;

  if (feed == NULL)
    return TRUE;
  if (!sijil_segment_pack_ahead (registry, *feed, &again, error))
    return FALSE;
  if (again)
    g_queue_push_tail (&registry->full, g_steal_pointer (&feed));
  *more = !g_queue_is_empty (&registry->full);
  return TRUE;
}

/**
 * sijil_quiet_work:
 * @registry: the registry, inside a transaction
 * @more: (out): whether there is more to do
 * @error: return location for an error
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_quiet_work (SijilRegistry *registry, gboolean *more, GError **error)
{
  registry->stuck =
      !sijil_linker_queue_work (registry, more, error) ||
      (!*more && !sijil_linker_again_later (registry, PERSONS_AT_ONCE, more, error)) ||
      (!*more && !sijil_linker_again (registry, PERSONS_AT_ONCE, more, error));
  return !registry->stuck && (*more || pack_ahead (registry, more, error));
}
