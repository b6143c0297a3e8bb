#pragma once

#include "sijil-exchange.h"
#include "sijil-transport.h"

G_BEGIN_DECLS

gboolean sijil_first_load_next (SijilStore *store, SijilTransport *transport, const SijilLink *link,
                                GCancellable *cancellable, guint *news, GError **error);

G_END_DECLS
