#pragma once

#include "sijil-match-record.h"

G_BEGIN_DECLS

/* Raised whenever sijil_match_keys() gives others: stored keys are then made anew. */
#define SIJIL_MATCH_KEYS_VERSION 2

#define SIJIL_MATCH_MAX_KEYS 128

guint sijil_match_keys (const SijilMatchRecord *record, guint64 *keys);

G_END_DECLS
