#pragma once

#include "sijil-linker.h"
#include "sijil-registry.h"

G_BEGIN_DECLS

/**
 * SijilMovesCandidate:
 * @household: one that has a card which others have too
 * @association: whose it is
 * @office: where it was registered, empty if by the registry itself
 * @registered: when
 *
 * What tells families of one card apart without telling who they are.
 */
typedef struct {
  SijilId household;
  char *association;
  char *office;
  char *registered;
} SijilMovesCandidate;

GPtrArray *sijil_moves_candidates (SijilRegistry *registry, const char *card, GError **error);
void sijil_moves_candidate_free (SijilMovesCandidate *candidate);
gboolean sijil_moves_household (SijilRegistry *registry, const char *card_or_id,
                                const char *association, GError **error);
gboolean sijil_moves_follow (SijilLinker *linker, SijilChangeSet *set, SijilChangeRow *row,
                             SijilFolded *folded, GError **error);

G_END_DECLS
