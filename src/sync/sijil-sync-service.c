#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-sync-service.h"

#include "sijil-enrol.h"
#include "sijil-exchange-thread.h"

/* Seconds. A change waits a little for the next one; news are fetched now and then; after a failure
 * the pause doubles, and chance keeps a thousand offices from coming back in the same second. */
#define SOON 3
#define USUAL_PAUSE 300
#define LONGEST_PAUSE 300
#define SURE_AFTER (3 * G_USEC_PER_SEC) /* an estimate from less would only jump about */

struct _SijilSyncService {
  GObject parent_instance;
  SijilStore *store;
  SijilExchangeThread *thread; /* (nullable): from the first exchange on */
  GCancellable *cancellable;
  SijilSyncState *state;
  SijilSyncPhase phase;
  GCancellable *run; /* (nullable): of the exchange that is under way */
  SijilExchangeStep step;
  gint64 since; /* when that began, monotonic microseconds */
  guint timer;
  gint64 due; /* of the timer, monotonic microseconds */
  guint failures;
  gboolean refused; /* the registry does not accept this device any more */
  gboolean again;   /* something happened during the exchange */
  gboolean held;    /* somebody stopped it: what waits here is no reason to begin again */
  gboolean started;
  gulong changed_handler;
  gulong network_handler;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SijilSyncService, sijil_sync_service, G_TYPE_OBJECT)

static void schedule (SijilSyncService *self, guint seconds);
static void hasten (SijilSyncService *self, guint seconds);

static void
sijil_sync_service_dispose (GObject *object)
{
  SijilSyncService *self = SIJIL_SYNC_SERVICE (object);

  sijil_sync_service_stop (self);
  g_clear_pointer (&self->thread, sijil_exchange_thread_end);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sijil_sync_service_parent_class)->dispose (object);
}

static void
sijil_sync_service_finalize (GObject *object)
{
  SijilSyncService *self = SIJIL_SYNC_SERVICE (object);

  g_clear_pointer (&self->state, sijil_sync_state_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (sijil_sync_service_parent_class)->finalize (object);
}

static void
sijil_sync_service_class_init (SijilSyncServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_sync_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_sync_service_finalize;
  /**
   * SijilSyncService::changed:
   *
   * Phase, progress or counts are other than before.
   */
  signals[CHANGED] = g_signal_new ("changed", SIJIL_TYPE_SYNC_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sijil_sync_service_init (SijilSyncService *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
emit (SijilSyncService *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_state (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SijilSyncService) self = data;
  SijilSyncState *state = sijil_store_finish (SIJIL_STORE (source), result, NULL);
  gboolean first = self->state == NULL;

  if (state == NULL)
    return;
  g_clear_pointer (&self->state, sijil_sync_state_free);
  self->state = state;
  if (self->started && state->enrolled && self->phase != SIJIL_SYNC_RUNNING) {
    if (first)
      schedule (self, 1);
    else if (state->waiting > 0 && !state->takes_tomorrow && self->failures == 0 && !self->held)
      hasten (self, SOON);
  }
  emit (self);
}

static void
refresh_state (SijilSyncService *self)
{
  if (self->store != NULL)
    sijil_store_read_async (self->store, sijil_sync_state, NULL, NULL,
                            (GDestroyNotify) sijil_sync_state_free, self->cancellable, on_state,
                            g_object_ref (self));
}

typedef struct {
  SijilSyncService *service;
  SijilExchangeStep step;
} Progress;

static gboolean
show_progress (gpointer data)
{
  Progress *progress = data;

  progress->service->step = progress->step;
  emit (progress->service);
  return G_SOURCE_REMOVE;
}

static void
progress_free (gpointer data)
{
  g_object_unref (((Progress *) data)->service);
  g_free (data);
}

static void
on_progress (const SijilExchangeStep *step, gpointer data)
{
  Progress *progress = g_new0 (Progress, 1);

  progress->service = g_object_ref (data);
  progress->step = *step;
  g_idle_add_full (G_PRIORITY_DEFAULT, show_progress, progress, progress_free);
}

static void
exchange_in_thread (GTask *task, SijilKeptLine *line)
{
  GError *error = NULL;

  if (sijil_exchanger_run_on (g_task_get_task_data (task), line, on_progress,
                              g_task_get_source_object (task), g_task_get_cancellable (task),
                              &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer data)
{
  SijilSyncService *self = SIJIL_SYNC_SERVICE (source);
  g_autoptr (GError) error = NULL;
  guint pause = USUAL_PAUSE;

  g_clear_object (&self->run);
  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    self->phase = SIJIL_SYNC_IDLE;
    self->failures = 0;
    self->refused = FALSE;
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    /* Somebody wanted the line for something else; it goes on by itself later. */
    self->phase = SIJIL_SYNC_IDLE;
  } else {
    self->failures++;
    self->phase = g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE)
                      ? SIJIL_SYNC_OFFLINE
                      : SIJIL_SYNC_STOPPED;
    if (g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_REVOKED))
      self->refused = TRUE;
    pause = MIN (1u << MIN (self->failures, 10), LONGEST_PAUSE);
    pause = 1 + (guint) g_random_int_range (0, (gint32) pause);
    if (self->phase == SIJIL_SYNC_STOPPED)
      pause = USUAL_PAUSE;
  }
  if (self->started)
    schedule (self, self->again ? SOON : pause);
  self->again = FALSE;
  refresh_state (self);
  emit (self);
}

static void
run (SijilSyncService *self)
{
  GTask *task;

  if (self->phase == SIJIL_SYNC_RUNNING) {
    self->again = TRUE;
    return;
  }
  g_clear_handle_id (&self->timer, g_source_remove);
  self->held = FALSE;
  self->phase = SIJIL_SYNC_RUNNING;
  self->step = (SijilExchangeStep){ .total = self->state != NULL ? self->state->waiting : 0 };
  self->since = g_get_monotonic_time ();
  self->run = g_cancellable_new ();
  task = g_task_new (self, self->run, on_exchanged, NULL);
  g_task_set_task_data (task, g_object_ref (self->store), g_object_unref);
  if (self->thread == NULL)
    self->thread = sijil_exchange_thread_new ();
  sijil_exchange_thread_run (self->thread, task, exchange_in_thread);
  g_object_unref (task);
  emit (self);
}

static gboolean
on_timer (gpointer data)
{
  SijilSyncService *self = data;

  self->timer = 0;
  if (self->state != NULL && self->state->enrolled)
    run (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (SijilSyncService *self, guint seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (seconds, on_timer, self);
  self->due = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

/* A desk that hands over every two seconds must not put its own exchange off for ever. */
static void
hasten (SijilSyncService *self, guint seconds)
{
  if (self->timer == 0 || self->due > g_get_monotonic_time () + seconds * G_USEC_PER_SEC)
    schedule (self, seconds);
}

/* The monitor may hasten a try, never forbid one: with loopback only it says "no network". */
static void
on_network (GNetworkMonitor *monitor, gboolean available, SijilSyncService *self)
{
  if (available && self->phase == SIJIL_SYNC_OFFLINE)
    hasten (self, SOON);
}

/**
 * sijil_sync_service_new:
 * @store: a register
 *
 * Returns: (transfer full): a service that does nothing before sijil_sync_service_start()
 */
SijilSyncService *
sijil_sync_service_new (SijilStore *store)
{
  SijilSyncService *self = g_object_new (SIJIL_TYPE_SYNC_SERVICE, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * sijil_sync_service_start:
 * @service: a service
 *
 * From now on it exchanges by itself, and its counts follow the register.
 */
void
sijil_sync_service_start (SijilSyncService *service)
{
  if (service->started)
    return;
  service->started = TRUE;
  service->changed_handler =
      g_signal_connect_swapped (service->store, "changed", G_CALLBACK (refresh_state), service);
  service->network_handler = g_signal_connect (g_network_monitor_get_default (), "network-changed",
                                               G_CALLBACK (on_network), service);
  refresh_state (service);
}

/**
 * sijil_sync_service_sync_now:
 * @service: a service
 *
 * Exchanges at once; during an exchange, once more after it.
 */
void
sijil_sync_service_sync_now (SijilSyncService *service)
{
  if (service->store != NULL)
    run (service);
}

static void
enrol_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SijilSyncService *self = source;
  GMainContext *context = g_main_context_new ();
  GError *error = NULL;

  g_main_context_push_thread_default (context);
  if (sijil_enrol (self->store, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
}

/**
 * sijil_sync_service_enrol_async:
 * @service: a service
 * @invitation: the line, typed or scanned
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Joins the registry of an invitation.
 */
void
sijil_sync_service_enrol_async (SijilSyncService *service, const char *invitation,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (service, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (invitation), g_free);
  g_task_run_in_thread (task, enrol_in_thread);
  g_object_unref (task);
}

gboolean
sijil_sync_service_enrol_finish (SijilSyncService *service, GAsyncResult *result, GError **error)
{
  gboolean ok = g_task_propagate_boolean (G_TASK (result), error);

  if (ok) {
    service->failures = 0;
    service->refused = FALSE;
    refresh_state (service);
    if (service->started)
      schedule (service, 1);
  }
  return ok;
}

/**
 * sijil_sync_service_stop:
 * @service: a service
 *
 * No exchange begins any more, and one that runs is cut: nothing is lost by that.
 */
void
sijil_sync_service_stop (SijilSyncService *service)
{
  service->started = FALSE;
  g_cancellable_cancel (service->cancellable);
  sijil_sync_service_cancel (service);
  g_clear_handle_id (&service->timer, g_source_remove);
  if (service->store != NULL)
    g_clear_signal_handler (&service->changed_handler, service->store);
  g_clear_signal_handler (&service->network_handler, g_network_monitor_get_default ());
}

SijilSyncPhase
sijil_sync_service_phase (SijilSyncService *service)
{
  return service->phase;
}

/**
 * sijil_sync_service_cancel:
 * @service: a service
 *
 * Cuts the exchange that runs, if one does. What was confirmed is confirmed; the rest waits for the
 * next one, which comes by itself after the usual pause or when somebody asks for it.
 */
void
sijil_sync_service_cancel (SijilSyncService *service)
{
  if (service->run == NULL)
    return;
  service->again = FALSE;
  service->held = TRUE;
  g_cancellable_cancel (service->run);
}

/**
 * sijil_sync_service_progress:
 * @service: a service
 * @progress: (out): how far the exchange is that runs, or was when it ended
 */
void
sijil_sync_service_progress (SijilSyncService *service, SijilSyncProgress *progress)
{
  const SijilExchangeStep *step = &service->step;
  gint64 done = step->confirmed + step->news;
  gint64 left = MAX (step->total - step->confirmed, 0) + step->news_left;
  gint64 elapsed = g_get_monotonic_time () - service->since;

  progress->sent = step->confirmed;
  progress->to_send = step->total;
  progress->fetched = step->news;
  progress->to_fetch = step->news_left > 0 ? step->news + step->news_left : 0;
  progress->fraction = left > 0 ? (double) done / (double) (done + left) : -1;
  progress->seconds_left = -1;
  if (done > 0 && left > 0 && elapsed > SURE_AFTER)
    progress->seconds_left = (gint64) ((double) elapsed / (double) done * (double) left / 1e6);
}

/**
 * sijil_sync_service_needs_invitation:
 * @service: a service
 *
 * Returns: whether the registry has refused this device, so that only a new invitation helps
 */
gboolean
sijil_sync_service_needs_invitation (SijilSyncService *service)
{
  return service->refused;
}

/**
 * sijil_sync_service_state:
 * @service: a service
 *
 * Returns: (nullable) (transfer none): the counts as last read, %NULL before the first time
 */
const SijilSyncState *
sijil_sync_service_state (SijilSyncService *service)
{
  return service->state;
}
