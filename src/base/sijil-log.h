#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sijil_log_init (void);
char *sijil_log_redact (const char *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
