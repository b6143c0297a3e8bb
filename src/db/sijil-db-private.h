#pragma once

#include "sijil-db.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _SijilDb {
  sqlite3 *handle;
  GHashTable *cache; /* SQL text -> SijilStmt */
  gboolean inside;   /* a transaction */
  int broken;        /* what the disk or the file answered since it began */
};

struct _SijilStmt {
  SijilDb *db;
  sqlite3_stmt *handle;
  gboolean cached;
  gboolean busy;
  int rc;
};

SijilDb *sijil_db_open_unread (const char *path, const guint8 *key, SijilDbMode mode,
                               GError **error);
gboolean sijil_db_key_pragma (SijilDb *db, const char *name, const guint8 *key, GError **error);
void sijil_db_set_error (GError **error, sqlite3 *handle, int rc);
void sijil_db_note_broken (SijilDb *db, int rc);
gboolean sijil_db_is_lost (SijilDb *db);
gboolean sijil_db_has_log (const char *path);
gboolean sijil_db_keep (const char *path, GError **error);
GHashTable *sijil_db_statements_new (void);

G_END_DECLS
