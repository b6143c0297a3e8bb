#pragma once

#include <gio/gio.h>

#include "sijil-duplicates.h"
#include "sijil-progress.h"

G_BEGIN_DECLS

void sijil_duplicates_search_async (gpointer source, SijilStore *store, GCancellable *cancellable,
                                    SijilProgress progress, GAsyncReadyCallback callback);
GPtrArray *sijil_duplicates_search_finish (GAsyncResult *result, GError **error);

G_END_DECLS
