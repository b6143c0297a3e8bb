#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sijil_match_close (guint records, GArray *pairs);

G_END_DECLS
