#pragma once

#include <gtk/gtk.h>

#include "sijil-sheet-import.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_IMPORT_REPORT (sijil_import_report_get_type ())
/* What became of a sheet, and its undo. */
G_DECLARE_FINAL_TYPE (SijilImportReport, sijil_import_report, SIJIL, IMPORT_REPORT, GtkWidget)

void sijil_import_report_show (SijilImportReport *report, const SijilSheet *sheet,
                               const char *batch);
void sijil_import_report_show_undone (SijilImportReport *report, const SijilSheetUndone *undone);
char *sijil_import_registered_words (guint families) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
