#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteer-form-private.h"

#include "../sijil-ui.h"
#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"
#include "types/sijil-person.h"

G_DEFINE_FINAL_TYPE (SijilVolunteerForm, sijil_volunteer_form, GTK_TYPE_WIDGET)

static guint done_signal;

void
sijil_volunteer_form_leave (SijilVolunteerForm *self)
{
  g_signal_emit (self, done_signal, 0);
}

/* Whoever is typed is compared with those who are registered. */
static void
on_person_changed_cb (SijilVolunteerForm *self)
{
  g_autoptr (SijilRecord) record = NULL;

  if (self->loading || self->draft == NULL)
    return;
  sijil_form_draft_touch (self->draft);
  record = sijil_person_rows_record (self->person);
  sijil_record_set_text (record, SIJIL_PERSON_PHONE, sijil_field_row_text (self->phone_row));
  sijil_look_alikes_pane_look (self->look_alikes, self->person, record, NULL);
}

static void
on_row_changed_cb (SijilVolunteerForm *self, GtkWidget *row)
{
  sijil_field_row_set_note (SIJIL_FIELD_ROW (row), NULL, NULL);
  on_person_changed_cb (self);
}

static void
on_choice_changed_cb (SijilVolunteerForm *self)
{
  if (!self->loading && self->draft != NULL)
    sijil_form_draft_touch (self->draft);
}

static void
on_begin_again_cb (SijilVolunteerForm *self)
{
  sijil_volunteer_form_begin_again (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_volunteer_form_save (SIJIL_VOLUNTEER_FORM (widget));
}

/* The draft stays: Esc is pressed by mistake more often than a volunteer is given up. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_volunteer_form_leave (SIJIL_VOLUNTEER_FORM (widget));
}

/* Somebody of a registered family becomes the volunteer that is being typed; a volunteer is shown.
 */
static void
open_look_alike_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilVolunteerForm *self = SIJIL_VOLUNTEER_FORM (widget);
  const SijilLookAlike *like = sijil_look_alikes_pane_first (self->look_alikes);

  if (like == NULL)
    return;
  if (sijil_id_is_null (&like->volunteer))
    sijil_volunteer_form_adopt (self, like);
  else {
    g_autofree char *id = sijil_id_to_string (&like->volunteer);

    gtk_widget_activate_action (widget, "win.open-volunteer", "s", id);
  }
}

static void
dismiss_look_alike_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_look_alikes_pane_dismiss (SIJIL_VOLUNTEER_FORM (widget)->look_alikes);
}

static void
sijil_volunteer_form_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sijil_volunteer_form_parent_class)->root (widget);
  sijil_ui_bind_header (widget, GTK_WIDGET (SIJIL_VOLUNTEER_FORM (widget)->header));
}

static void
sijil_volunteer_form_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sijil_volunteer_form_parent_class)->map (widget);
  sijil_person_rows_focus (SIJIL_VOLUNTEER_FORM (widget)->person);
}

static void
sijil_volunteer_form_dispose (GObject *object)
{
  SijilVolunteerForm *self = SIJIL_VOLUNTEER_FORM (object);

  g_clear_pointer (&self->draft, sijil_form_draft_close);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_VOLUNTEER_FORM);
  g_clear_object (&self->store);
  g_clear_object (&self->person);
  g_clear_object (&self->loaded);
  g_clear_object (&self->loaded_person);
  G_OBJECT_CLASS (sijil_volunteer_form_parent_class)->dispose (object);
}

static void
sijil_volunteer_form_class_init (SijilVolunteerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_DRAFT_LINE);
  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  g_type_ensure (SIJIL_TYPE_CHOICE_ROW);
  g_type_ensure (SIJIL_TYPE_CHIPS);
  g_type_ensure (SIJIL_TYPE_HALF_DAYS);
  g_type_ensure (SIJIL_TYPE_LOOK_ALIKES_PANE);
  G_OBJECT_CLASS (klass)->dispose = sijil_volunteer_form_dispose;
  widget_class->root = sijil_volunteer_form_root;
  widget_class->map = sijil_volunteer_form_map;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/volunteer-form.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilVolunteerForm, child)
  BIND (header);
  BIND (title);
  BIND (known_box);
  BIND (known_words);
  BIND (draft_line);
  BIND (error_box);
  BIND (error_words);
  BIND (person_group);
  BIND (phone_row);
  BIND (skills);
  BIND (days);
  BIND (state_row);
  BIND (since_row);
  BIND (notes_row);
  BIND (look_alikes);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_row_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_begin_again_cb);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "form.open-look-alike", NULL,
                                   open_look_alike_action);
  gtk_widget_class_install_action (widget_class, "form.dismiss-look-alike", NULL,
                                   dismiss_look_alike_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F4, 0, "form.open-look-alike", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "form.dismiss-look-alike",
                                       NULL);
}

static void
add_buttons (SijilVolunteerForm *self)
{
  GtkWidget *cancel = sijil_button_with_key_new (_ ("Cancel"), "Esc", NULL);
  GtkWidget *save = sijil_button_with_key_new (_ ("Save"), "Ctrl+S", "suggested-action");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "form.save");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "form.cancel");
  gtk_widget_set_name (save, "volunteer-save");
  gtk_widget_set_name (cancel, "volunteer-cancel");
  adw_header_bar_pack_end (self->header, save);
  adw_header_bar_pack_end (self->header, cancel);
}

static void
sijil_volunteer_form_init (SijilVolunteerForm *self)
{
  g_autoptr (GPtrArray) rows = NULL;

  self->loading = TRUE;
  self->seen = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->person = sijil_person_rows_new_alone ();
  rows = sijil_person_rows_widgets (self->person);
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_add (self->person_group, rows->pdata[i]);
  /* The phone stands below the person's own rows. */
  g_object_ref (self->phone_row);
  adw_preferences_group_remove (self->person_group, GTK_WIDGET (self->phone_row));
  adw_preferences_group_add (self->person_group, GTK_WIDGET (self->phone_row));
  g_object_unref (self->phone_row);
  g_signal_connect_object (self->person, "changed", G_CALLBACK (on_person_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sijil_chips_set_choices (self->skills, sijil_skills);
  sijil_choice_row_set_choices (self->state_row, sijil_volunteer_states, NULL);
  sijil_look_alikes_pane_for_volunteers (self->look_alikes);
  add_buttons (self);
}

/**
 * sijil_volunteer_form_new:
 * @store: the register
 * @volunteer: (nullable): whom to edit; %NULL for a new one
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
sijil_volunteer_form_new (SijilStore *store, const SijilVolunteer *volunteer)
{
  SijilVolunteerForm *self = g_object_new (SIJIL_TYPE_VOLUNTEER_FORM, NULL);

  self->store = g_object_ref (store);
  sijil_look_alikes_pane_set_store (self->look_alikes, store, NULL);
  sijil_volunteer_form_load (self, volunteer);
  sijil_volunteer_form_begin_draft (self);
  self->loading = FALSE;
  return GTK_WIDGET (self);
}

/**
 * sijil_volunteer_form_saved:
 * @form: a form that is left
 *
 * Returns: (nullable): the volunteer that was saved; %NULL if nothing was
 */
const SijilId *
sijil_volunteer_form_saved (SijilVolunteerForm *form)
{
  return sijil_id_is_null (&form->saved) ? NULL : &form->saved;
}
