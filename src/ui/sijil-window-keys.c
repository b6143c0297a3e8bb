#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-window-private.h"

#include "households/sijil-household-form.h"
#include "programmes/sijil-programme-form.h"
#include "review/sijil-review-page.h"
#include "sijil-key-codes.h"
#include "sijil-short-form.h"
#include "sijil-ui.h"
#include "volunteers/sijil-shift-form.h"
#include "volunteers/sijil-volunteer-form.h"
#include "volunteers/sijil-volunteers-page.h"

static const char *const numbered_sections[] = { "desk",       "households", "review",
                                                 "programmes", "volunteers", "sync" };

static gboolean
activate (SijilWindow *self, const char *action, const char *target)
{
  return gtk_widget_activate_action_variant (GTK_WIDGET (self), action,
                                             target != NULL ? g_variant_new_string (target) : NULL);
}

/* A text that can undo its own changes keeps Ctrl+Z: a slip in a form must not take back a box. */
static gboolean
text_has_undo (SijilWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return GTK_IS_TEXT_VIEW (focus) ||
         (GTK_IS_EDITABLE (focus) && gtk_editable_get_enable_undo (GTK_EDITABLE (focus)));
}

static GtkWidget *
focus_within (SijilWindow *self, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL ? focus : NULL;
}

/* Of a form nothing is written yet that could be taken back. */
static gboolean
is_in_form (SijilWindow *self)
{
  return focus_within (self, SIJIL_TYPE_HOUSEHOLD_FORM) != NULL ||
         focus_within (self, SIJIL_TYPE_PROGRAMME_FORM) != NULL ||
         focus_within (self, SIJIL_TYPE_VOLUNTEER_FORM) != NULL ||
         focus_within (self, SIJIL_TYPE_SHIFT_FORM) != NULL ||
         focus_within (self, SIJIL_TYPE_SHORT_FORM) != NULL;
}

/* What there is to undo follows the place: a verdict in Review, a hand-over at the desk, a shift
 * among the volunteers; anywhere, what the sentence at the foot of the window offers to undo. */
static gboolean
undo (SijilWindow *self)
{
  GtkWidget *review = focus_within (self, SIJIL_TYPE_REVIEW_PAGE);
  GtkWidget *volunteers = focus_within (self, SIJIL_TYPE_VOLUNTEERS_PAGE);

  if (text_has_undo (self))
    return FALSE;
  if (is_in_form (self))
    return TRUE;
  if (review != NULL)
    gtk_widget_activate_action_variant (review, "review.undo", NULL);
  else if (sijil_shell_is_at_desk (self->shell))
    activate (self, "win.undo-last", NULL);
  else if (!sijil_ui_undo_shown (GTK_WIDGET (self)) && volunteers != NULL)
    gtk_widget_activate_action_variant (volunteers, "volunteers.undo", NULL);
  return TRUE;
}

static gboolean
on_control_key (SijilWindow *self, guint keycode)
{
  switch (keycode) {
  case SIJIL_KEY_F:
    return activate (self, "win.focus-desk", NULL);
  case SIJIL_KEY_L:
    return activate (self, "win.today", NULL);
  case SIJIL_KEY_Q:
    return activate (self, "app.quit", NULL);
  case SIJIL_KEY_Z:
    return undo (self);
  default:
    if (keycode >= SIJIL_KEY_1 && keycode < SIJIL_KEY_1 + G_N_ELEMENTS (numbered_sections))
      return activate (self, "win.section", numbered_sections[keycode - SIJIL_KEY_1]);
    return FALSE;
  }
}

/* In the capture phase, before the widget that has the focus: its own keys must not stand in the
 * way of those that mean the same everywhere. */
static gboolean
on_key_captured (GtkEventControllerKey *controller, guint keyval, guint keycode,
                 GdkModifierType state, SijilWindow *self)
{
  GdkModifierType modifiers = state & SIJIL_KEY_MODIFIERS;

  if (self->shell == NULL)
    return modifiers == GDK_CONTROL_MASK && keycode == SIJIL_KEY_Q &&
           activate (self, "app.quit", NULL);
  if (modifiers == GDK_CONTROL_MASK)
    return on_control_key (self, keycode);
  if (modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && keycode == SIJIL_KEY_L)
    return activate (self, "win.lock", NULL);
  if (modifiers == 0 && keyval == GDK_KEY_F2) {
    g_autofree char *name = sijil_shell_typed_name (self->shell);

    if (sijil_shell_new_here (self->shell))
      return TRUE;
    return activate (self, "win.new-household", name);
  }
  if (modifiers == 0 && keyval == GDK_KEY_F5)
    return activate (self, "win.sync-now", NULL);
  return sijil_shell_capture_key (self->shell, GTK_EVENT_CONTROLLER (controller), keyval, keycode,
                                  state);
}

/* In the bubble phase: a page that has a step back of its own takes it first. */
static gboolean
on_key_left (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
             SijilWindow *self)
{
  if (keyval != GDK_KEY_Escape || (state & SIJIL_KEY_MODIFIERS) != 0 || self->shell == NULL)
    return FALSE;
  return activate (self, "win.back", NULL);
}

/**
 * sijil_window_add_keys:
 * @self: the window
 *
 * Adds the keys that work everywhere.
 */
void
sijil_window_add_keys (SijilWindow *self)
{
  GtkEventController *capture = gtk_event_controller_key_new ();
  GtkEventController *bubble = gtk_event_controller_key_new ();
  GtkEventController *inner = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (capture, GTK_PHASE_CAPTURE);
  g_signal_connect (capture, "key-pressed", G_CALLBACK (on_key_captured), self);
  gtk_widget_add_controller (GTK_WIDGET (self), capture);
  g_signal_connect (bubble, "key-pressed", G_CALLBACK (on_key_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), bubble);
  /* Inside the toasts, too: with one on the screen Esc would only take it away, and the next scan
   * would be added to what was typed before. */
  g_signal_connect (inner, "key-pressed", G_CALLBACK (on_key_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->phase), inner);
}
