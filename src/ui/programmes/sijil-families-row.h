#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_FAMILIES_ROW (sijil_families_row_get_type ())
/* A row that opens into the kinds of need, of which several may be ticked. Emits `changed`. */
G_DECLARE_FINAL_TYPE (SijilFamiliesRow, sijil_families_row, SIJIL, FAMILIES_ROW, AdwExpanderRow)

char *sijil_families_row_codes (SijilFamiliesRow *row);
void sijil_families_row_set_codes (SijilFamiliesRow *row, const char *codes);

G_END_DECLS
