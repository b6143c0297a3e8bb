#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-desk-page-private.h"

#include "sijil-hand-over.h"
#include "sijil-i18n.h"
#include "sijil-ui.h"

static void
on_reversed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDeskPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *fact = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->closing))
    return;
  if (fact != NULL)
    sijil_ui_toast (GTK_WIDGET (self), _ ("The hand-over was taken back"), NULL, NULL, NULL);
  else
    sijil_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_reason_chosen (SijilReasonPopover *popover, const char *code, const char *text,
                  SijilDeskPage *self)
{
  SijilReversal *request =
      sijil_reversal_new (sijil_reason_popover_distribution (popover), code, text);

  gtk_popover_popdown (GTK_POPOVER (popover));
  sijil_store_write_async (self->store, sijil_reverse, request,
                           (GDestroyNotify) sijil_reversal_free, g_free, NULL, on_reversed,
                           g_object_ref (self));
}

static void
on_reason_closed (SijilReasonPopover *popover, SijilDeskPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sijil_desk_page_focus (self);
}

/* The button on the page that takes this hand-over back, to which the question belongs. */
static GtkWidget *
find_button (GtkWidget *widget, GVariant *target)
{
  GVariant *own = GTK_IS_BUTTON (widget)
                      ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget))
                      : NULL;

  if (own != NULL && g_variant_equal (own, target) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    GtkWidget *found = find_button (c, target);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/**
 * sijil_desk_page_ask_reason:
 * @self: the desk, which is shown
 * @recent: a hand-over
 *
 * Asks why it is taken back, at its button if that is on the page, else at the entry.
 */
void
sijil_desk_page_ask_reason (SijilDeskPage *self, const SijilRecent *recent)
{
  g_autofree char *id = sijil_id_to_string (&recent->distribution);
  g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new_string (id));
  GtkWidget *at = find_button (GTK_WIDGET (self->stack), target);
  graphene_rect_t bounds;

  if (self->reason == NULL) {
    /* A child of the page and not of the row, which is made anew whenever the register changes. */
    self->reason = sijil_reason_popover_new ();
    gtk_widget_set_parent (GTK_WIDGET (self->reason), GTK_WIDGET (self));
    g_signal_connect_object (self->reason, "chosen", G_CALLBACK (on_reason_chosen), self, 0);
    g_signal_connect_object (self->reason, "closed", G_CALLBACK (on_reason_closed), self, 0);
  }
  if (gtk_widget_compute_bounds (at != NULL ? at : self->entry_box, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->reason),
                                 &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                  (int) bounds.size.width,
                                                  (int) bounds.size.height });
  sijil_reason_popover_ask (self->reason, recent);
}
