#pragma once

#include "sijil-change-set.h"
#include "sijil-db.h"

G_BEGIN_DECLS

gboolean sijil_set_rows_create (SijilDb *db, GError **error);
gboolean sijil_set_rows_write (SijilDb *db, gint64 key, SijilChangeSet *set, GError **error);
gboolean sijil_set_rows_load (SijilDb *db, gint64 key, SijilChangeSet *set, GError **error);

G_END_DECLS
