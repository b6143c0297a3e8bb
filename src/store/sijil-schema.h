#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

gboolean sijil_schema_upgrade (SijilDb *db, GError **error);

gboolean sijil_schema_is_known (SijilDb *db);

G_END_DECLS
