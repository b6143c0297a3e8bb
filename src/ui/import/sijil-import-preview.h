#pragma once

#include <gtk/gtk.h>

#include "sijil-sheet.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_IMPORT_PREVIEW (sijil_import_preview_get_type ())
/* What was found in a sheet, and the question of consent. */
G_DECLARE_FINAL_TYPE (SijilImportPreview, sijil_import_preview, SIJIL, IMPORT_PREVIEW, GtkWidget)

void sijil_import_preview_show (SijilImportPreview *preview, const SijilSheet *sheet,
                                const char *path);
gboolean sijil_import_preview_consent (SijilImportPreview *preview, const char **basis,
                                       char **date);

G_END_DECLS
