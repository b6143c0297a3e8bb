#pragma once

#include "sijil-linker.h"
#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_moves_household (SijilRegistry *registry, const char *card_or_id,
                                const char *association, GError **error);
gboolean sijil_moves_follow (SijilLinker *linker, SijilChangeSet *set, SijilChangeRow *row,
                             SijilFolded *folded, GError **error);

G_END_DECLS
