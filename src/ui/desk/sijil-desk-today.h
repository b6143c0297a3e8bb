#pragma once

#include <adwaita.h>

#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_DESK_TODAY (sijil_desk_today_get_type ())
/* All that was handed over today, newest first. The desk's entry keeps the focus; the desk tells
 * which keys are meant for a row of this list. */
G_DECLARE_FINAL_TYPE (SijilDeskToday, sijil_desk_today, SIJIL, DESK_TODAY, AdwBin)

void sijil_desk_today_set_store (SijilDeskToday *today, SijilStore *store);
void sijil_desk_today_refresh (SijilDeskToday *today);
void sijil_desk_today_begin (SijilDeskToday *today);
void sijil_desk_today_move (SijilDeskToday *today, int step, GtkWidget *entry);
void sijil_desk_today_open (SijilDeskToday *today);
void sijil_desk_today_take_back (SijilDeskToday *today);

G_END_DECLS
