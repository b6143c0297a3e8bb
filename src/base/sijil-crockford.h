#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sijil_crockford_random (guint length) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_crockford_normalise (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_crockford_with_check (const char *letters) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_crockford_check (const char *letters);

G_END_DECLS
