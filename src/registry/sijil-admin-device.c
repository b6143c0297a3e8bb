#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-admin.h"

#include "sijil-accounts.h"
#include "sijil-i18n.h"
#include "sijil-printable.h"
#include "sijil-quota.h"

#include <stdlib.h>

/* All that the operator has to know of a device, in one word or several. */
static char *
state_of (SijilRegistry *registry, const SijilDevice *device)
{
  SijilStorage *storage = registry->storage;
  GString *state = g_string_new (device->revoked ? _ ("revoked") : _ ("active"));

  if (sijil_storage_is_held (storage, device->number))
    g_string_append_printf (state, ", %s", _ ("in quarantine"));
  if (sijil_storage_is_full (storage, device->number, sijil_quota_today ()))
    g_string_append_printf (state, ", %s", _ ("no more today"));
  return g_string_free (state, FALSE);
}

/**
 * sijil_admin_device_list:
 * @registry: the registry
 * @words: nothing
 *
 * Returns: exit status
 */
int
sijil_admin_device_list (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) all = sijil_storage_devices (registry->storage, &error);

  if (all == NULL)
    return sijil_admin_fail (error);
  for (guint i = 0; i < all->len; i++) {
    SijilDevice *device = all->pdata[i];
    g_autofree char *name = sijil_storage_association_name (registry->storage, device->association);
    /* They may have been stored before anybody looked at them. */
    g_autofree char *association = sijil_printable_escape (name);
    g_autofree char *office = sijil_printable_escape (device->office);
    g_autofree char *state = state_of (registry, device);

    g_print ("%u\t%s\t%s\t%" G_GUINT64_FORMAT "\t%s\n", device->number, association, office,
             device->acked, state);
  }
  return EXIT_SUCCESS;
}

typedef gboolean (*DeviceFunc) (SijilRegistry *registry, guint32 number, GError **error);

/* @usage: what is missing, if @words is no number */
static int
carry_out (SijilRegistry *registry, char **words, DeviceFunc func, const char *usage)
{
  GError *error = NULL;
  guint64 number;

  if (words[0] == NULL || !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXUINT32, &number, NULL))
    return sijil_admin_usage (usage);
  if (sijil_storage_begin (registry->storage, &error) &&
      func (registry, (guint32) number, &error) && sijil_storage_commit (registry->storage, &error))
    return EXIT_SUCCESS;
  sijil_storage_rollback (registry->storage);
  return sijil_admin_fail (error);
}

/**
 * sijil_admin_device_revoke:
 * @registry: the registry
 * @words: number of a device
 *
 * Returns: exit status
 */
int
sijil_admin_device_revoke (SijilRegistry *registry, char **words)
{
  return carry_out (registry, words, sijil_accounts_revoke,
                    _ ("device revoke needs the number of a device"));
}

/**
 * sijil_admin_device_quarantine:
 * @registry: the registry
 * @words: number of a device
 *
 * Returns: exit status
 */
int
sijil_admin_device_quarantine (SijilRegistry *registry, char **words)
{
  return carry_out (registry, words, sijil_accounts_quarantine,
                    _ ("device quarantine needs the number of a device"));
}

/**
 * sijil_admin_device_release:
 * @registry: the registry
 * @words: number of a device
 *
 * Returns: exit status
 */
int
sijil_admin_device_release (SijilRegistry *registry, char **words)
{
  return carry_out (registry, words, sijil_accounts_release,
                    _ ("device release needs the number of a device"));
}
