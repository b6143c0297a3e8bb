#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

gboolean sijil_judge (SijilSession *session, SijilRecord *record, const char *today,
                      GError **error);

G_END_DECLS
