#pragma once

#include "sijil-db-check.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_STORE_FILE "register.db"
#define SIJIL_STORE_NEW_FILE "register.new"

/* The register's file as a whole: whether it can be used, and how it comes to its place. */
gboolean sijil_store_file_check (const char *folder, const guint8 *key, SijilDbCare care,
                                 GError **error);
void sijil_store_file_explain (GError **error);
gboolean sijil_store_file_begin (const char *profile, GError **error);
gboolean sijil_store_file_name (const char *profile, GError **error);
extern const char *const sijil_store_file_parts[];
void sijil_store_file_unlink (const char *folder, const char *file);
gboolean sijil_store_file_settle (const char *profile, const guint8 *key, GError **error);
char *sijil_store_set_aside (const char *profile, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_store_file_copy (const char *from, const char *to, GError **error);
gboolean sijil_store_fail (GError **error, const char *what);

G_END_DECLS
