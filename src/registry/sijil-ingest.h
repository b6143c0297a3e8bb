#pragma once

#include "sijil-messages.h"
#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_ingest_sets (SijilRegistry *registry, SijilDevice *device, GPtrArray *sets,
                            gboolean by_file, SijilAnswer *answer, GError **error);

SijilReceipt *sijil_ingest_known (SijilRegistry *registry, guint32 device, guint64 cseq,
                                  const char *digest, GError **error);

G_END_DECLS
