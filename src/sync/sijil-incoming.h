#pragma once

#include "sijil-exchange.h"
#include "sijil-messages.h"

G_BEGIN_DECLS

/**
 * SijilIncoming:
 * @body: the body of one answer
 * @answer: its message
 * @by_file: it came on a stick, so that its time is long past
 * @news: change sets of others that were in it
 *
 * What came down, applied in one transaction.
 */
typedef struct {
  GBytes *body;
  SijilAnswer *answer;
  gboolean by_file;
  guint news;
} SijilIncoming;

SijilIncoming *sijil_incoming_read (GBytes *body, const SijilLink *link, GError **error);
void sijil_incoming_free (SijilIncoming *reply);

gboolean sijil_receipt_apply (SijilSession *session, SijilReceipt *receipt, GError **error);
/* SijilStoreFunc, writing: data is a SijilIncoming. */
gpointer sijil_incoming_apply (SijilSession *session, gpointer reply, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilIncoming, sijil_incoming_free)

G_END_DECLS
