#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-sync-foot.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-sync-words.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilSyncFoot {
  GtkButton parent_instance;

  SijilSyncService *service;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (SijilSyncFoot, sijil_sync_foot, GTK_TYPE_BUTTON)

static char *
last_sync_words (gint64 at)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *day = NULL;
  g_autofree char *shown = NULL;

  if (at == 0)
    return g_strdup (_ ("Not exchanged yet"));
  day = sijil_date_of_instant (at);
  shown = g_str_equal (day, today) ? sijil_date_clock (at) : sijil_date_show_short (day, today);
  /* Translators: a time of today or an earlier date */
  return g_strdup_printf (_ ("Last sync %s"), shown);
}

static void
show_state (SijilSyncFoot *self, const char *css, const char *icon, const char *icon_css,
            const char *title, const char *detail, double fraction)
{
  g_autofree char *label = g_strdup_printf ("%s. %s", title, detail);

  gtk_widget_remove_css_class (GTK_WIDGET (self), "err");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
  sijil_add_classes (GTK_WIDGET (self), css);
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "okc");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "accentc");
  sijil_add_classes (GTK_WIDGET (self->icon), icon_css);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, fraction);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), detail);
  sijil_accessible_label (GTK_WIDGET (self), label);
}

static void
show_running (SijilSyncFoot *self)
{
  SijilSyncProgress progress;
  g_autofree char *title = NULL;

  sijil_sync_service_progress (self->service, &progress);
  title = sijil_progress_words (&progress);
  show_state (self, NULL, "sijil-transfer-symbolic", "accentc", title, _ ("You can go on working"),
              progress.fraction);
}

static void
show_resting (SijilSyncFoot *self, const SijilSyncState *state, gboolean offline)
{
  g_autofree char *last = last_sync_words (state->last_sync);
  g_autofree char *n = sijil_text_number (state->waiting);
  g_autofree char *waiting =
      g_strdup_printf (ngettext ("%s change waits", "%s changes wait", (gulong) state->waiting), n);

  if (!state->enrolled)
    show_state (self, NULL, "sijil-offline-symbolic", NULL, _ ("This device only"),
                _ ("Not joined yet"), -1);
  else if (offline)
    show_state (self, "off", "sijil-offline-symbolic", NULL, _ ("No network"),
                state->waiting > 0 ? waiting : _ ("The work is kept here"), -1);
  else if (state->waiting > 0)
    show_state (self, NULL, "view-refresh-symbolic", NULL, waiting,
                state->takes_tomorrow ? _ ("The rest goes tomorrow") : last, -1);
  else
    show_state (self, NULL, "object-select-symbolic", "okc", _ ("Everything is in sync"), last, -1);
}

/* What goes on comes first, then what needs a person, then what rests. */
static void
refresh (SijilSyncFoot *self)
{
  const SijilSyncState *state = sijil_sync_service_state (self->service);
  SijilSyncPhase phase = sijil_sync_service_phase (self->service);
  guint refused = state != NULL && state->refused != NULL ? state->refused->len : 0;

  if (phase == SIJIL_SYNC_RUNNING) {
    show_running (self);
  } else if (state == NULL) {
    /* Not read yet: nothing is claimed. */
    show_state (self, NULL, "view-refresh-symbolic", NULL, _ ("Exchange"), "…", -1);
  } else if (refused > 0) {
    g_autofree char *n = sijil_text_number (refused);
    g_autofree char *title =
        g_strdup_printf (ngettext ("%s change was refused", "%s changes were refused", refused), n);

    show_state (self, "err", "dialog-warning-symbolic", NULL, title,
                _ ("Kept here, open to see why"), -1);
  } else if (phase == SIJIL_SYNC_STOPPED) {
    show_state (self, "err", "dialog-warning-symbolic", NULL, _ ("The exchange has stopped"),
                state->last_error != NULL ? state->last_error : _ ("Open to see why"), -1);
  } else {
    show_resting (self, state, phase == SIJIL_SYNC_OFFLINE);
  }
}

static void
sijil_sync_foot_dispose (GObject *object)
{
  SijilSyncFoot *self = SIJIL_SYNC_FOOT (object);

  g_clear_object (&self->service);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_SYNC_FOOT);
  G_OBJECT_CLASS (sijil_sync_foot_parent_class)->dispose (object);
}

static void
sijil_sync_foot_class_init (SijilSyncFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_sync_foot_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/sync-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilSyncFoot, icon);
  gtk_widget_class_bind_template_child (widget_class, SijilSyncFoot, title);
  gtk_widget_class_bind_template_child (widget_class, SijilSyncFoot, detail);
  gtk_widget_class_bind_template_child (widget_class, SijilSyncFoot, bar);
}

static void
sijil_sync_foot_init (SijilSyncFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sijil_sync_foot_new:
 * @service: the exchange it tells about
 *
 * Returns: (transfer floating): the button; it opens the section "sync"
 */
SijilSyncFoot *
sijil_sync_foot_new (SijilSyncService *service)
{
  SijilSyncFoot *self = g_object_new (SIJIL_TYPE_SYNC_FOOT, NULL);

  self->service = g_object_ref (service);
  g_signal_connect_object (service, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}
