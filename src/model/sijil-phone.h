#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sijil_phone_form (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
