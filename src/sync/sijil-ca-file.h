#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sijil_ca_file_write (const char *profile, const char *pem,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
