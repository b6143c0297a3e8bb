#pragma once

#include "sijil-exchange.h"
#include "sijil-exchanger.h"
#include "sijil-transport.h"

G_BEGIN_DECLS

/* The requests of one exchange: what waits goes up in frames that grow with success. */
typedef struct _SijilRounds SijilRounds;

SijilRounds *sijil_rounds_new (SijilStore *store);
void sijil_rounds_free (SijilRounds *rounds);
gboolean sijil_rounds_next (SijilRounds *rounds, SijilTransport *transport, const SijilLink *link,
                            SijilExchangeStep *step, gboolean *more, GCancellable *cancellable,
                            GError **error);
void sijil_rounds_trust (SijilRounds *rounds);
gboolean sijil_rounds_is_ahead (const SijilRounds *rounds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilRounds, sijil_rounds_free)

G_END_DECLS
