#pragma once

#include "sijil-teller.h"

G_BEGIN_DECLS

/* Of two households each association learns so often that they were served twice; what was given
 * each sees in any case. */
#define SIJIL_MOST_OVERLAPS 30

/**
 * SijilPair:
 * @a: (nullable): a household (or the household of a person) of one association
 * @b: (nullable): one of another; @a's association has the smaller number
 * @person_a: (nullable): the person of @a that it is about
 * @person_b: (nullable): the person of @b
 *
 * Two sides of which each is told what it may know of the other. Without households it is about two
 * persons and nobody's family.
 */
typedef struct {
  SijilFolded *a;
  SijilFolded *b;
  SijilFolded *person_a;
  SijilFolded *person_b;
} SijilPair;

gboolean sijil_findings_tell (SijilStorage *storage, SijilTeller *teller, const SijilPair *pair,
                              const char *kind, const char *key, const char *evidence,
                              GError **error);
gboolean sijil_findings_overlap (SijilStorage *storage, SijilTeller *teller, const SijilPair *pair,
                                 SijilFolded *distribution_a, SijilFolded *distribution_b,
                                 SijilFolded *programme, GError **error);
gboolean sijil_findings_may_overlap (SijilStorage *storage, const SijilPair *pair);
gboolean sijil_findings_often (SijilStorage *storage, SijilTeller *teller, const SijilId *known,
                               SijilFolded *person, SijilFolded *home, GError **error);
const char *sijil_findings_programme_name (SijilFolded *programme);
char *sijil_findings_pair_key (const char *kind, const SijilId *a, const SijilId *b,
                               const char *rest) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
