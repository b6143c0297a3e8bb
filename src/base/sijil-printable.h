#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sijil_printable_is_name (const char *text, guint most);
char *sijil_printable_name (const char *text, guint most) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_printable_escape (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
