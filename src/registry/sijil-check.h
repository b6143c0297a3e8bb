#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

GBytes *sijil_check_handle (SijilRegistry *registry, const SijilDevice *device, GBytes *body,
                            GError **error);

G_END_DECLS
