#pragma once

#include <gtk/gtk.h>

#include "sijil-sheet.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_SHEET_SUMMARY (sijil_sheet_summary_get_type ())
/* The numbers of a sheet, and row by row what was set aside. */
G_DECLARE_FINAL_TYPE (SijilSheetSummary, sijil_sheet_summary, SIJIL, SHEET_SUMMARY, GtkWidget)

void sijil_sheet_summary_show (SijilSheetSummary *summary, const SijilSheet *sheet);

G_END_DECLS
