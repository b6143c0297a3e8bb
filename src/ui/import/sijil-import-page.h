#pragma once

#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_IMPORT_PAGE (sijil_import_page_get_type ())
/* Brings in a sheet: the file, a preview with the question of consent, the saving, the report with
 * its undo. */
G_DECLARE_FINAL_TYPE (SijilImportPage, sijil_import_page, SIJIL, IMPORT_PAGE, SijilPage)

GtkWidget *sijil_import_page_new (SijilStore *store);
void sijil_import_page_begin (SijilImportPage *page);
void sijil_import_page_read (SijilImportPage *page, const char *path);
void sijil_import_page_undo (SijilImportPage *page, const char *batch);
gboolean sijil_import_page_is_busy (SijilImportPage *page);

G_END_DECLS
