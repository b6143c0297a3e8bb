#pragma once

#include <adwaita.h>

#include "sijil-find.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_DESK_RESULTS (sijil_desk_results_get_type ())
/* What a search at the desk found, and the offer to register a new household. One row is chosen;
 * the focus stays in the entry. */
G_DECLARE_FINAL_TYPE (SijilDeskResults, sijil_desk_results, SIJIL, DESK_RESULTS, AdwBin)

void sijil_desk_results_show (SijilDeskResults *results, GPtrArray *found, const char *text);
void sijil_desk_results_clear (SijilDeskResults *results);
void sijil_desk_results_move (SijilDeskResults *results, int step, GtkWidget *entry);
void sijil_desk_results_count_words (SijilDeskResults *results, GtkLabel *label);
gboolean sijil_desk_results_register_is_chosen (SijilDeskResults *results);
const SijilFound *sijil_desk_results_chosen (SijilDeskResults *results);
const SijilFound *sijil_desk_results_exact (SijilDeskResults *results);
const SijilFound *sijil_desk_results_only (SijilDeskResults *results);

G_END_DECLS
