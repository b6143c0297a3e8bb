#pragma once

#include "sijil-store.h"

G_BEGIN_DECLS

gboolean sijil_removals_has_left (SijilDb *db, const char *slot_id);
gboolean sijil_removals_finish (SijilStore *store, GError **error);

G_END_DECLS
