#pragma once

#include "sijil-match-pairs.h"

G_BEGIN_DECLS

void sijil_match_close (guint records, GArray *pairs);

/* The surest first. */
int sijil_match_pair_order (gconstpointer a, gconstpointer b);

G_END_DECLS
