#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

/**
 * SijilTaken:
 * @device: whose file it was
 * @sets: change sets in it
 * @new_sets: how many of them had not been here before
 * @refused: how many the registry cannot keep
 *
 * What came of one device's file.
 */
typedef struct {
  guint32 device;
  guint sets;
  guint new_sets;
  guint refused;
} SijilTaken;

gboolean sijil_by_file_take (SijilRegistry *registry, const char *path, SijilTaken *taken,
                             GError **error);
char *sijil_by_file_give (SijilRegistry *registry, guint32 device, const char *folder,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
