#pragma once

#include "sijil-store.h"

G_BEGIN_DECLS

gboolean sijil_removals_finish (SijilStore *store, GError **error);

G_END_DECLS
