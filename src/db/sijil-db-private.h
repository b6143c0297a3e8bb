#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

SijilDb *sijil_db_open_unread (const char *path, const guint8 *key, SijilDbMode mode,
                               GError **error);

G_END_DECLS
