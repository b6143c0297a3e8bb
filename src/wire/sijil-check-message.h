#pragma once

#include "sijil-sums.h"
#include "sijil-wire.h"

G_BEGIN_DECLS

/* Bounds of what is compared at once. */
#define SIJIL_MAX_BUCKETS 4000
#define SIJIL_MAX_CHECKED_ROWS 5000

/**
 * SijilCheckAsk:
 * @registry: (nullable): id of the registry that the cursors belong to
 * @epoch: its epoch
 * @cursor: own feed, folded up to here
 * @catalogue_cursor: catalogue feed, folded up to here
 * @anyway: whether it asks although it has not folded all news, since it cannot
 * @total: the sum of all that the desk holds
 * @buckets: (nullable) (element-type SijilBucket): the sums of its buckets
 * @type: (nullable): or, of this type,
 * @first: from this id
 * @last: to this one
 * @rows: (nullable) (element-type SijilRowSum): the rows, by id
 *
 * What a desk says to compare itself with the registry: one number; if that differs its buckets;
 * and of a bucket that differs its rows.
 */
typedef struct {
  char *registry;
  gint64 epoch;
  guint64 cursor;
  guint64 catalogue_cursor;
  gboolean anyway;
  guint64 total;
  GArray *buckets;
  const SijilTypeDef *type;
  SijilId first;
  SijilId last;
  GArray *rows;
} SijilCheckAsk;

/**
 * SijilCheckAnswer:
 * @behind: the desk has not folded all that there is: it asks again after the next exchange
 * @equal: both hold the same
 * @tells: of what the registry had written itself and has lost, this desk is the one to tell it
 * @buckets: (element-type SijilBucket): those that differ
 * @unknown: (element-type SijilId): rows that the desk has and the registry does not
 * @reached: the rows up to this id were compared
 * @match: (nullable): the versions by which the registry tells people apart
 *
 * What the registry answers; change sets that the desk lacks follow in a frame.
 */
typedef struct {
  gboolean behind;
  gboolean equal;
  gboolean tells;
  GArray *buckets;
  GArray *unknown;
  SijilId reached;
  char *match;
} SijilCheckAnswer;

void sijil_check_ask_clear (SijilCheckAsk *ask);
GBytes *sijil_check_ask_encode (const SijilCheckAsk *ask);
gboolean sijil_check_ask_decode (GBytes *body, SijilCheckAsk *ask, GError **error);

SijilCheckAnswer *sijil_check_answer_new (void);
void sijil_check_answer_free (SijilCheckAnswer *answer);
GBytes *sijil_check_answer_encode (const SijilCheckAnswer *answer);
SijilCheckAnswer *sijil_check_answer_decode (GBytes *message, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SijilCheckAsk, sijil_check_ask_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilCheckAnswer, sijil_check_answer_free)

G_END_DECLS
