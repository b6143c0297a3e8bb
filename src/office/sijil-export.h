#pragma once

#include "sijil-sheet-import.h"
#include "sijil-type.h"

G_BEGIN_DECLS

const SijilTypeDef *sijil_export_list (const char *name);
gboolean sijil_export (SijilStore *store, const SijilTypeDef *type, const char *path,
                       GCancellable *cancellable, guint *rows, GError **error);
void sijil_export_cell (GString *out, const char *text);

G_END_DECLS
