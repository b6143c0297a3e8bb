#pragma once

#include <gio/gio.h>

#include "sijil-duplicates.h"

G_BEGIN_DECLS

/* Called in the main thread with how many of @of are compared; 0 of 0 while they are read. */
typedef void (*SijilDuplicatesProgress) (gpointer source, guint done, guint of);

void sijil_duplicates_search_async (gpointer source, SijilStore *store, GCancellable *cancellable,
                                    SijilDuplicatesProgress progress, GAsyncReadyCallback callback);
GPtrArray *sijil_duplicates_search_finish (GAsyncResult *result, GError **error);

G_END_DECLS
