#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-window-private.h"

/* Whatever comes from keyboard, scanner or mouse; it goes on to whom it is for. */
static gboolean
on_event (GtkEventControllerLegacy *controller, GdkEvent *event, SijilWindow *self)
{
  self->last_touch = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_watch (gpointer user_data)
{
  SijilWindow *self = user_data;
  gint64 idle = g_get_monotonic_time () - self->last_touch;

  /* A sheet that is being brought in goes on with nobody there; the desk locks when it is done. */
  if (self->store != NULL && idle >= (gint64) self->lock_after * G_USEC_PER_SEC &&
      !sijil_shell_is_busy (self->shell))
    sijil_window_lock (self);
  return G_SOURCE_CONTINUE;
}

/**
 * sijil_window_watch_idle:
 * @self: the window
 *
 * Locks the register when nobody is there any more. What is being typed is kept.
 */
void
sijil_window_watch_idle (SijilWindow *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  self->last_touch = g_get_monotonic_time ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  if (self->lock_after > 0)
    self->idle_watch = g_timeout_add_seconds (CLAMP (self->lock_after / 10, 1, 10), on_watch, self);
}
