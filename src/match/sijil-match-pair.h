#pragma once

#include "sijil-match-compare.h"

G_BEGIN_DECLS

/**
 * SijilMatchPair:
 * @a: index in the first list
 * @b: index in the second
 * @zone: where it belongs
 * @comparison: why
 */
typedef struct {
  guint a;
  guint b;
  SijilZone zone;
  SijilComparison comparison;
} SijilMatchPair;

int sijil_match_pair_order (gconstpointer a, gconstpointer b);

G_END_DECLS
