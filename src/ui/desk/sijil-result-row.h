#pragma once

#include <gtk/gtk.h>

#include "sijil-find.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_RESULT_ROW (sijil_result_row_get_type ())
/* A row of what was found. It is filled again for each letter that is typed: to make one takes ten
 * times as long. */
G_DECLARE_FINAL_TYPE (SijilResultRow, sijil_result_row, SIJIL, RESULT_ROW, GtkListBoxRow)

SijilResultRow *sijil_result_row_new (void);
void sijil_result_row_update (SijilResultRow *row, const SijilFound *found, const char *text);
SijilResultRow *sijil_register_row_new (void);
void sijil_register_row_update (SijilResultRow *row, const char *name);
void sijil_result_row_set_chosen (SijilResultRow *row, gboolean chosen);
char *sijil_result_row_mark (const char *name, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
