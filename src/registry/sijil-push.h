#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

GBytes *sijil_push_handle (SijilRegistry *registry, SijilDevice *device, GBytes *body,
                           GError **error);

G_END_DECLS
