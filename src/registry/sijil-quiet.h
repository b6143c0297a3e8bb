#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

void sijil_quiet_note_feed (SijilRegistry *registry, gint64 feed, guint64 before);
gboolean sijil_quiet_work (SijilRegistry *registry, gboolean *more, GError **error);

G_END_DECLS
