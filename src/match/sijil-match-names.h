#pragma once

#include "sijil-match-comparison.h"
#include "sijil-match-record.h"

G_BEGIN_DECLS

void sijil_match_given (const SijilMatchRecord *a, const SijilMatchRecord *b,
                        SijilComparison *comparison);
void sijil_match_others (const SijilMatchRecord *a, const SijilMatchRecord *b,
                         SijilComparison *comparison);
float sijil_match_others_at_most (const SijilMatchRecord *a, const SijilMatchRecord *b);
guint sijil_match_shared_parts (const SijilMatchPart *a, guint n_a, const SijilMatchPart *b,
                                guint n_b);

G_END_DECLS
