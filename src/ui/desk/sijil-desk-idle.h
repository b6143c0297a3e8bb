#pragma once

#include <adwaita.h>

#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_DESK_IDLE (sijil_desk_idle_get_type ())
/* The desk between two families: what was handed over last, and today in figures. */
G_DECLARE_FINAL_TYPE (SijilDeskIdle, sijil_desk_idle, SIJIL, DESK_IDLE, AdwBin)

void sijil_desk_idle_set_store (SijilDeskIdle *idle, SijilStore *store);
void sijil_desk_idle_refresh (SijilDeskIdle *idle);

G_END_DECLS
