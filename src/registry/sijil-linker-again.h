#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_linker_again (SijilRegistry *registry, guint persons, gboolean *more,
                             GError **error);
gboolean sijil_linker_again_later (SijilRegistry *registry, guint persons, gboolean *more,
                                   GError **error);

G_END_DECLS
