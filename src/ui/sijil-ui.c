#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-ui.h"

#include <adwaita.h>

#include "sijil-i18n.h"
#include "sijil-widgets.h"

/* What needs an answer stays for the time it takes to notice it, between two people in a queue. */
#define SECONDS_WITH_BUTTON 8
#define SECONDS_PLAIN 5
#define SECONDS_ERROR 20
#define SLIDE_MS 600

/* The toast on the screen, since when in microseconds, and the clock that ends it: a source of the
 * main loop. */
static AdwToast *shown;
static gint64 since;
static guint ends;

static void
on_dismissed (AdwToast *toast)
{
  if (shown != toast)
    return;
  g_clear_handle_id (&ends, g_source_remove);
  g_clear_weak_pointer (&shown);
}

static void
on_time_is_over (gpointer data)
{
  ends = 0;
  if (shown != NULL)
    adw_toast_dismiss (shown);
}

static void
end_in (guint ms)
{
  g_clear_handle_id (&ends, g_source_remove);
  ends = g_timeout_add_once (ms, on_time_is_over, NULL);
}

static void
set_content (AdwToast *toast, const char *title, const char *button_label, const char *action,
             GVariant *target)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_toast_set_title (toast, escaped);
  /* Without a name first: the action that was there takes another target. */
  adw_toast_set_action_name (toast, NULL);
  adw_toast_set_button_label (toast, button_label);
  adw_toast_set_action_target_value (toast, button_label != NULL ? target : NULL);
  adw_toast_set_action_name (toast, button_label != NULL ? action : NULL);
}

/* Toasts queue up, and in a fast queue of people the one on the screen would be about someone who
 * left long ago: only the last one is of use. It takes the place of the one that is there. To
 * dismiss that one instead is no way out: dismissed while it still slides in, libadwaita 1.2 writes
 * to it after it was freed. An own clock, because the one of a toast cannot be wound again. */
static void
show_toast (GtkWidget *from, const char *title, const char *button_label, const char *action,
            GVariant *target, guint seconds)
{
  g_autoptr (GVariant) held = target != NULL ? g_variant_ref_sink (target) : NULL;
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = shown;

  if (overlay == NULL) {
    g_message ("nowhere to show a toast");
    return;
  }
  if (toast == NULL) {
    toast = adw_toast_new ("");
    adw_toast_set_timeout (toast, 0);
    g_signal_connect (toast, "dismissed", G_CALLBACK (on_dismissed), NULL);
  }
  set_content (toast, title, button_label, action, held);
  end_in (1000 * seconds);
  if (shown == NULL) {
    g_set_weak_pointer (&shown, toast);
    since = g_get_monotonic_time ();
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  }
}

/**
 * sijil_ui_toast:
 * @from: a widget inside the window
 * @title: the sentence, plain text
 * @button_label: (nullable): what its button says
 * @action: (nullable): detailed-less name of the action behind the button
 * @target: (nullable): the action's parameter; a floating reference is taken
 *
 * Shows a sentence at the foot of the window, in the place of the one that is there.
 */
void
sijil_ui_toast (GtkWidget *from, const char *title, const char *button_label, const char *action,
                GVariant *target)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  show_toast (from, title, button_label, action, target,
              button_label != NULL ? SECONDS_WITH_BUTTON : SECONDS_PLAIN);
}

/**
 * sijil_ui_undo_shown:
 * @window: the window
 *
 * Does what the button of the sentence at the foot does, if it takes something back.
 *
 * Returns: whether it does
 */
gboolean
sijil_ui_undo_shown (GtkWidget *window)
{
  const char *action = shown != NULL ? adw_toast_get_action_name (shown) : NULL;
  g_autoptr (GVariant) target = NULL;

  if (action == NULL ||
      !(g_str_has_prefix (action, "win.undo-") || g_str_equal (action, "win.take-back")))
    return FALSE;
  target = g_variant_ref (adw_toast_get_action_target_value (shown));
  sijil_ui_dismiss_toast ();
  return gtk_widget_activate_action_variant (window, action, target);
}

/**
 * sijil_ui_show_error:
 * @from: a widget inside the window
 * @error: (nullable): what went wrong; %NULL and cancellations are not shown
 *
 * Shows the sentence of an error.
 */
void
sijil_ui_show_error (GtkWidget *from, const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_toast (from, error->message, NULL, NULL, NULL, SECONDS_ERROR);
}

/**
 * sijil_ui_dismiss_toast:
 *
 * Takes away the sentence at the foot of the window: it may name a family.
 */
void
sijil_ui_dismiss_toast (void)
{
  gint64 age_ms = (g_get_monotonic_time () - since) / 1000;

  if (shown == NULL)
    return;
  if (age_ms >= SLIDE_MS) {
    adw_toast_dismiss (shown);
  } else {
    set_content (shown, "", NULL, NULL, NULL);
    end_in (SLIDE_MS - (guint) age_ms);
  }
}

static void
show_sidebar (GtkButton *button, gpointer leaflet)
{
  adw_leaflet_navigate (ADW_LEAFLET (leaflet), ADW_NAVIGATION_DIRECTION_BACK);
}

/**
 * sijil_ui_bind_header:
 * @page: a page of the shell, inside the leaflet already
 * @header: (type AdwHeaderBar): the page's header bar
 *
 * Makes the header bar follow the leaflet: folded, it brings back the sidebar and carries the
 * window buttons of both sides.
 */
void
sijil_ui_bind_header (GtkWidget *page, GtkWidget *header)
{
  GtkWidget *leaflet = gtk_widget_get_ancestor (page, ADW_TYPE_LEAFLET);
  GtkWidget *button;

  g_return_if_fail (ADW_IS_HEADER_BAR (header));

  if (leaflet == NULL)
    return;
  button = gtk_button_new_from_icon_name ("go-previous-symbolic");
  sijil_accessible_label (button, _ ("Show the sections"));
  gtk_widget_set_tooltip_text (button, _ ("Show the sections"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_sidebar), leaflet, 0);
  g_object_bind_property (leaflet, "folded", button, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (leaflet, "folded", header, "show-start-title-buttons",
                          G_BINDING_SYNC_CREATE);
}
