#pragma once

#include "sijil-record.h"
#include "sijil-stamps.h"

G_BEGIN_DECLS

/**
 * SijilBucket:
 * @type: a record type
 * @month: of the ids of its rows, years times twelve
 * @n: how many rows
 * @sum: of their sums
 *
 * Rows of one type whose ids were made in one month.
 */
typedef struct {
  const SijilTypeDef *type;
  gint month;
  gint64 n;
  guint64 sum;
} SijilBucket;

/**
 * SijilRowSum:
 * @id: a row
 * @sum: who wrote its fields, and when
 */
typedef struct {
  SijilId id;
  guint64 sum;
} SijilRowSum;

int sijil_sums_month (const SijilId *id);
void sijil_sums_range (int month, SijilId *first, SijilId *last);
guint64 sijil_sums_row (const SijilId *key, SijilRecord *record, SijilStamps *stamps);
SijilBucket *sijil_sums_bucket (GArray *buckets, const SijilTypeDef *type, int month);
guint64 sijil_sums_total (const GArray *buckets);

G_END_DECLS
