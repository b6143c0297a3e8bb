#pragma once

#include "sijil-session.h"
#include "sijil-sums.h"

G_BEGIN_DECLS

/**
 * SijilSumming:
 * @key: the registry's id
 * @buckets: (element-type SijilBucket): the sums so far
 * @type: number of the type that is being read
 * @after: rowid of the last row that was read of it
 * @done: whether all types are read
 */
typedef struct {
  SijilId key;
  GArray *buckets;
  guint type;
  gint64 after;
  gboolean done;
} SijilSumming;

/**
 * SijilComparedRows:
 * @key: the registry's id
 * @type: a record type
 * @first: from this id
 * @last: to this one; comes back smaller if there are more rows than can be compared at once
 * @rows: (out) (element-type SijilRowSum): the rows, by id
 */
typedef struct {
  SijilId key;
  const SijilTypeDef *type;
  SijilId first;
  SijilId last;
  guint most;
  GArray *rows;
} SijilComparedRows;

/**
 * SijilUnknown:
 *
 * A row that the registry does not know.
 */
typedef struct {
  SijilId id;
  const SijilTypeDef *type;
} SijilUnknown;

/**
 * SijilMending:
 * @sets: (nullable) (element-type SijilChangeSet): of the registry's, which made rows what they are
 *   there
 * @unknown: (nullable) (element-type SijilUnknown): rows that the registry does not know, by id
 * @from: the first of them that is not settled yet
 * @tells: whether this desk tells what the registry had written itself
 * @fetched: gets how many rows came to say something else
 * @told: gets how many of ours go up once more
 * @dropped: gets how many left that were deleted long ago
 * @left: gets how many are known here only, and not ours to tell
 * @match: (nullable): the versions by which the registry tells people apart, as far as it says
 */
typedef struct {
  GPtrArray *sets;
  GArray *unknown;
  guint from;
  gboolean tells;
  gint64 fetched;
  gint64 told;
  gint64 dropped;
  gint64 left;
  char *match;
} SijilMending;

/* Seldom: it reads the whole register. */
#define SIJIL_COMPARE_EVERY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

gboolean sijil_compare_later (SijilSession *session, GError **error);
/* SijilStoreFunc: data is a SijilSumming; reads on, a few thousand rows at a time. */
gpointer sijil_compare_sum (SijilSession *session, gpointer summing, GError **error);
/* SijilStoreFunc: data is a SijilComparedRows. */
gpointer sijil_compare_rows (SijilSession *session, gpointer rows, GError **error);
/* SijilStoreFunc, writing: data is a SijilMending with sets. */
gpointer sijil_compare_fold (SijilSession *session, gpointer mending, GError **error);
/* SijilStoreFunc, writing: data is a SijilMending with unknown rows, of which it settles the next.
 */
gpointer sijil_compare_settle (SijilSession *session, gpointer mending, GError **error);
/* SijilStoreFunc, writing: data is a SijilMending: notes when, and what was mended. */
gpointer sijil_compare_done (SijilSession *session, gpointer mending, GError **error);
/* SijilStoreFunc, writing: the next comparison is a day away. */
gpointer sijil_compare_not_now (SijilSession *session, gpointer unused, GError **error);
/* SijilStoreFunc, writing: the next exchange compares, whenever the last one did. */
gpointer sijil_compare_soon (SijilSession *session, gpointer unused, GError **error);

G_END_DECLS
