#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_FIELD_ROW (sijil_field_row_get_type ())
/* An entry row that can say at its end what is right or wrong with its text. */
G_DECLARE_FINAL_TYPE (SijilFieldRow, sijil_field_row, SIJIL, FIELD_ROW, AdwEntryRow)

GtkWidget *sijil_field_row_new (const char *title, gboolean ltr);
void sijil_field_row_set_note (SijilFieldRow *row, const char *text, const char *css);
void sijil_field_row_focus (SijilFieldRow *row);
const char *sijil_field_row_text (SijilFieldRow *row);
void sijil_field_row_set_text (SijilFieldRow *row, const char *text);
gboolean sijil_field_row_is_blank (SijilFieldRow *row);

G_END_DECLS
