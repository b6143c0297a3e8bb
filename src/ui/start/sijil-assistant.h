#pragma once

#include <adwaita.h>

#include "sijil-sync-service.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_ASSISTANT (sijil_assistant_get_type ())
/* Founds a register in four steps. Emits `founded` with the SijilStore and its SijilSyncService. */
G_DECLARE_FINAL_TYPE (SijilAssistant, sijil_assistant, SIJIL, ASSISTANT, AdwBin)

SijilAssistant *sijil_assistant_new (const char *profile);

G_END_DECLS
