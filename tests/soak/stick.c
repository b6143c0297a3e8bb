#include "stick.h"

#include "sijil-bundle.h"
#include "sijil-by-file.h"
#include "sijil-meta.h"
#include "sijil-stick.h"

/* The stick goes round while the line works too. Whatever is refused, of a profile that was copied
 * back for instance, may be refused: what counts is that in the end nothing is missing. */

void
stick_up (World *world, Office *office)
{
  gint64 waiting;

  g_free (sijil_stick_export (office->store, world->folder, &waiting, NULL));
}

/* What lies on it may be old. */
void
stick_take (World *world, Office *office)
{
  guint32 device = (guint32) world_meta (office, SIJIL_META_DEVICE);
  g_autofree char *name = sijil_bundle_name (SIJIL_BUNDLE_UP, device);
  g_autofree char *path = g_build_filename (world->folder, name, NULL);
  SijilTaken taken;

  world_clock (world, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    sijil_by_file_take (world->registry, path, &taken, NULL);
  world_clock (world, office);
}

void
stick_answer (World *world, Office *office)
{
  guint32 device = (guint32) world_meta (office, SIJIL_META_DEVICE);

  stick_take (world, office);
  world_clock (world, NULL);
  g_free (sijil_by_file_give (world->registry, device, world->folder, NULL));
  world_clock (world, office);
}

void
stick_down (World *world, Office *office)
{
  g_autofree char *name =
      sijil_bundle_name (SIJIL_BUNDLE_DOWN, (guint32) world_meta (office, SIJIL_META_DEVICE));
  g_autofree char *path = g_build_filename (world->folder, name, NULL);
  gint64 news;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    stick_answer (world, office);
  sijil_stick_import (office->store, world->folder, &news, NULL);
}
