#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_MAX_SHEET (128 * 1024 * 1024) /* bytes of a file */

/* How the letters of a file are written. */
typedef enum {
  SIJIL_ENCODING_UTF8,
  SIJIL_ENCODING_UTF16_LE,
  SIJIL_ENCODING_UTF16_BE,
  SIJIL_ENCODING_WINDOWS_1256,
} SijilEncoding;

char *sijil_decode (GBytes *bytes, SijilEncoding *encoding,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *sijil_encoding_name (SijilEncoding encoding);

G_END_DECLS
