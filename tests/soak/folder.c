#include "folder.h"

#include "desk.h"

#include <glib/gstdio.h>

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (from, &bytes, &len, NULL));
  g_assert_true (
      g_file_set_contents_full (to, bytes, (gssize) len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* What a database has beside it belongs to an open one. */
static gboolean
is_in_use_only (const char *name)
{
  return g_str_has_suffix (name, "-shm") || g_strcmp0 (name, "lock") == 0;
}

void
folder_copy (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);

    if (g_file_test (source, G_FILE_TEST_IS_DIR))
      folder_copy (source, target);
    else if (!is_in_use_only (name))
      copy_file (source, target);
  }
}

void
folder_remove (const char *path)
{
  desk_remove (g_strdup (path));
}
