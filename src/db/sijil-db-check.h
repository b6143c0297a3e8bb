#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

/**
 * SijilDbCare:
 * @SIJIL_DB_GLANCE: the file is there, whole pages, and opens
 * @SIJIL_DB_PAGES: and each page of it is what was written
 * @SIJIL_DB_THOROUGH: and the tables and indexes made of them are sound
 *
 * How closely a file is looked at.
 */
typedef enum {
  SIJIL_DB_GLANCE,
  SIJIL_DB_PAGES,
  SIJIL_DB_THOROUGH,
} SijilDbCare;

gboolean sijil_db_check (const char *path, const guint8 *key, SijilDbCare care, GError **error);
gboolean sijil_db_journal_is_of_change (const char *path);
gboolean sijil_db_roll_back (const char *path, const guint8 *key, GError **error);
gboolean sijil_db_copy (const char *from, const char *to, const guint8 *key, GError **error);

G_END_DECLS
