#pragma once

#include "sijil-match-comparison.h"
#include "sijil-match-record.h"

G_BEGIN_DECLS

/* Where a pair belongs. */
typedef enum {
  SIJIL_ZONE_NONE,
  SIJIL_ZONE_REVIEW,
  SIJIL_ZONE_AUTO,
} SijilZone;

float sijil_match_prior (guint registered);
/**
 * SijilMatchScale:
 * @prior: from sijil_match_prior()
 * @families: whether families are written down, so that siblings and namesakes have to be thought
 * of
 * @exact_extras: bits of the extras that agree exactly or not at all
 *
 * What is the same for all comparisons of two lists.
 */
typedef struct {
  float prior;
  gboolean families;
  guint32 exact_extras;
  gboolean one_list;
} SijilMatchScale;

void sijil_match_compare (const SijilMatchRecord *a, const SijilMatchRecord *b,
                          const SijilMatchScale *scale, SijilComparison *comparison);
SijilZone sijil_match_zone (const SijilComparison *comparison, const SijilMatchScale *scale);

G_END_DECLS
