#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sijil_match_version (void);

G_END_DECLS
