#pragma once

#include <gtk/gtk.h>

#include "sijil-type.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_CHIPS (sijil_chips_get_type ())
/* The entries of a code list, of which any number may be chosen. Emits `changed`. */
G_DECLARE_FINAL_TYPE (SijilChips, sijil_chips, SIJIL, CHIPS, GtkWidget)

void sijil_chips_set_choices (SijilChips *chips, const SijilChoice *choices);
char *sijil_chips_codes (SijilChips *chips);
void sijil_chips_set_codes (SijilChips *chips, const char *set);

G_END_DECLS
