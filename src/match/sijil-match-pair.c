#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-pair.h"

/**
 * sijil_match_pair_order:
 * @a: a #SijilMatchPair
 * @b: another
 *
 * Returns: the order of the surest first; of those who are as sure, that of the lists
 */
int
sijil_match_pair_order (gconstpointer a, gconstpointer b)
{
  const SijilMatchPair *left = a, *right = b;

  if (left->comparison.weight != right->comparison.weight)
    return left->comparison.weight > right->comparison.weight ? -1 : 1;
  if (left->a != right->a)
    return left->a < right->a ? -1 : 1;
  return left->b < right->b ? -1 : left->b > right->b;
}
