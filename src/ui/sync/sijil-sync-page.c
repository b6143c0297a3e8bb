#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-sync-page.h"

#include <adwaita.h>

#include "../sijil-ui.h"
#include "sijil-backup-box.h"
#include "sijil-compare.h"
#include "sijil-field-row.h"
#include "sijil-i18n.h"
#include "sijil-list-fill.h"
#include "sijil-office-box.h"
#include "sijil-paragraph.h"
#include "sijil-stick-box.h"
#include "sijil-sync-words.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

#define CLOCK_WRONG_MS (5 * 60 * 1000)

struct _SijilSyncPage {
  SijilPage parent_instance;
  SijilSyncService *service;
  gboolean enrolling;
  gboolean rejoining; /* asked for in the quiet place */

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *now_button;
  GtkWidget *clock_box;
  GtkLabel *clock_words;
  GtkWidget *error_box;
  GtkLabel *error_words;
  AdwPreferencesGroup *enrol_box;
  SijilFieldRow *invitation;
  GtkButton *enrol_button;
  GtkSpinner *enrol_spinner;
  GtkWidget *numbers;
  GtkLabel *confirmed;
  GtkLabel *waiting;
  GtkLabel *waiting_title;
  GtkLabel *waiting_hint;
  GtkImage *waiting_icon;
  GtkLabel *refused;
  GtkLabel *refused_hint;
  GtkImage *refused_icon;
  GtkWidget *progress_box;
  GtkLabel *progress_title;
  GtkLabel *progress_hint;
  GtkProgressBar *progress;
  GtkWidget *stop_button;
  GtkWidget *refused_title;
  GtkListBox *refused_list;
  GtkWidget *registry_title;
  GtkWidget *registry_list;
  AdwActionRow *last_row;
  AdwActionRow *compared_row;
  AdwActionRow *address_row;
  AdwActionRow *device_row;
  SijilOfficeBox *office;
  SijilStickBox *stick;
  SijilBackupBox *backups;
  GtkWidget *rejoin_row;
};

G_DEFINE_FINAL_TYPE (SijilSyncPage, sijil_sync_page, SIJIL_TYPE_PAGE)

static void
set_number (GtkLabel *label, gint64 number)
{
  g_autofree char *text = sijil_text_number (number);

  /* An Arabic zero is a dot, which says nothing at the head of a card. */
  gtk_label_set_label (label, number != 0 ? text : _ ("None"));
}

static void
show_numbers (SijilSyncPage *self, const SijilSyncState *state)
{
  gboolean running = sijil_sync_service_phase (self->service) == SIJIL_SYNC_RUNNING;
  SijilSyncProgress progress;

  sijil_sync_service_progress (self->service, &progress);
  set_number (self->confirmed, state->confirmed);
  set_number (self->refused, state->refused->len);
  gtk_label_set_label (self->refused_hint, state->refused->len > 0 ? _ ("kept here, they need you")
                                                                   : _ ("nothing was refused"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->refused_icon), "err");
  gtk_widget_remove_css_class (GTK_WIDGET (self->refused_icon), "grey");
  gtk_widget_add_css_class (GTK_WIDGET (self->refused_icon),
                            state->refused->len > 0 ? "err" : "grey");
  if (running && progress.to_send > 0) {
    g_autofree char *done = sijil_text_number (progress.sent);
    g_autofree char *all = sijil_text_number (progress.to_send);
    g_autofree char *rest = sijil_text_number (MAX (progress.to_send - progress.sent, 0));
    /* Translators: how many are sent, of how many. */
    g_autofree char *words = g_strdup_printf (_ ("%s of %s"), done, all);
    g_autofree char *hint = g_strdup_printf (_ ("the other %s wait for their turn"), rest);

    gtk_label_set_label (self->waiting, words);
    gtk_label_set_label (self->waiting_title, _ ("Sending"));
    gtk_label_set_label (self->waiting_hint, hint);
  } else {
    set_number (self->waiting, state->waiting);
    gtk_label_set_label (self->waiting_title, _ ("Waiting to be sent"));
    gtk_label_set_label (self->waiting_hint, state->waiting == 0 ? _ ("everything has been sent")
                                             : state->takes_tomorrow
                                                 ? _ ("the registry takes it tomorrow")
                                                 : _ ("safe on this computer until then"));
  }
  gtk_image_set_from_icon_name (self->waiting_icon,
                                running ? "sijil-transfer-symbolic" : "document-send-symbolic");
}

static void
show_progress (SijilSyncPage *self)
{
  SijilSyncPhase phase = sijil_sync_service_phase (self->service);
  SijilSyncProgress progress;
  g_autofree char *doing = NULL;
  g_autofree char *left = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->progress_box,
                          phase == SIJIL_SYNC_RUNNING || phase == SIJIL_SYNC_OFFLINE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), phase == SIJIL_SYNC_RUNNING);
  gtk_widget_set_visible (self->stop_button, phase == SIJIL_SYNC_RUNNING);
  if (phase == SIJIL_SYNC_OFFLINE) {
    gtk_label_set_label (self->progress_title, _ ("The registry is out of reach"));
    gtk_label_set_label (self->progress_hint,
                         _ ("Work goes on as usual. What you save waits here and is sent by itself "
                            "when the network is back."));
    return;
  }
  sijil_sync_service_progress (self->service, &progress);
  if (progress.fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (progress.fraction, 0.0, 1.0));
  else
    gtk_progress_bar_pulse (self->progress);
  doing = sijil_progress_words (&progress);
  left = sijil_time_left_words (progress.seconds_left);
  title = left != NULL ? g_strdup_printf (_ ("%s, %s"), doing, left) : g_strdup (doing);
  gtk_label_set_label (self->progress_title, title);
  gtk_label_set_label (self->progress_hint,
                       _ ("If the line breaks, it goes on from the same place. Nothing here waits "
                          "for the network: the desk works."));
}

static void
show_refused (SijilSyncPage *self, const SijilSyncState *state)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < state->refused->len; i++)
    g_ptr_array_add (rows, sijil_refused_row_new (state->refused->pdata[i]));
  sijil_list_fill (self->refused_list, rows);
  gtk_widget_set_visible (self->refused_title, state->refused->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->refused_list), state->refused->len > 0);
}

static void
show_registry (SijilSyncPage *self, const SijilSyncState *state)
{
  g_autofree char *when =
      state->last_sync > 0 ? sijil_moment_words (state->last_sync) : g_strdup (_ ("not yet"));
  g_autofree char *last = state->takes_tomorrow
                              ? g_strjoin ("\n", when, sijil_tomorrow_sentence (state), NULL)
                              : g_steal_pointer (&when);
  g_autofree char *url =
      g_strdup_printf ("\342\201\246%s\342\201\251", state->url != NULL ? state->url : "");
  g_autofree char *device = sijil_text_number (state->device);
  g_autofree char *compared = sijil_compared_words (state);

  gtk_widget_set_visible (self->registry_title, state->enrolled);
  gtk_widget_set_visible (self->registry_list, state->enrolled);
  gtk_widget_set_visible (GTK_WIDGET (self->office), state->enrolled);
  gtk_widget_set_visible (GTK_WIDGET (self->stick), state->enrolled);
  adw_action_row_set_subtitle (self->last_row, last);
  adw_action_row_set_subtitle (self->compared_row, compared);
  adw_action_row_set_subtitle (self->address_row, url);
  adw_action_row_set_subtitle (self->device_row, device);
  sijil_office_box_show (self->office, sijil_page_store (SIJIL_PAGE (self)), state->phone,
                         sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_OFFICE));
}

static void
show_warnings (SijilSyncPage *self, const SijilSyncState *state)
{
  SijilSyncPhase phase = sijil_sync_service_phase (self->service);
  gboolean wrong = ABS (state->clock_off_ms) > CLOCK_WRONG_MS;
  gboolean failed = state->enrolled && state->last_error != NULL && phase == SIJIL_SYNC_STOPPED;

  gtk_widget_set_visible (self->clock_box, wrong);
  if (wrong) {
    g_autofree char *words = sijil_clock_words (state->clock_off_ms);

    gtk_label_set_label (self->clock_words, words);
  }
  gtk_widget_set_visible (self->error_box, failed);
  if (failed)
    gtk_label_set_label (self->error_words, state->last_error);
}

/* Joining once more keeps the number of the device and all that waits. */
static void
show_enrol (SijilSyncPage *self, const SijilSyncState *state)
{
  gboolean refused = sijil_sync_service_needs_invitation (self->service);
  gboolean may_join = sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_ENROL);

  gtk_widget_set_visible (GTK_WIDGET (self->enrol_box),
                          !state->enrolled || refused || self->rejoining);
  gtk_widget_set_sensitive (GTK_WIDGET (self->enrol_box), may_join);
  gtk_widget_set_visible (self->rejoin_row, may_join && !refused && !self->rejoining);
  if (!state->enrolled)
    return;
  adw_preferences_group_set_title (self->enrol_box, _ ("Join again"));
  adw_preferences_group_set_description (
      self->enrol_box, _ ("A new invitation from the operator of the registry: one line, typed or "
                          "scanned. All that is saved here stays and is sent afterwards."));
}

static void
show_state (SijilSyncPage *self)
{
  const SijilSyncState *state =
      self->service != NULL ? sijil_sync_service_state (self->service) : NULL;

  if (state == NULL || sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  show_enrol (self, state);
  gtk_widget_set_visible (self->now_button, state->enrolled);
  gtk_widget_set_sensitive (self->now_button,
                            sijil_sync_service_phase (self->service) != SIJIL_SYNC_RUNNING);
  show_warnings (self, state);
  show_numbers (self, state);
  show_progress (self);
  show_refused (self, state);
  show_registry (self, state);
}

static void
on_service_changed_cb (SijilSyncPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_state (self);
}

static void
sijil_sync_page_refresh (SijilPage *page)
{
  show_state (SIJIL_SYNC_PAGE (page));
  sijil_backup_box_refresh (SIJIL_SYNC_PAGE (page)->backups);
}

static void
set_enrolling (SijilSyncPage *self, gboolean enrolling)
{
  self->enrolling = enrolling;
  gtk_widget_set_sensitive (GTK_WIDGET (self->enrol_button), !enrolling);
  gtk_widget_set_sensitive (GTK_WIDGET (self->invitation), !enrolling);
  gtk_widget_set_visible (GTK_WIDGET (self->enrol_spinner), enrolling);
  gtk_spinner_set_spinning (self->enrol_spinner, enrolling);
}

static void
on_enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilSyncPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = sijil_sync_service_enrol_finish (SIJIL_SYNC_SERVICE (source), result, &error);

  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  set_enrolling (self, FALSE);
  if (!ok) {
    sijil_field_row_set_note (self->invitation, error->message, "err");
    gtk_widget_grab_focus (GTK_WIDGET (self->invitation));
    return;
  }
  self->rejoining = FALSE;
  sijil_field_row_set_text (self->invitation, "");
  sijil_ui_toast (GTK_WIDGET (self), _ ("This computer has joined the alliance’s registry"), NULL,
                  NULL, NULL);
  show_state (self);
}

static void
enrol_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilSyncPage *self = SIJIL_SYNC_PAGE (widget);
  g_autofree char *line = g_strdup (sijil_field_row_text (self->invitation));

  if (self->enrolling)
    return;
  if (*g_strstrip (line) == '\0') {
    sijil_field_row_set_note (self->invitation, _ ("Write the line that the registry gave you"),
                              "err");
    return;
  }
  set_enrolling (self, TRUE);
  sijil_sync_service_enrol_async (self->service, line, NULL, on_enrolled_cb, g_object_ref (self));
}

static void
on_sent_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilSyncPage) self = user_data;
  g_autoptr (GError) error = NULL;

  sijil_store_finish (SIJIL_STORE (source), result, &error);
  if (error != NULL && !sijil_page_is_gone (SIJIL_PAGE (self)))
    sijil_ui_show_error (GTK_WIDGET (self), error);
}

static void
send_again_action (GtkWidget *widget, const char *name, GVariant *target)
{
  gint64 local = g_variant_get_int64 (target);

  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (widget)), sijil_outbox_send_again,
                           g_memdup2 (&local, sizeof local), g_free, NULL, NULL, on_sent_again_cb,
                           g_object_ref (widget));
}

static void
on_compare_soon_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilSyncPage) self = user_data;
  g_autoptr (GError) error = NULL;

  sijil_store_finish (SIJIL_STORE (source), result, &error);
  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (error != NULL)
    sijil_ui_show_error (GTK_WIDGET (self), error);
  else
    sijil_sync_service_sync_now (self->service);
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (widget)), sijil_compare_soon, NULL, NULL,
                           NULL, NULL, on_compare_soon_cb, g_object_ref (widget));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_sync_service_cancel (SIJIL_SYNC_PAGE (widget)->service);
}

static void
on_rejoin_cb (SijilSyncPage *self)
{
  self->rejoining = TRUE;
  show_state (self);
  sijil_field_row_focus (self->invitation);
}

static void
on_invitation_changed_cb (SijilSyncPage *self)
{
  sijil_field_row_set_note (self->invitation, NULL, NULL);
}

static void
on_invitation_activated_cb (SijilSyncPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sync.enrol", NULL);
}

static void
sijil_sync_page_dispose (GObject *object)
{
  SijilSyncPage *self = SIJIL_SYNC_PAGE (object);

  if (self->service != NULL)
    g_signal_handlers_disconnect_by_data (self->service, self);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_SYNC_PAGE);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (sijil_sync_page_parent_class)->dispose (object);
}

static void
sijil_sync_page_class_init (SijilSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  g_type_ensure (SIJIL_TYPE_BACKUP_BOX);
  g_type_ensure (SIJIL_TYPE_OFFICE_BOX);
  g_type_ensure (SIJIL_TYPE_STICK_BOX);
  G_OBJECT_CLASS (klass)->dispose = sijil_sync_page_dispose;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_sync_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/sync-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilSyncPage, child)
  BIND (header);
  BIND (title);
  BIND (clock_box);
  BIND (clock_words);
  BIND (error_box);
  BIND (error_words);
  BIND (enrol_box);
  BIND (invitation);
  BIND (enrol_button);
  BIND (enrol_spinner);
  BIND (numbers);
  BIND (confirmed);
  BIND (waiting);
  BIND (waiting_title);
  BIND (waiting_hint);
  BIND (waiting_icon);
  BIND (refused);
  BIND (refused_hint);
  BIND (refused_icon);
  BIND (progress_box);
  BIND (progress_title);
  BIND (progress_hint);
  BIND (progress);
  BIND (stop_button);
  BIND (refused_title);
  BIND (refused_list);
  BIND (registry_title);
  BIND (registry_list);
  BIND (last_row);
  BIND (compared_row);
  BIND (address_row);
  BIND (device_row);
  BIND (office);
  BIND (stick);
  BIND (backups);
  BIND (rejoin_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_rejoin_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_invitation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_invitation_activated_cb);
  gtk_widget_class_install_action (widget_class, "sync.send-again", "x", send_again_action);
  gtk_widget_class_install_action (widget_class, "sync.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "sync.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "sync.enrol", NULL, enrol_action);
}

static void
sijil_sync_page_init (SijilSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->now_button = sijil_button_with_key_new (_ ("Send now"), "F5", "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->now_button), "win.sync-now");
  gtk_widget_set_name (self->now_button, "sync-now");
  adw_header_bar_pack_end (self->header, self->now_button);
}

/**
 * sijil_sync_page_new:
 * @store: the register
 * @service: who exchanges it with the registry
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sijil_sync_page_new (SijilStore *store, SijilSyncService *service)
{
  SijilSyncPage *self = g_object_new (SIJIL_TYPE_SYNC_PAGE, NULL);
  g_autofree char *place = NULL;

  sijil_page_set_store (SIJIL_PAGE (self), store);
  sijil_backup_box_set_store (self->backups, store);
  sijil_stick_box_set_store (self->stick, store);
  self->service = g_object_ref (service);
  /* Translators: office, association. */
  place =
      g_strdup_printf (_ ("%s, %s"), sijil_store_office (store), sijil_store_association (store));
  adw_window_title_set_subtitle (self->title, place);
  g_signal_connect_object (service, "changed", G_CALLBACK (on_service_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
