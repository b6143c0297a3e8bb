#pragma once

#include "sijil-moves.h"

G_BEGIN_DECLS

/* Between the files of the moves. */

gboolean sijil_moves_load (SijilLinker *linker, const SijilTypeDef *type, const SijilId *id,
                           SijilFolded **folded, GError **error);
gboolean sijil_moves_is_left (SijilFolded *household);
gboolean sijil_moves_there (SijilLinker *linker, SijilFolded *household, gint64 association,
                            SijilFolded **there, GError **error);
gboolean sijil_moves_end (SijilLinker *linker, SijilFolded *household, GPtrArray *path,
                          GError **error);
gboolean sijil_moves_counterpart (SijilLinker *linker, const SijilId *person, gint64 association,
                                  SijilFolded **there, GError **error);
gboolean sijil_moves_link_person (SijilLinker *linker, SijilFolded *person,
                                  const SijilId *counterpart, gint64 association, GError **error);

gboolean sijil_moves_belongs (SijilFolded *person);
gboolean sijil_moves_are_one (SijilFolded *person, SijilFolded *other);
gboolean sijil_moves_same_family (SijilLinker *linker, SijilFolded *one, SijilFolded *other,
                                  gboolean *same, GError **error);
gboolean sijil_moves_find (SijilLinker *linker, const char *card_or_id, gint64 association,
                           SijilFolded **found, GError **error);

/* What each association has for itself. */
guint64 sijil_moves_stays (const SijilTypeDef *type);
const SijilStamp *sijil_moves_newest (SijilFolded *folded, guint field);

G_END_DECLS
