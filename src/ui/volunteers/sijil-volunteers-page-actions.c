#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteers-page-private.h"

#include "../sijil-ui.h"
#include "sijil-i18n.h"
#include "sijil-shifts.h"
#include "sijil-volunteer-form.h"
#include "sijil-widgets.h"
#include "types/sijil-volunteer.h"

#define FORM "form"

/* Takes every filter away, so that somebody who was just registered is seen. */
static void
show_everybody (SijilVolunteersPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->skill, 0);
  gtk_drop_down_set_selected (self->day, 0);
  gtk_toggle_button_set_active (self->active_only, FALSE);
}

static void
close_form (SijilVolunteersPage *self)
{
  GtkWidget *form = gtk_stack_get_child_by_name (self->pages, FORM);

  if (form == NULL)
    return;
  sijil_drop_focus (form);
  gtk_stack_set_visible_child_name (self->pages, "list");
  gtk_stack_remove (self->pages, form);
}

/**
 * sijil_volunteers_page_open:
 * @page: the page
 * @volunteer: whom to show
 *
 * Selects a volunteer; the form is left.
 */
void
sijil_volunteers_page_open (SijilVolunteersPage *page, const SijilId *volunteer)
{
  page->selected = *volunteer;
  page->focus_next = TRUE;
  close_form (page);
  show_everybody (page);
  SIJIL_PAGE_GET_CLASS (page)->refresh (SIJIL_PAGE (page));
}

static void
on_done_cb (SijilVolunteersPage *self, SijilVolunteerForm *form)
{
  const SijilId *saved = sijil_volunteer_form_saved (form);

  if (saved != NULL)
    sijil_volunteers_page_open (self, saved);
  else {
    close_form (self);
    sijil_volunteers_page_focus_list (self);
  }
}

static void
open_form (SijilVolunteersPage *self, const SijilVolunteer *volunteer)
{
  GtkWidget *form;

  /* What is being typed is not thrown away by a key. */
  if (gtk_stack_get_child_by_name (self->pages, FORM) != NULL)
    return;
  form = sijil_volunteer_form_new (sijil_page_store (SIJIL_PAGE (self)), volunteer);
  g_signal_connect_object (form, "done", G_CALLBACK (on_done_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, form, FORM);
  sijil_drop_focus (GTK_WIDGET (self->pages));
  gtk_stack_set_visible_child_name (self->pages, FORM);
}

static gboolean
form_is_open (SijilVolunteersPage *self)
{
  return gtk_stack_get_child_by_name (self->pages, FORM) != NULL;
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *target)
{
  open_form (SIJIL_VOLUNTEERS_PAGE (widget), NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilVolunteersPage *self = SIJIL_VOLUNTEERS_PAGE (widget);
  const SijilVolunteer *shown = sijil_volunteer_detail_shown (self->detail);

  if (shown != NULL && !sijil_id_is_null (&self->selected))
    open_form (self, shown);
}

static void
shift_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilVolunteersPage *self = SIJIL_VOLUNTEERS_PAGE (widget);

  if (!form_is_open (self) && !sijil_id_is_null (&self->selected))
    sijil_volunteer_detail_begin_shift (self->detail, sijil_page_store (SIJIL_PAGE (self)));
}

static void
training_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilVolunteersPage *self = SIJIL_VOLUNTEERS_PAGE (widget);
  SijilId id;
  gboolean known = sijil_id_parse (g_variant_get_string (target, NULL), &id);

  if (!form_is_open (self) && !sijil_id_is_null (&self->selected))
    sijil_volunteer_detail_begin_training (self->detail, sijil_page_store (SIJIL_PAGE (self)),
                                           known ? &id : NULL);
}

static void
on_paused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilVolunteersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (id == NULL && !sijil_page_is_gone (SIJIL_PAGE (self)))
    sijil_ui_show_error (GTK_WIDGET (self), error);
}

static void
pause_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilVolunteersPage *self = SIJIL_VOLUNTEERS_PAGE (widget);
  const SijilVolunteer *shown = sijil_volunteer_detail_shown (self->detail);
  g_autoptr (SijilRecord) record = NULL;
  const char *state;

  if (shown == NULL)
    return;
  record = sijil_record_new (&sijil_volunteer_type, sijil_record_id (shown->volunteer));
  state = sijil_record_text (shown->volunteer, SIJIL_VOLUNTEER_STATE);
  sijil_record_set_text (record, SIJIL_VOLUNTEER_STATE,
                         g_strcmp0 (state, "active") == 0 ? "paused" : "active");
  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (self)), sijil_volunteer_save,
                           sijil_volunteer_edit_new (record, NULL),
                           (GDestroyNotify) sijil_volunteer_edit_free, g_free, NULL, on_paused_cb,
                           g_object_ref (self));
}

static void
on_reversed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilVolunteersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (id == NULL)
    sijil_ui_show_error (GTK_WIDGET (self), error);
  else
    sijil_ui_toast (GTK_WIDGET (self), _ ("The shift was taken back"), NULL, NULL, NULL);
}

static void
reverse (SijilVolunteersPage *self, const SijilId *shift, const char *reason)
{
  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (self)), sijil_shift_reverse,
                           sijil_shift_reversal_new (shift, reason),
                           (GDestroyNotify) sijil_shift_reversal_free, g_free, NULL, on_reversed_cb,
                           g_object_ref (self));
}

static void
reverse_shift_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *text, *reason;
  SijilId id;

  g_variant_get (target, "(&s&s)", &text, &reason);
  if (sijil_id_parse (text, &id))
    reverse (SIJIL_VOLUNTEERS_PAGE (widget), &id, reason);
}

/* Ctrl+Z on this page means the shift that was recorded last on it. */
static void
undo_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilVolunteersPage *self = SIJIL_VOLUNTEERS_PAGE (widget);
  SijilShiftForm *form = sijil_volunteer_detail_shift_form (self->detail);
  const SijilId *last = sijil_shift_form_last (form);

  if (last == NULL)
    return;
  reverse (self, last, "slip");
  sijil_shift_form_forget (form);
}

/* Whoever only reads is not offered what would be refused. */
void
sijil_volunteers_page_allow (SijilVolunteersPage *self)
{
  static const char *const actions[] = { "volunteers.new",   "volunteers.edit",
                                         "volunteers.shift", "volunteers.training",
                                         "volunteers.pause", "volunteers.reverse-shift",
                                         "volunteers.undo" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], self->may_edit);
  gtk_widget_set_visible (self->new_button, self->may_edit);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), self->may_edit);
}

void
sijil_volunteers_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "volunteers.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "volunteers.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "volunteers.shift", NULL, shift_action);
  gtk_widget_class_install_action (widget_class, "volunteers.training", "s", training_action);
  gtk_widget_class_install_action (widget_class, "volunteers.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "volunteers.reverse-shift", "(ss)",
                                   reverse_shift_action);
  gtk_widget_class_install_action (widget_class, "volunteers.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F3, 0, "volunteers.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, 0, "volunteers.shift", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "volunteers.training", "s", "");
}
