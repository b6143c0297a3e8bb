#pragma once

#include "sijil-store-error.h"

G_BEGIN_DECLS

gint64 sijil_slowdown_left (const char *profile, gint64 now);
gboolean sijil_slowdown_may_try (const char *profile, GError **error);
void sijil_slowdown_failed (const char *profile);
void sijil_slowdown_passed (const char *profile);

G_END_DECLS
