#pragma once

#include "sijil-exchange.h"
#include "sijil-messages.h"

G_BEGIN_DECLS

/**
 * SijilIncoming:
 * @body: the body of one answer
 * @answer: its message
 * @is_old: it was made long ago, so that its time says nothing of the clock
 * @is_history: it is of a segment, whose calendar may have been set right since
 * @decoded: (nullable) (element-type GPtrArray): the change sets of its frames, in order, if they
 *   were decoded ahead
 * @news: change sets of others that were in it
 *
 * What came down, applied in one transaction.
 */
typedef struct {
  GBytes *body;
  SijilAnswer *answer;
  gboolean is_old;
  gboolean is_history;
  GPtrArray *decoded;
  guint news;
} SijilIncoming;

SijilIncoming *sijil_incoming_read (GBytes *body, const SijilLink *link, GError **error);
void sijil_incoming_free (SijilIncoming *incoming);

gboolean sijil_receipt_apply (SijilSession *session, SijilReceipt *receipt, GError **error);
/* SijilStoreFunc, writing: data is a SijilIncoming. */
gpointer sijil_incoming_apply (SijilSession *session, gpointer incoming, GError **error);

GPtrArray *sijil_incoming_read_all (GBytes *payload, const SijilLink *link, GError **error);
/* SijilStoreFunc, writing: data is a GPtrArray of SijilIncoming. */
gpointer sijil_incoming_apply_all (SijilSession *session, gpointer all, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilIncoming, sijil_incoming_free)

G_END_DECLS
