#define G_LOG_DOMAIN "sijil-store"

#include "sijil-backup-files.h"

#include "sijil-file.h"
#include "sijil-i18n.h"
#include "sijil-store-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_SLOT 65536 /* bytes of a key file */

/* A key slot's file: its name and what is in it. */
typedef struct {
  char *name;
  GBytes *bytes;
} Slot;

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  g_free (slot->name);
  g_clear_pointer (&slot->bytes, g_bytes_unref);
  g_free (slot);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  const Slot *x = *(Slot *const *) a, *y = *(Slot *const *) b;

  return strcmp (x->name, y->name);
}

/**
 * sijil_slots_read: (skip)
 * @folder: a profile or a backup
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its key slots, by name
 */
GPtrArray *
sijil_slots_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "keys", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (slot_free);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    char *bytes;
    gsize len;
    Slot *slot;

    if (!g_str_has_suffix (name, ".slot"))
      continue;
    bytes = sijil_file_read (file, MAX_SLOT, &len, error);
    if (bytes == NULL)
      return NULL;
    slot = g_new0 (Slot, 1);
    slot->name = g_strdup (name);
    slot->bytes = g_bytes_new_take (bytes, len);
    g_ptr_array_add (slots, slot);
  }
  g_ptr_array_sort (slots, by_name);
  return g_steal_pointer (&slots);
}

/**
 * sijil_slots_write: (skip)
 * @slots: key slots
 * @folder: a backup that is being made
 * @error: return location for an error
 *
 * Returns: %TRUE if they are there, on the disk for certain
 */
gboolean
sijil_slots_write (GPtrArray *slots, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "keys", NULL);

  if (g_mkdir (path, 0700) != 0)
    return sijil_store_fail (error, _ ("The key files could not be copied"));
  for (guint i = 0; i < slots->len; i++) {
    const Slot *slot = slots->pdata[i];
    g_autofree char *file = g_build_filename (path, slot->name, NULL);
    gsize len;
    const char *bytes = g_bytes_get_data (slot->bytes, &len);

    if (!g_file_set_contents_full (file, bytes, (gssize) len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error))
      return FALSE;
  }
  return sijil_file_keep (path) ||
         sijil_store_fail (error, _ ("The key files could not be copied"));
}

gboolean
sijil_slots_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const Slot *x = a->pdata[i], *y = b->pdata[i];

    if (strcmp (x->name, y->name) != 0 || !g_bytes_equal (x->bytes, y->bytes))
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_slots_digest: (skip)
 * @slots: key slots
 *
 * Returns: (transfer full): a few letters that are others when a key slot is another
 */
char *
sijil_slots_digest (GPtrArray *slots)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < slots->len; i++) {
    const Slot *slot = slots->pdata[i];
    gsize len;
    const guchar *bytes = g_bytes_get_data (slot->bytes, &len);

    g_checksum_update (sum, (const guchar *) slot->name, (gssize) strlen (slot->name));
    g_checksum_update (sum, bytes, (gssize) len);
  }
  return g_strndup (g_checksum_get_string (sum), 16);
}

/* While a file is being written it has its name with an ending; a kill leaves it so. */
static void
remove_files (const char *folder, const char *const *names)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    for (guint i = 0; names == NULL || names[i] != NULL; i++)
      if (names == NULL || g_str_has_prefix (name, names[i])) {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
        break;
      }
}

/**
 * sijil_folder_remove: (skip)
 * @folder: a folder that this program has made
 *
 * Removes the files of a backup, and the folder if nothing else is in it.
 */
void
sijil_folder_remove (const char *folder)
{
  static const char *const FIRST[] = { SIJIL_BACKUP_ABOUT, "aside", NULL };
  static const char *const REST[] = { SIJIL_STORE_FILE, NULL };
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);

  /* First the word that it is whole, so that a half removed one is none. */
  remove_files (folder, FIRST);
  remove_files (folder, REST);
  remove_files (keys, NULL);
  g_rmdir (keys);
  g_rmdir (folder);
}
