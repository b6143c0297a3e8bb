#pragma once

#include "sijil-store.h"
#include "sijil-sync-error.h"

G_BEGIN_DECLS

gboolean sijil_enrol (SijilStore *store, const char *invitation, GCancellable *cancellable,
                      GError **error);

G_END_DECLS
