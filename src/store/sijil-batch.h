#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilTakeBack:
 * @households: (element-type SijilId): households of an import
 * @first: where to begin
 * @n: how many to take back in this transaction
 * @kept: (element-type utf8): takes the cards of those that stay
 */
typedef struct {
  GPtrArray *households;
  guint first;
  guint n;
  GPtrArray *kept;
} SijilTakeBack;

/* SijilStoreFunc, writing: data is a SijilTakeBack, result non-NULL. */
gpointer sijil_batch_take_back (SijilSession *session, gpointer take_back, GError **error);

G_END_DECLS
