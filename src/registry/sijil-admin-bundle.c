#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-admin.h"

#include "sijil-bundle.h"
#include "sijil-by-file.h"
#include "sijil-i18n.h"
#include "sijil-printable.h"

#include <stdlib.h>

#define EXIT_SOME_SET_ASIDE 8

static GPtrArray *
files_of (const char *path, GError **error)
{
  GPtrArray *one;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return sijil_bundle_list (path, SIJIL_BUNDLE_UP, error);
  one = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (one, g_strdup (path));
  return one;
}

/* One bad file does not hold up the offices behind it. */
static gboolean
take (SijilRegistry *registry, const char *path)
{
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *name = sijil_printable_escape (base);
  g_autoptr (GError) error = NULL;
  SijilTaken taken;

  if (!sijil_by_file_take (registry, path, &taken, &error)) {
    g_printerr ("sijil-registry: %s: %s\n", name, error->message);
    return FALSE;
  }
  /* Translators: device, name of a file, then three counts of changes. */
  g_print (_ ("device %u\t%s\t%u changes, %u of them new, %u refused\n"), taken.device, name,
           taken.sets, taken.new_sets, taken.refused);
  return TRUE;
}

/**
 * sijil_admin_bundle_import:
 * @registry: the registry
 * @words: a file, or the folder with the files of many offices
 *
 * Returns: exit status; 8 if some files were refused
 */
int
sijil_admin_bundle_import (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  gboolean ok = TRUE;

  if (words[0] == NULL)
    return sijil_admin_usage (_ ("bundle import needs a file or a folder"));
  files = files_of (words[0], &error);
  if (files == NULL)
    return sijil_admin_fail (error);
  for (guint i = 0; i < files->len; i++)
    ok = take (registry, files->pdata[i]) && ok;
  if (files->len == 0)
    g_print (_ ("there are no files of offices here\n"));
  return ok ? EXIT_SUCCESS : EXIT_SOME_SET_ASIDE;
}

/* Whoever brought a file gets one back. */
static GArray *
devices_of (const char *folder, char **numbers, GError **error)
{
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) files = NULL;
  guint64 number;

  for (; *numbers != NULL; numbers++) {
    if (!g_ascii_string_to_unsigned (*numbers, 10, 2, G_MAXUINT32, &number, error))
      return NULL;
    g_array_append_val (devices, *(guint32[]){ (guint32) number });
  }
  if (devices->len > 0)
    return g_steal_pointer (&devices);
  files = sijil_bundle_list (folder, SIJIL_BUNDLE_UP, error);
  for (guint i = 0; files != NULL && i < files->len; i++) {
    g_autoptr (GBytes) bundle = sijil_bundle_read (files->pdata[i], NULL);
    SijilBundleHead head;

    if (bundle != NULL && sijil_bundle_read_head (bundle, &head, NULL))
      g_array_append_val (devices, head.device);
  }
  return files != NULL ? g_steal_pointer (&devices) : NULL;
}

/**
 * sijil_admin_bundle_export:
 * @registry: the registry
 * @words: a folder, then perhaps numbers of devices
 *
 * Returns: exit status; 8 if some files could not be written
 */
int
sijil_admin_bundle_export (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  g_autoptr (GArray) devices = NULL;
  gboolean ok = TRUE;

  if (words[0] == NULL)
    return sijil_admin_usage (_ ("bundle export needs a folder"));
  devices = devices_of (words[0], words + 1, &error);
  if (devices == NULL)
    return sijil_admin_fail (error);
  for (guint i = 0; i < devices->len; i++) {
    guint32 device = g_array_index (devices, guint32, i);
    g_autoptr (GError) local = NULL;
    g_autofree char *path = sijil_by_file_give (registry, device, words[0], &local);

    if (path != NULL)
      g_print ("%s\n", path);
    else
      /* Translators: number of a device, then what is wrong. */
      g_printerr (_ ("sijil-registry: device %u: %s\n"), device, local->message);
    ok = ok && path != NULL;
  }
  if (devices->len == 0)
    g_print (_ ("there are no files of offices here\n"));
  return ok ? EXIT_SUCCESS : EXIT_SOME_SET_ASIDE;
}
