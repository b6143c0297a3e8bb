#pragma once

#include "sijil-export.h"
#include "sijil-progress.h"
#include "sijil-sheet-import.h"

G_BEGIN_DECLS

void sijil_import_read_async (gpointer source, SijilStore *store, const char *path,
                              GCancellable *cancellable, GAsyncReadyCallback callback);
SijilSheet *sijil_import_read_finish (GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sijil_import_save_async (gpointer source, SijilStore *store, SijilSheet *sheet,
                              const char *basis, const char *date, GCancellable *cancellable,
                              SijilProgress progress, GAsyncReadyCallback callback);
gboolean sijil_import_save_finish (GAsyncResult *result, SijilSheet **sheet, char **batch,
                                   GError **error);
void sijil_import_undo_async (gpointer source, SijilStore *store, const char *batch,
                              SijilProgress progress, GAsyncReadyCallback callback);
SijilSheetUndone *sijil_import_undo_finish (GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sijil_export_async (gpointer source, SijilStore *store, const SijilTypeDef *type,
                         const char *path, GAsyncReadyCallback callback);
gboolean sijil_export_finish (GAsyncResult *result, guint *rows, GError **error);

G_END_DECLS
