#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

/* How much of the file a connection keeps decrypted, and at how many pages of the log a commit
 * writes them back itself, if sijil_db_write_back() did not come before. */
#define SIJIL_DB_CACHE_AT_REST "PRAGMA cache_size = -12288; PRAGMA wal_autocheckpoint = 4000;"

void sijil_db_cache (SijilDb *db, guint mib);
void sijil_db_write_back (SijilDb *db);
void sijil_db_bulk (SijilDb *db, gboolean bulk);

G_END_DECLS
