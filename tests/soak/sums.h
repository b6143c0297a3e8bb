#pragma once

#include "world.h"

/* What a desk or the registry says of every record of one association, as one number for each type
 * and month: equal numbers, equal records. */
GHashTable *sums_of_desk (World *world, const Office *office);
GHashTable *sums_of_registry (World *world, const Office *office);
gboolean sums_equal (GHashTable *a, GHashTable *b);
void sums_compare (World *world, const Office *office);
