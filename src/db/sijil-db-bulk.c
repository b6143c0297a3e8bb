#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-bulk.h"

#define CACHE_IN_BULK "PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 16000;"

/**
 * sijil_db_bulk:
 * @db: a connection that may write
 * @bulk: whether very much is about to be written, or is written now
 *
 * Writing a whole sheet touches pages all over the indexes. Meanwhile the connection takes 256 MiB
 * instead of 12 for them, and lets the log grow to 64 MiB before it is written back, so that a page
 * is decrypted, encrypted and written once for many rows. What cannot be set is only slower.
 */
void
sijil_db_bulk (SijilDb *db, gboolean bulk)
{
  if (!sijil_db_exec (db, bulk ? CACHE_IN_BULK : SIJIL_DB_CACHE_AT_REST "PRAGMA shrink_memory;",
                      NULL))
    g_debug ("the cache keeps its size");
}

/**
 * sijil_db_cache:
 * @db: a connection
 * @mib: how much of the file it may keep decrypted
 *
 * For whoever looks at the same pages again and again. What cannot be set is only slower.
 */
void
sijil_db_cache (SijilDb *db, guint mib)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%u", mib * 1024);

  if (!sijil_db_exec (db, sql, NULL))
    g_debug ("the cache keeps its size");
}

/**
 * sijil_db_write_back:
 * @db: a connection that may write, outside a transaction
 *
 * Writes the log back into the file, as far as nobody reads it. A commit would do this some time,
 * and whoever waits for it would wait for this too. What fails now is done with a later commit.
 */
void
sijil_db_write_back (SijilDb *db)
{
  if (!sijil_db_exec (db, "PRAGMA wal_checkpoint (PASSIVE);", NULL))
    g_debug ("the log stays as it is");
}
