#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-tombstones.h"

#include "sijil-hlc.h"

#define KEPT_US (G_GINT64_CONSTANT (180) * 24 * 3600 * G_USEC_PER_SEC)
#define EVERY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

/* How far all devices of @association have read that still come. One that stayed away for longer
 * than a deletion is kept is not waited for: an edit of what is gone comes back to it as refused.
 */
static gboolean
known_to_all (SijilStorage *storage, gint64 association, guint64 *known, GError **error)
{
  g_autoptr (GPtrArray) devices = sijil_storage_devices (storage, error);
  gint64 since = g_get_real_time () - KEPT_US;

  *known = sijil_storage_feed_head (storage, association);
  for (guint i = 0; devices != NULL && i < devices->len; i++) {
    const SijilDevice *device = devices->pdata[i];

    if (device->association == association && !device->revoked && device->last_seen > since)
      *known = MIN (*known, device->cursor);
  }
  return devices != NULL;
}

/**
 * sijil_tombstones_let_go:
 * @registry: the registry, inside a transaction
 * @association: whose records
 * @error: return location for an error
 *
 * Lets go of what was deleted half a year ago and what every device has heard of, at most once a
 * day. The devices let go of it when they compare themselves with the registry.
 *
 * Returns: %TRUE if that is done
 */
gboolean
sijil_tombstones_let_go (SijilRegistry *registry, gint64 association, GError **error)
{
  SijilStorage *storage = registry->storage;
  g_autofree char *name = g_strdup_printf ("let-go-%" G_GINT64_FORMAT, association);
  gint64 now = g_get_real_time (), last = sijil_storage_number (storage, name, 0);
  guint64 known;

  if (now - last < EVERY_US && now >= last)
    return TRUE;
  return known_to_all (storage, association, &known, error) &&
         sijil_storage_let_go (storage, association, sijil_hlc_at (now - KEPT_US), known, error) &&
         sijil_storage_set_number (storage, name, now, error);
}
