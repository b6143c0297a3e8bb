#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

guint64 sijil_given_most (SijilRegistry *registry, const SijilDevice *device);
guint64 sijil_given_from (const SijilDevice *device, guint64 cursor);
gboolean sijil_given_note (SijilRegistry *registry, SijilDevice *device, guint64 after,
                           guint64 cursor, GError **error);
gboolean sijil_given_settle (SijilRegistry *registry, SijilDevice *device, guint64 cursor,
                             GError **error);

G_END_DECLS
