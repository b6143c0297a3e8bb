#pragma once

#include "sijil-exchange.h"
#include "sijil-store.h"
#include "sijil-transport.h"

G_BEGIN_DECLS

/* What is old of the association's feed, read in segments before the rest. */
typedef struct _SijilFirstLoad SijilFirstLoad;

SijilFirstLoad *sijil_first_load_new (SijilStore *store, SijilTransport *transport,
                                      const SijilLink *link);
void sijil_first_load_free (SijilFirstLoad *load);
gboolean sijil_first_load_next (SijilFirstLoad *load, gboolean ahead, GCancellable *cancellable,
                                guint *news, guint64 *cursor, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilFirstLoad, sijil_first_load_free)

G_END_DECLS
