#pragma once

#include <adwaita.h>

#include "sijil-type.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_CHOICE_ROW (sijil_choice_row_get_type ())
/* A combo row over one of the model's code lists: shows labels, speaks codes. */
G_DECLARE_FINAL_TYPE (SijilChoiceRow, sijil_choice_row, SIJIL, CHOICE_ROW, AdwComboRow)

GtkWidget *sijil_choice_row_new (const char *title, const SijilChoice *choices, const char *none);
void sijil_choice_row_set_choices (SijilChoiceRow *row, const SijilChoice *choices,
                                   const char *none);
const char *sijil_choice_row_code (SijilChoiceRow *row);
void sijil_choice_row_set_code (SijilChoiceRow *row, const char *code);
void sijil_choice_row_set_error (SijilChoiceRow *row, const char *message);

G_END_DECLS
