#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

gboolean sijil_schema_upgrade (SijilDb *db, GError **error);

gboolean sijil_schema_is_known (SijilDb *db);
gboolean sijil_schema_is_latest (SijilDb *db);

/* Which change sets wait, and which were refused. The second half says nothing new: without it the
 * index of those few is not used, and all that was ever confirmed is read. */
#define SIJIL_SQL_WAITS "state = 0 AND state <> 1"
#define SIJIL_SQL_REFUSED "state = 2 AND state <> 1"

G_END_DECLS
