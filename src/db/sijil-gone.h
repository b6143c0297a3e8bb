#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

gboolean sijil_gone_refresh (SijilDb *db, const SijilId *household, gboolean *gone, GError **error);

G_END_DECLS
