#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_segment_pack_ahead (SijilRegistry *registry, gint64 feed, gboolean *more,
                                   GError **error);
GBytes *sijil_segment_after (SijilRegistry *registry, SijilDevice *device, guint64 after,
                             GError **error);

G_END_DECLS
