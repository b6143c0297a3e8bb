#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_registry_restore (const char *folder, const guint8 *key, const char *backup,
                                 GError **error);
GBytes *sijil_epoch_answer (SijilRegistry *registry, const SijilDevice *device);

G_END_DECLS
