#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-window-private.h"

#include "sijil-about.h"
#include "sijil-assistant.h"
#include "sijil-i18n.h"
#include "sijil-ui.h"
#include "sijil-unlock.h"
#include "sijil-widgets.h"

G_DEFINE_FINAL_TYPE (SijilWindow, sijil_window, ADW_TYPE_APPLICATION_WINDOW)

static void
enter (SijilWindow *self, SijilStore *store, SijilSyncService *service)
{
  g_set_object (&self->store, store);
  g_set_object (&self->service, service);
  self->shell = sijil_shell_new (store, service);
  adw_bin_set_child (self->phase, GTK_WIDGET (self->shell));
  sijil_shell_show_section (self->shell, "desk");
}

static void
on_unlocked (SijilUnlock *unlock, SijilStore *store, SijilWindow *self)
{
  g_autoptr (SijilSyncService) service = sijil_sync_service_new (store);

  enter (self, store, service);
  sijil_sync_service_start (service);
}

static void
on_founded (SijilAssistant *assistant, SijilStore *store, SijilSyncService *service,
            SijilWindow *self)
{
  enter (self, store, service);
  sijil_sync_service_start (service);
}

static void
ask_who (SijilWindow *self)
{
  GtkWidget *page;

  if (sijil_profile_exists (self->profile)) {
    page = GTK_WIDGET (sijil_unlock_new (self->profile));
    g_signal_connect_object (page, "unlocked", G_CALLBACK (on_unlocked), self, 0);
  } else {
    page = GTK_WIDGET (sijil_assistant_new (self->profile));
    g_signal_connect_object (page, "founded", G_CALLBACK (on_founded), self, 0);
  }
  adw_bin_set_child (self->phase, page);
}

/* The file is closed and its key forgotten: what is locked cannot be read out of the process. All
 * that was saved is in the file; what is being typed is kept there as a draft. */
static void
leave (SijilWindow *self)
{
  self->shell = NULL;
  if (self->phase != NULL) {
    /* A row for a passphrase that is freed with the focus is used once more by libadwaita 1.2. */
    sijil_drop_focus (GTK_WIDGET (self->phase));
    adw_bin_set_child (self->phase, NULL);
  }
  if (self->service != NULL)
    sijil_sync_service_stop (self->service);
  g_clear_object (&self->service);
  if (self->store != NULL)
    sijil_store_close (self->store);
  g_clear_object (&self->store);
}

/**
 * sijil_window_lock:
 * @self: the window
 *
 * Closes the register and asks who is at the desk.
 */
void
sijil_window_lock (SijilWindow *self)
{
  sijil_ui_dismiss_toast ();
  leave (self);
  ask_who (self);
}

/**
 * sijil_window_show_about:
 * @self: the window
 *
 * Shows what this program is.
 */
void
sijil_window_show_about (SijilWindow *self)
{
  sijil_about_show (GTK_WINDOW (self));
}

static void
sijil_window_dispose (GObject *object)
{
  SijilWindow *self = SIJIL_WINDOW (object);

  leave (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_WINDOW);
  self->phase = NULL;
  G_OBJECT_CLASS (sijil_window_parent_class)->dispose (object);
}

static void
sijil_window_finalize (GObject *object)
{
  g_free (SIJIL_WINDOW (object)->profile);
  G_OBJECT_CLASS (sijil_window_parent_class)->finalize (object);
}

static void
sijil_window_class_init (SijilWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SijilWindow, phase);
}

static void
sijil_window_init (SijilWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* CSS has no start and end: a few edges are turned by this class. */
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_LTR)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ltr");
  sijil_window_add_actions (self);
  sijil_window_add_keys (self);
}

/**
 * sijil_window_new:
 * @app: the application
 * @profile: folder of the register
 *
 * Returns: (transfer none): the window, asking who is at the desk, or for a first register
 */
SijilWindow *
sijil_window_new (GtkApplication *app, const char *profile)
{
  SijilWindow *self = g_object_new (SIJIL_TYPE_WINDOW, "application", app, NULL);

  self->profile = g_strdup (profile);
  ask_who (self);
  return self;
}
