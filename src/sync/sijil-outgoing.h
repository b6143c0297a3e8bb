#pragma once

#include "sijil-exchange.h"
#include "sijil-wire.h"

G_BEGIN_DECLS

/**
 * SijilOutgoing:
 * @after: the cseq after which to begin
 * @max_rows: no more rows than these, but one set at least
 * @frame: (nullable): out: what goes, %NULL if nothing waits
 * @rows: out: how many rows it has
 * @last: out: cseq of its last change set
 *
 * What one request carries up.
 */
typedef struct {
  guint64 after;
  guint max_rows;
  GBytes *frame;
  guint rows;
  guint64 last;
} SijilOutgoing;

/* SijilStoreFunc: data is a SijilOutgoing. */
gpointer sijil_outgoing_prepare (SijilSession *session, gpointer sending, GError **error);
void sijil_outgoing_clear (SijilOutgoing *sending);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SijilOutgoing, sijil_outgoing_clear)

G_END_DECLS
