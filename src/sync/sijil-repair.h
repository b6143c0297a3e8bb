#pragma once

#include "sijil-exchange.h"
#include "sijil-store.h"
#include "sijil-transport.h"

G_BEGIN_DECLS

gboolean sijil_repair_is_due (const SijilLink *link);
gboolean sijil_repair_run (SijilStore *store, SijilTransport *transport, const SijilLink *link,
                           gboolean anyway, gboolean *told, GCancellable *cancellable,
                           GError **error);

G_END_DECLS
