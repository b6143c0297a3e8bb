#define G_LOG_DOMAIN "sijil-store"

#include "sijil-meta.h"

static const char SQL_GET[] = "SELECT value FROM meta WHERE key = ?1";
static const char SQL_SET[] =
    "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
static const char SQL_ADD[] = "INSERT INTO meta (key, value) VALUES (?1, ?2) "
                              "ON CONFLICT (key) DO UPDATE SET value = value + ?2";

/**
 * sijil_meta_text:
 * @db: the local register
 * @key: one of the SIJIL_META names
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
sijil_meta_text (SijilDb *db, const char *key)
{
  return sijil_db_text (db, SQL_GET, "t", key);
}

gint64
sijil_meta_number (SijilDb *db, const char *key, gint64 otherwise)
{
  return sijil_db_number (db, otherwise, SQL_GET, "t", key);
}

gboolean
sijil_meta_set_text (SijilDb *db, const char *key, const char *text, GError **error)
{
  return sijil_db_run (db, error, SQL_SET, "tt", key, text);
}

gboolean
sijil_meta_set_number (SijilDb *db, const char *key, gint64 number, GError **error)
{
  return sijil_db_run (db, error, SQL_SET, "ti", key, number);
}

gboolean
sijil_meta_add (SijilDb *db, const char *key, gint64 amount, GError **error)
{
  return sijil_db_run (db, error, SQL_ADD, "ti", key, amount);
}

/**
 * sijil_meta_bytes:
 * @db: the local register
 * @key: one of the SIJIL_META names
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
sijil_meta_bytes (SijilDb *db, const char *key)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL_GET, "t", key);

  return stmt != NULL && sijil_stmt_next (stmt) ? sijil_stmt_bytes (stmt, 0) : NULL;
}

gboolean
sijil_meta_set_bytes (SijilDb *db, const char *key, GBytes *bytes, GError **error)
{
  return sijil_db_run (db, error, SQL_SET, "tb", key, bytes);
}
