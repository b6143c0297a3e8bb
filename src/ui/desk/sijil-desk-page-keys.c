#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-desk-page-private.h"

#include "sijil-key-codes.h"

static int
digit_of (guint keyval, guint keycode)
{
  if (keycode >= SIJIL_KEY_1 && keycode <= SIJIL_KEY_9)
    return (int) (keycode - SIJIL_KEY_1) + 1;
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return (int) (keyval - GDK_KEY_KP_1) + 1;
  return 0;
}

static gboolean
on_alt_key (SijilDeskPage *self, guint keyval, guint keycode)
{
  int digit = digit_of (keyval, keycode);

  if (digit > 0) {
    sijil_family_view_press (self->family, (guint) digit);
    return TRUE;
  }
  switch (keycode) {
  case SIJIL_KEY_Q:
  case SIJIL_KEY_W:
  case SIJIL_KEY_E:
    return sijil_family_view_choose_reason (self->family, keycode - SIJIL_KEY_Q);
  default:
    return FALSE;
  }
}

static gboolean
on_family_key (SijilDeskPage *self, const char *action)
{
  const SijilId *household = sijil_family_view_household (self->family);
  g_autofree char *id = household != NULL ? sijil_id_to_string (household) : NULL;

  return id != NULL && gtk_widget_activate_action (GTK_WIDGET (self), action, "s", id);
}

/* Whatever has the focus: letters and digits mean the next family. Enter and space are left alone,
 * they belong to a button that somebody went to on purpose. */
static gboolean
bring_home (SijilDeskPage *self, GtkEventController *controller, GtkWidget *focus, guint keyval)
{
  if (!g_unichar_isgraph (gdk_keyval_to_unicode (keyval)) || GTK_IS_EDITABLE (focus))
    return FALSE;
  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return FALSE;
  sijil_desk_page_focus (self);
  return gtk_event_controller_key_forward (GTK_EVENT_CONTROLLER_KEY (controller),
                                           GTK_WIDGET (self->entry));
}

static void
move (SijilDeskPage *self, int step)
{
  if (sijil_desk_page_shows_today (self))
    sijil_desk_today_move (self->today, step, GTK_WIDGET (self->entry));
  else
    sijil_desk_results_move (self->results, step, GTK_WIDGET (self->entry));
}

/**
 * sijil_desk_page_capture_key:
 * @self: the desk, which is shown
 * @controller: the window's key controller
 * @keyval: the key's meaning
 * @keycode: the key's place
 * @state: modifiers
 *
 * Returns: %TRUE if the desk has made use of the key
 */
gboolean
sijil_desk_page_capture_key (SijilDeskPage *self, GtkEventController *controller, guint keyval,
                             guint keycode, GdkModifierType state)
{
  GdkModifierType modifiers = state & SIJIL_KEY_MODIFIERS;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean at_home = focus == GTK_WIDGET (self->entry);

  if (modifiers == GDK_ALT_MASK)
    return on_alt_key (self, keyval, keycode);
  if ((modifiers & ~GDK_SHIFT_MASK) != 0)
    return FALSE;
  if (modifiers == 0 && keyval == GDK_KEY_F3)
    return on_family_key (self, "win.edit-household");
  if (modifiers == 0 && keyval == GDK_KEY_F6)
    return on_family_key (self, "win.show-family");
  if (!at_home)
    return bring_home (self, controller, focus, keyval);
  switch (keyval) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    move (self, -1);
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    move (self, 1);
    return TRUE;
  case GDK_KEY_Delete:
  case GDK_KEY_KP_Delete:
    if (!sijil_desk_page_shows_today (self))
      return FALSE;
    sijil_desk_today_take_back (self->today);
    return TRUE;
  default:
    return FALSE;
  }
}
