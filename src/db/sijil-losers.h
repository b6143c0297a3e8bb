#pragma once

#include "sijil-db.h"
#include "sijil-merge.h"

G_BEGIN_DECLS

gboolean sijil_losers_create (SijilDb *db, GError **error);
gboolean sijil_losers_keep (SijilDb *db, SijilRecord *record, GPtrArray *losers, GError **error);
gboolean sijil_losers_confirm (SijilDb *db, guint32 device, guint64 stamp, guint64 clamped,
                               guint64 seq, GError **error);
gboolean sijil_losers_renumber (SijilDb *db, guint32 from, guint32 to, GError **error);
gboolean sijil_losers_close_known (SijilDb *db, SijilRecord *record, SijilStamps *stamps,
                                   GError **error);

G_END_DECLS
