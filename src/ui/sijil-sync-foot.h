#pragma once

#include <gtk/gtk.h>

#include "sijil-sync-service.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_SYNC_FOOT (sijil_sync_foot_get_type ())
/* The button at the sidebar's foot that tells, always honestly, how the exchange stands. */
G_DECLARE_FINAL_TYPE (SijilSyncFoot, sijil_sync_foot, SIJIL, SYNC_FOOT, GtkButton)

SijilSyncFoot *sijil_sync_foot_new (SijilSyncService *service);

G_END_DECLS
