#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_quiet_work (SijilRegistry *registry, gboolean *more, GError **error);

G_END_DECLS
