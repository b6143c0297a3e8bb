#pragma once

#include "sijil-match-record.h"

G_BEGIN_DECLS

/* How often each name, village and phone occurs: a name that everybody has proves little. */
typedef struct _SijilMatchTerms SijilMatchTerms;

SijilMatchTerms *sijil_match_terms_new (void);
void sijil_match_terms_free (SijilMatchTerms *terms);
void sijil_match_terms_count (SijilMatchTerms *terms, const SijilMatchRecord *record);
void sijil_match_terms_weigh (const SijilMatchTerms *terms, SijilMatchRecord *record);
void sijil_match_weigh_lists (GArray *a, GArray *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilMatchTerms, sijil_match_terms_free)

G_END_DECLS
