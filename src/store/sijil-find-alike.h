#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

GArray *sijil_find_alike (SijilSession *session, const char *name, const char *id_number,
                          GError **error);

G_END_DECLS
