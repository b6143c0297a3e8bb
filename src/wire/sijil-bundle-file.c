#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-bundle.h"

#include "sijil-file.h"

#include <string.h>

#define SUFFIX ".bundle"

static const char *
prefix_of (SijilBundleWay way)
{
  return way == SIJIL_BUNDLE_UP ? "sijil-up-" : "sijil-down-";
}

/**
 * sijil_bundle_name:
 * @way: which way it goes
 * @device: whose it is
 *
 * Many offices share a stick: each has one file for each way, and a new one takes its place.
 *
 * Returns: (transfer full): name of the file
 */
char *
sijil_bundle_name (SijilBundleWay way, guint32 device)
{
  return g_strdup_printf ("%s%u%s", prefix_of (way), device, SUFFIX);
}

/**
 * sijil_bundle_write:
 * @path: a file, on a stick as a rule
 * @bundle: its bytes
 * @error: return location for an error
 *
 * Whole or not at all: it has its name only once every byte is on the stick.
 *
 * Returns: %TRUE if it was written
 */
gboolean
sijil_bundle_write (const char *path, GBytes *bundle, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bundle, &size);

  return g_file_set_contents_full (path, data, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * sijil_bundle_read:
 * @path: a file from outside
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its bytes, no more than a bundle may have
 */
GBytes *
sijil_bundle_read (const char *path, GError **error)
{
  return sijil_file_read_bytes (path, SIJIL_MAX_BUNDLE, error);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * sijil_bundle_list:
 * @folder: a folder, on a stick as a rule
 * @way: which way
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type filename): paths of the bundles that go that
 * way
 */
GPtrArray *
sijil_bundle_list (const char *folder, SijilBundleWay way, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  GPtrArray *paths;
  const char *name;

  if (dir == NULL)
    return NULL;
  paths = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix_of (way)) && g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, by_name);
  return paths;
}
