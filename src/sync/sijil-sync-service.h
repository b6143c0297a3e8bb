#pragma once

#include "sijil-outbox.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_SYNC_IDLE,
  SIJIL_SYNC_RUNNING,
  SIJIL_SYNC_OFFLINE, /* the registry was not reached: calm, work goes on */
  SIJIL_SYNC_STOPPED, /* it answered and something must be done: see the state's last_error */
} SijilSyncPhase;

/**
 * SijilSyncProgress:
 * @sent: change sets that this exchange has confirmed
 * @to_send: out of how many
 * @fetched: change sets of others that it has brought
 * @to_fetch: out of how many; 0 while that is not known
 * @fraction: of all of them, 0 to 1; -1 while it is not known
 * @seconds_left: about how long it will still take at this rate; -1 while that is not known
 *
 * How far an exchange is.
 */
typedef struct {
  gint64 sent;
  gint64 to_send;
  gint64 fetched;
  gint64 to_fetch;
  double fraction;
  gint64 seconds_left;
} SijilSyncProgress;

#define SIJIL_TYPE_SYNC_SERVICE (sijil_sync_service_get_type ())
/* Exchanges by itself: after local changes, at intervals, when the network comes back. Emits
 * `changed` in the main context whenever phase, progress or counts are other than before. */
G_DECLARE_FINAL_TYPE (SijilSyncService, sijil_sync_service, SIJIL, SYNC_SERVICE, GObject)

SijilSyncService *sijil_sync_service_new (SijilStore *store);
void sijil_sync_service_start (SijilSyncService *service);
void sijil_sync_service_sync_now (SijilSyncService *service);
void sijil_sync_service_enrol_async (SijilSyncService *service, const char *invitation,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sijil_sync_service_enrol_finish (SijilSyncService *service, GAsyncResult *result,
                                          GError **error);
void sijil_sync_service_stop (SijilSyncService *service);
SijilSyncPhase sijil_sync_service_phase (SijilSyncService *service);
void sijil_sync_service_cancel (SijilSyncService *service);
void sijil_sync_service_progress (SijilSyncService *service, SijilSyncProgress *progress);
gboolean sijil_sync_service_needs_invitation (SijilSyncService *service);
const SijilSyncState *sijil_sync_service_state (SijilSyncService *service);

G_END_DECLS
