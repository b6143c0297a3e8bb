#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

GBytes *sijil_segment_after (SijilRegistry *registry, const SijilDevice *device, guint64 after,
                             GError **error);

G_END_DECLS
