#pragma once

#include "sijil-exact.h"
#include "sijil-linker.h"
#include "sijil-match-compare.h"

G_BEGIN_DECLS

/**
 * SijilLinkSide:
 * @person: (nullable): somebody
 * @home: (nullable): the household where that person lives now
 * @record: the two in the form in which persons are compared, weighed
 *
 * One of two persons who are compared.
 */
typedef struct {
  SijilFolded *person;
  SijilFolded *home;
  SijilMatchRecord record;
} SijilLinkSide;

/**
 * SijilLikeness:
 * @sameness: what the two are to each other
 * @comparison: why
 */
typedef struct {
  SijilSameness sameness;
  SijilComparison comparison;
} SijilLikeness;

void sijil_link_side_read (SijilLinker *linker, SijilFolded *person, SijilLinkSide *side);
void sijil_link_side_read_home (SijilLinker *linker, SijilLinkSide *side);
void sijil_link_side_clear (SijilLinkSide *side);
SijilMatchScale sijil_linker_scale (SijilLinker *linker);
gboolean sijil_linker_may_be_same (SijilLinker *linker, const SijilLinkSide *one,
                                   const SijilLinkSide *other);
gboolean sijil_linker_compare (SijilLinker *linker, const SijilLinkSide *one,
                               const SijilLinkSide *other, SijilLikeness *found, GError **error);

G_END_DECLS
