#pragma once

#include <adwaita.h>

#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_UNLOCK (sijil_unlock_get_type ())
/* Asks who is at the desk. Emits `unlocked` with the SijilStore. */
G_DECLARE_FINAL_TYPE (SijilUnlock, sijil_unlock, SIJIL, UNLOCK, AdwBin)

SijilUnlock *sijil_unlock_new (const char *profile);
void sijil_unlock_choose (SijilUnlock *unlock, const char *slot);
void sijil_unlock_set_leaving (SijilUnlock *unlock, const char *slot);

G_END_DECLS
