#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_catalogue_load (SijilRegistry *registry, const char *path, guint *n, GError **error);

G_END_DECLS
