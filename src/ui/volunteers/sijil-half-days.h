#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_HALF_DAYS (sijil_half_days_get_type ())
/* A week of seven days by two halves: to be read, or with the property `editable` to be ticked.
 * Emits `changed`. */
G_DECLARE_FINAL_TYPE (SijilHalfDays, sijil_half_days, SIJIL, HALF_DAYS, GtkWidget)

char *sijil_half_days_codes (SijilHalfDays *days);
void sijil_half_days_set_codes (SijilHalfDays *days, const char *set);

G_END_DECLS
