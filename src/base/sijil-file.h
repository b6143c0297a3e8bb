#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sijil_file_is_ordinary (const char *path, GError **error);
int sijil_file_open (const char *path, GError **error);
char *sijil_file_read (const char *path, gsize most, gsize *len,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sijil_file_read_bytes (const char *path, gsize most,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GKeyFile *sijil_file_read_keys (const char *path, gsize most,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Files that are on the disk for certain when the function says so. Both leave the reason of a
 * failure in errno. */
gboolean sijil_file_copy (const char *from, const char *to);
gboolean sijil_file_keep (const char *path);

G_END_DECLS
