#pragma once

#include "sijil-messages.h"
#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_ingest_sets (SijilRegistry *registry, SijilDevice *device, GPtrArray *sets,
                            SijilAnswer *answer, GError **error);

G_END_DECLS
