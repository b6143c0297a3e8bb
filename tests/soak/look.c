#include "world.h"

#include "sijil-meta.h"
#include "sijil-session.h"
#include "sqlite/sijil-storage-sqlite.h"

#include <stdarg.h>

/* What can be seen of a world from outside, without changing it. */

void
world_trouble (World *world, const char *format, ...)
{
  va_list args;

  if (world->trouble != NULL)
    return;
  va_start (args, format);
  world->trouble = g_strdup_vprintf (format, args);
  va_end (args);
}

SijilDb *
world_db (const Office *office)
{
  return sijil_store_page_session (office->store)->db;
}

SijilDb *
world_registry_db (World *world)
{
  return world->registry->storage->db;
}

gint64
world_meta (const Office *office, const char *key)
{
  return sijil_meta_number (world_db (office), key, 0);
}

gboolean
world_is_old (const World *world)
{
  return world->now - FIRST_MOMENT > 180 * G_TIME_SPAN_DAY;
}
