#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-epoch.h"

#include "sijil-file.h"
#include "sijil-i18n.h"
#include "sijil-json.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>

/* A restored registry lives once more from the day of its backup on. What it numbers from now on
 * must be new to every device that knew the life that was lost: its own change sets, by which rows
 * are named, and the devices. */
#define TENTH_US (G_USEC_PER_SEC / 10) /* a number of 40 bits is good for this century */
#define SETS_A_TENTH 32
#define DEVICE_GAP (1 << 20)
#define TOLD "epoch-told"

static gboolean
lift_numbers (SijilStorage *storage, gint64 epoch, GError **error)
{
  gint64 cseq = sijil_storage_number (storage, "cseq", 0);
  gint64 told = MIN (sijil_storage_number (storage, TOLD, G_MAXINT64), cseq);
  gint64 floor = sijil_storage_last_device (storage) + 1 + randombytes_uniform (DEVICE_GAP);

  return sijil_storage_set_number (storage, TOLD, told, error) &&
         sijil_storage_set_number (storage, "cseq", MAX (cseq, epoch * SETS_A_TENTH), error) &&
         sijil_storage_set_number (storage, SIJIL_DEVICE_FLOOR, floor, error);
}

/* Tenths of a second by the clock, so that two lives from one backup differ too. */
static gboolean
begin_epoch (SijilStorage *storage, GError **error)
{
  gint64 epoch =
      MAX (sijil_storage_number (storage, "epoch", 1) + 1, g_get_real_time () / TENTH_US);

  return sijil_storage_begin (storage, error) &&
         sijil_storage_set_number (storage, "epoch", epoch, error) &&
         /* What a disk lost before the backup, the desks shall notice. */
         sijil_storage_set_number (storage, SIJIL_SUMMED, 0, error) &&
         lift_numbers (storage, epoch, error) && sijil_storage_mark_heads (storage, error) &&
         sijil_storage_commit (storage, error);
}

static gboolean
fail (GError **error, const char *format, const char *path)
{
  g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED, format, path);
  return FALSE;
}

static gboolean
restore_aside (const char *folder, const guint8 *key, const char *backup, GError **error)
{
  g_autoptr (SijilStorage) storage = NULL;

  if (!sijil_storage_restore (folder, backup, key, error))
    return FALSE;
  storage = sijil_storage_open (folder, key, FALSE, error);
  return storage != NULL && begin_epoch (storage, error);
}

/**
 * sijil_registry_restore:
 * @folder: where the registry will live; it must hold none
 * @key: the key that the backup was made under
 * @backup: a file that `backup` wrote
 * @error: return location for an error
 *
 * Puts a backup in the place of a registry that was lost, as the next of its lives. It has its name
 * only when it is whole.
 *
 * Returns: %TRUE if it can be served
 */
gboolean
sijil_registry_restore (const char *folder, const guint8 *key, const char *backup, GError **error)
{
  g_autofree char *aside = g_build_filename (folder, "restoring", NULL);
  g_autofree char *made = g_build_filename (aside, "registry.db", NULL);
  g_autofree char *path = g_build_filename (folder, "registry.db", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail (error, _ ("%s: there is a registry already"), folder);
  if (!sijil_file_is_ordinary (backup, error))
    return FALSE;
  if (g_mkdir_with_parents (aside, 0700) != 0)
    return fail (error, "%s", g_strerror (errno));
  g_unlink (made);
  if (!restore_aside (aside, key, backup, error))
    return FALSE;
  if (g_rename (made, path) != 0)
    return fail (error, "%s", g_strerror (errno));
  g_rmdir (aside);
  return TRUE;
}

/**
 * sijil_epoch_answer:
 * @registry: the registry
 * @device: who asks
 *
 * Returns: (transfer full): what a device needs to know that was there before the registry was
 *   restored
 */
GBytes *
sijil_epoch_answer (SijilRegistry *registry, const SijilDevice *device)
{
  SijilStorage *storage = registry->storage;
  GString *out = g_string_new ("{\"v\":1,\"registry\":");

  sijil_json_append_string (out, registry->id);
  g_string_append_printf (out,
                          ",\"epoch\":%" G_GINT64_FORMAT ",\"acked\":%" G_GUINT64_FORMAT
                          ",\"cursor\":%" G_GUINT64_FORMAT ",\"catalogue\":%" G_GUINT64_FORMAT
                          ",\"told\":%" G_GINT64_FORMAT "}",
                          registry->epoch, device->acked,
                          sijil_storage_marked_head (storage, device->association),
                          sijil_storage_marked_head (storage, SIJIL_CATALOGUE),
                          sijil_storage_number (storage, TOLD, 0));
  return g_string_free_to_bytes (out);
}
