#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_tombstones_let_go (SijilRegistry *registry, gint64 association, GError **error);

G_END_DECLS
