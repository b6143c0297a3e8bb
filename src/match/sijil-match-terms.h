#pragma once

#include "sijil-match-record.h"

G_BEGIN_DECLS

/* Whose phone serves more people is a broker's, or the association's; and an ID of more is one that
 * a clerk makes up. */
#define SIJIL_MATCH_CROWDED 24

/* How often each name, village and phone occurs: a name that everybody has proves little. */
typedef struct _SijilMatchTerms SijilMatchTerms;

SijilMatchTerms *sijil_match_terms_new (void);
void sijil_match_terms_free (SijilMatchTerms *terms);
void sijil_match_terms_count (SijilMatchTerms *terms, const SijilMatchRecord *record);
void sijil_match_terms_weigh (const SijilMatchTerms *terms, SijilMatchRecord *record);
void sijil_match_weigh_lists (GArray *a, GArray *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilMatchTerms, sijil_match_terms_free)

G_END_DECLS
