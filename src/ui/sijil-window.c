#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-window-private.h"

#include "sijil-about.h"
#include "sijil-assistant.h"
#include "sijil-doorplate.h"
#include "sijil-form-draft.h"
#include "sijil-i18n.h"
#include "sijil-key-writer.h"
#include "sijil-restore-page.h"
#include "sijil-restore-task.h"
#include "sijil-text.h"
#include "sijil-ui.h"
#include "sijil-unlock.h"
#include "sijil-widgets.h"

static void ask_who (SijilWindow *self);

G_DEFINE_FINAL_TYPE (SijilWindow, sijil_window, ADW_TYPE_APPLICATION_WINDOW)

static void
enter (SijilWindow *self, SijilStore *store, SijilSyncService *service)
{
  g_autoptr (GError) error = NULL;

  g_set_object (&self->store, store);
  g_set_object (&self->service, service);
  if (!sijil_doorplate_save (self->profile, store, &error))
    g_message ("the doorplate: %s", error->message);
  sijil_window_allow_actions (self);
  sijil_key_writer_start (store);
  self->shell = sijil_shell_new (store, service);
  adw_bin_set_child (self->phase, GTK_WIDGET (self->shell));
  sijil_shell_show_section (self->shell, "desk");
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sijil_backup_finish (result, &error);

  if (error != NULL && self->shell != NULL && SIJIL_STORE (source) == self->store)
    sijil_ui_show_error (GTK_WIDGET (self->shell), error);
}

/* The first time on a day. Work goes on meanwhile; only a failure is worth a word. */
static void
back_up (SijilWindow *self)
{
  sijil_backup_async (self->store, TRUE, NULL, on_backed_up, g_object_ref (self));
}

/* What was being typed when the desk was locked comes back, if the same clerk does. */
static void
reopen_form (SijilWindow *self)
{
  if (self->had_form && g_strcmp0 (self->slot, sijil_store_slot (self->store)) == 0)
    sijil_shell_show_form (self->shell, self->form_for, NULL);
  self->had_form = FALSE;
  g_clear_pointer (&self->form_for, g_free);
}

static void
on_unlocked (SijilUnlock *unlock, SijilStore *store, SijilWindow *self)
{
  g_autoptr (SijilSyncService) service = sijil_sync_service_new (store);

  enter (self, store, service);
  sijil_sync_service_start (service);
  if (sijil_store_only_reads (store))
    sijil_ui_toast (GTK_WIDGET (self->shell),
                    _ ("The disk is full or cannot be written to, so the register was opened for "
                       "reading only. Free some space, lock the register and unlock it again"),
                    NULL, NULL, NULL);
  else
    back_up (self);
  reopen_form (self);
}

static void
on_founded (SijilAssistant *assistant, SijilStore *store, SijilSyncService *service,
            SijilWindow *self)
{
  enter (self, store, service);
  sijil_sync_service_start (service);
}

static void
on_restored (SijilRestorePage *page, SijilStore *store, const char *aside, SijilWindow *self)
{
  g_autoptr (SijilSyncService) service = sijil_sync_service_new (store);
  g_autofree char *folder = aside != NULL ? sijil_text_ltr (aside) : NULL;
  g_autofree char *sentence = NULL;

  enter (self, store, service);
  sijil_sync_service_start (service);
  if (folder != NULL)
    /* Translators: %s is a folder. */
    sentence = g_strdup_printf (_ ("The backup is restored. The register as it was is kept in %s"),
                                folder);
  else
    sentence = g_strdup (_ ("The backup is restored"));
  sijil_ui_toast (GTK_WIDGET (self->shell), sentence, NULL, NULL, NULL);
}

/**
 * sijil_window_show_restore:
 * @self: the window, while nobody is at the desk
 *
 * Shows the backups.
 */
void
sijil_window_show_restore (SijilWindow *self)
{
  GtkWidget *page = GTK_WIDGET (sijil_restore_page_new (self->profile));

  g_signal_connect_object (page, "restored", G_CALLBACK (on_restored), self, 0);
  g_signal_connect_object (page, "back", G_CALLBACK (ask_who), self, G_CONNECT_SWAPPED);
  sijil_drop_focus (GTK_WIDGET (self->phase));
  adw_bin_set_child (self->phase, page);
}

static void
ask_who (SijilWindow *self)
{
  GtkWidget *page;

  if (sijil_profile_exists (self->profile)) {
    page = GTK_WIDGET (sijil_unlock_new (self->profile));
    g_signal_connect_object (page, "unlocked", G_CALLBACK (on_unlocked), self, 0);
    g_signal_connect_object (page, "given-up", G_CALLBACK (ask_who), self, G_CONNECT_SWAPPED);
    sijil_unlock_choose (SIJIL_UNLOCK (page), self->slot);
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
  if (self->store != NULL)
    sijil_form_drafts_flush (self->store);
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
 * sijil_window_stays:
 * @self: the window
 *
 * Returns: %TRUE, having said so, if the register must not be closed now: half a sheet would be
 *   left in it
 */
gboolean
sijil_window_stays (SijilWindow *self)
{
  if (self->shell == NULL || !sijil_shell_is_busy (self->shell))
    return FALSE;
  sijil_ui_toast (GTK_WIDGET (self->shell),
                  _ ("A sheet is being brought in. Wait until it is done, or stop it first"), NULL,
                  NULL, NULL);
  return TRUE;
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
  g_clear_pointer (&self->form_for, g_free);
  self->had_form = sijil_shell_open_form (self->shell, &self->form_for);
  g_free (self->slot);
  self->slot = g_strdup (sijil_store_slot (self->store));
  leave (self);
  ask_who (self);
}

/**
 * sijil_window_remove_clerk:
 * @self: the window, unlocked by a coordinator
 * @slot: whose key shall be taken away
 *
 * Locks the register and asks for the coordinator's passphrase: the file is encrypted anew, and
 * nothing may use it meanwhile.
 */
void
sijil_window_remove_clerk (SijilWindow *self, const char *slot)
{
  g_autofree char *leaving = g_strdup (slot); /* belongs to a widget that goes */

  sijil_window_lock (self);
  sijil_unlock_set_leaving (SIJIL_UNLOCK (adw_bin_get_child (self->phase)), leaving);
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
on_last_backup (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilWindow) self = user_data;
  g_autofree char *path = sijil_backup_finish (result, NULL);

  gtk_window_destroy (GTK_WINDOW (self));
}

/* The work of a first day has no backup yet. The window is gone for whoever closed it; the program
 * ends when the backup is there. */
static gboolean
sijil_window_close_request (GtkWindow *window)
{
  SijilWindow *self = SIJIL_WINDOW (window);

  if (sijil_window_stays (self))
    return TRUE;
  if (self->store == NULL || self->closing)
    return GTK_WINDOW_CLASS (sijil_window_parent_class)->close_request (window);
  self->closing = TRUE;
  if (self->service != NULL)
    sijil_sync_service_stop (self->service);
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  sijil_backup_async (self->store, TRUE, NULL, on_last_backup, g_object_ref (self));
  return TRUE;
}

static void
sijil_window_dispose (GObject *object)
{
  SijilWindow *self = SIJIL_WINDOW (object);

  g_clear_handle_id (&self->idle_watch, g_source_remove);
  leave (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_WINDOW);
  self->phase = NULL;
  G_OBJECT_CLASS (sijil_window_parent_class)->dispose (object);
}

static void
sijil_window_finalize (GObject *object)
{
  g_free (SIJIL_WINDOW (object)->profile);
  g_free (SIJIL_WINDOW (object)->form_for);
  g_free (SIJIL_WINDOW (object)->slot);
  G_OBJECT_CLASS (sijil_window_parent_class)->finalize (object);
}

static void
sijil_window_class_init (SijilWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sijil_window_close_request;
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
 * @lock_after: seconds without a key or a movement of the mouse after which it locks, 0 for never
 * @passphrase: (nullable): the passphrase of its only clerk; unlocking with it is waited for, since
 *   there is no window yet that could stand still
 *
 * Returns: (transfer none): the window, at the desk if @passphrase fits; otherwise asking who is at
 *   the desk, or for a first register
 */
SijilWindow *
sijil_window_new (GtkApplication *app, const char *profile, guint lock_after,
                  const char *passphrase)
{
  SijilWindow *self = g_object_new (SIJIL_TYPE_WINDOW, "application", app, NULL);
  g_autoptr (SijilStore) store = NULL;
  g_autoptr (GError) error = NULL;

  self->profile = g_strdup (profile);
  self->lock_after = lock_after;
  sijil_window_watch_idle (self);
  if (passphrase != NULL && sijil_profile_exists (profile))
    store = sijil_store_unlock (profile, NULL, passphrase, &error);
  if (error != NULL)
    g_message ("%s", error->message);
  if (store != NULL)
    on_unlocked (NULL, store, self);
  else
    ask_who (self);
  return self;
}
