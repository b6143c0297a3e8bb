#pragma once

#include "sijil-store.h"
#include "sijil-sync-error.h"

G_BEGIN_DECLS

/**
 * SijilExchangeProgress:
 * @confirmed: change sets that the registry has confirmed in this exchange
 * @total: how many were waiting when it began, and since
 * @data: user data
 *
 * Called on the thread of the exchange.
 */
typedef void (*SijilExchangeProgress) (gint64 confirmed, gint64 total, gpointer data);

gboolean sijil_exchanger_run (SijilStore *store, SijilExchangeProgress progress, gpointer data,
                              GCancellable *cancellable, GError **error);

G_END_DECLS
