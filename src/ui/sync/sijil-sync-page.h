#pragma once

#include "sijil-page.h"
#include "sijil-sync-service.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_SYNC_PAGE (sijil_sync_page_get_type ())
/* What has reached the registry, what waits, and what it could not keep. */
G_DECLARE_FINAL_TYPE (SijilSyncPage, sijil_sync_page, SIJIL, SYNC_PAGE, SijilPage)

GtkWidget *sijil_sync_page_new (SijilStore *store, SijilSyncService *service);

G_END_DECLS
