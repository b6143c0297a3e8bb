#pragma once

#include "sijil-match-compare.h"

G_BEGIN_DECLS

void sijil_match_close (GArray *records, const SijilMatchScale *scale, GArray *pairs);

G_END_DECLS
