#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilHandOver:
 * @household: who receives it
 * @programme: what
 * @has_person: whether for one person
 * @person: that person
 * @quantity: how many, 0 for one
 * @reason_code: (nullable): a code of the hand-over reasons, needed where a rule is broken
 * @reason_text: (nullable): in words, needed with the code `other`
 *
 * A request to hand something over.
 */
typedef struct {
  SijilId household;
  SijilId programme;
  gboolean has_person;
  SijilId person;
  gint64 quantity;
  char *reason_code;
  char *reason_text;
} SijilHandOver;

/**
 * SijilReversal:
 * @distribution: the fact to be reversed
 * @reason_code: a code of the reversal reasons; `slip` is the toast's undo
 * @reason_text: (nullable): in words
 */
typedef struct {
  SijilId distribution;
  char *reason_code;
  char *reason_text;
} SijilReversal;

SijilHandOver *sijil_hand_over_new (void);
void sijil_hand_over_free (SijilHandOver *request);
SijilReversal *sijil_reversal_new (const SijilId *distribution, const char *reason_code,
                                   const char *reason_text);
void sijil_reversal_free (SijilReversal *request);

/* SijilStoreFunc, writing: data is a SijilHandOver, result the fact's SijilId * (g_free).
 * Fails with SIJIL_STORE_ERROR_RULE and the sentence of the rule if a reason is needed. */
gpointer sijil_hand_over (SijilSession *session, gpointer request, GError **error);
/* SijilStoreFunc, writing: data is a SijilReversal, result the reversing fact's SijilId * (g_free).
 */
gpointer sijil_reverse (SijilSession *session, gpointer request, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilHandOver, sijil_hand_over_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilReversal, sijil_reversal_free)

G_END_DECLS
