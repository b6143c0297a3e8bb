#pragma once

#include <gtk/gtk.h>

#include "sijil-volunteers.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_HOURS_BARS (sijil_hours_bars_get_type ())
/* The hours of the last months beside each other, the oldest at the start side. */
G_DECLARE_FINAL_TYPE (SijilHoursBars, sijil_hours_bars, SIJIL, HOURS_BARS, GtkWidget)

void sijil_hours_bars_show (SijilHoursBars *bars, const SijilMonthWorked *months, guint n);

G_END_DECLS
