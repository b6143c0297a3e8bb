#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

gboolean sijil_read_anew_if_newer (SijilDb *db, GError **error);

G_END_DECLS
