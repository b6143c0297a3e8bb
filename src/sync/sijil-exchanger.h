#pragma once

#include "sijil-store.h"
#include "sijil-sync-error.h"

G_BEGIN_DECLS

/**
 * SijilExchangeStep:
 * @confirmed: change sets that the registry has confirmed in this exchange
 * @total: how many were waiting when it began, and since
 * @news: change sets of others that were fetched and folded
 * @news_left: about how many are still to be fetched
 * @requests: how many were answered
 * @bytes_up: what they took, HTTP headers included
 * @bytes_down: and their answers
 *
 * How far an exchange is.
 */
typedef struct {
  gint64 confirmed;
  gint64 total;
  gint64 news;
  gint64 news_left;
  guint requests;
  gint64 bytes_up;
  gint64 bytes_down;
} SijilExchangeStep;

/**
 * SijilExchangeProgress:
 * @step: how far it is
 * @data: user data
 *
 * Called on the thread of the exchange, before each request and after the last.
 */
typedef void (*SijilExchangeProgress) (const SijilExchangeStep *step, gpointer data);

/**
 * SijilKeptLine:
 * @transport: (nullable): a connection to @url, which may be open still
 * @url: (nullable): address of the registry
 * @ca: (nullable): whom it trusts
 *
 * What one exchange leaves to the next one of the same thread; all zero before the first.
 */
typedef struct {
  struct _SijilTransport *transport;
  char *url;
  char *ca;
} SijilKeptLine;

void sijil_kept_line_clear (SijilKeptLine *line);
gboolean sijil_exchanger_run_on (SijilStore *store, SijilKeptLine *line,
                                 SijilExchangeProgress progress, gpointer data,
                                 GCancellable *cancellable, GError **error);
gboolean sijil_exchanger_run (SijilStore *store, SijilExchangeProgress progress, gpointer data,
                              GCancellable *cancellable, GError **error);

G_END_DECLS
