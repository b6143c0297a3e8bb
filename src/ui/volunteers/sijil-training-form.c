#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-training-form.h"

#include <adwaita.h>

#include "../sijil-ui.h"
#include "sijil-field-row.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-person-rows.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "sijil-volunteers.h"
#include "sijil-widgets.h"
#include "types/sijil-training.h"

struct _SijilTrainingForm {
  GtkWidget parent_instance;
  SijilStore *store;
  SijilId volunteer;
  SijilRecord *training; /* as stored; NULL for a new one */
  gboolean saving;

  AdwPreferencesGroup *group;
  GtkBox *buttons;
  GtkWidget *delete_button;
  SijilFieldRow *subject_row;
  SijilFieldRow *held_row;
  SijilFieldRow *hours_row;
  SijilFieldRow *expires_row;
};

G_DEFINE_FINAL_TYPE (SijilTrainingForm, sijil_training_form, GTK_TYPE_WIDGET)

static guint done_signal;

static SijilFieldRow *
row_of (SijilTrainingForm *self, int field)
{
  switch (field) {
  case SIJIL_TRAINING_HELD_ON:
    return self->held_row;
  case SIJIL_TRAINING_HOURS:
    return self->hours_row;
  case SIJIL_TRAINING_EXPIRES:
    return self->expires_row;
  default:
    return self->subject_row;
  }
}

static void
on_changed_cb (SijilTrainingForm *self, SijilFieldRow *row)
{
  sijil_field_row_set_note (row, NULL, NULL);
}

static guint
show_issues (SijilTrainingForm *self, GPtrArray *issues)
{
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    sijil_field_row_set_note (row_of (self, issue->field), issue->message, "err");
  }
  return issues->len;
}

/* The training as typed, or %NULL once the rows say what is wrong. */
static SijilRecord *
read_training (SijilTrainingForm *self)
{
  g_autoptr (SijilRecord) record = sijil_record_new (
      &sijil_training_type, self->training != NULL ? sijil_record_id (self->training) : NULL);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *digits = sijil_only_digits (sijil_field_row_text (self->hours_row));
  g_autoptr (GPtrArray) unread = NULL;
  g_autoptr (GPtrArray) wrong = NULL;
  guint64 hours = 0;
  guint faults;

  sijil_record_set_reference (record, SIJIL_TRAINING_VOLUNTEER, &self->volunteer);
  sijil_record_set_text (record, SIJIL_TRAINING_SUBJECT, sijil_field_row_text (self->subject_row));
  sijil_record_set_text (record, SIJIL_TRAINING_HELD_ON, sijil_field_row_text (self->held_row));
  sijil_record_set_text (record, SIJIL_TRAINING_EXPIRES, sijil_field_row_text (self->expires_row));
  if (sijil_field_row_is_blank (self->hours_row))
    sijil_record_set_null (record, SIJIL_TRAINING_HOURS);
  else if (digits != NULL && g_ascii_string_to_unsigned (digits, 10, 0, 100000, &hours, NULL))
    sijil_record_set_number (record, SIJIL_TRAINING_HOURS, (gint64) hours);
  else
    sijil_record_set_number (record, SIJIL_TRAINING_HOURS, 0);
  unread = sijil_record_clean (record);
  wrong = sijil_record_validate (record, today);
  faults = show_issues (self, wrong);
  faults += show_issues (self, unread);
  if (faults > 0)
    return NULL;
  /* What somebody else corrected while the form stood open stays. */
  return self->training != NULL ? sijil_record_changes (self->training, record)
                                : g_steal_pointer (&record);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilTrainingForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id = sijil_store_finish (SIJIL_STORE (source), result, &error);

  self->saving = FALSE;
  if (self->subject_row == NULL)
    return;
  if (id == NULL) {
    sijil_field_row_set_note (self->subject_row, error->message, "err");
    return;
  }
  sijil_ui_toast (GTK_WIDGET (self), _ ("The training is saved"), NULL, NULL, NULL);
  g_signal_emit (self, done_signal, 0);
}

static void
on_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilTrainingForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sijil_id_to_string (sijil_record_id (self->training));

  sijil_store_finish (SIJIL_STORE (source), result, &error);
  self->saving = FALSE;
  if (self->subject_row == NULL)
    return;
  if (error != NULL) {
    sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sijil_ui_toast (GTK_WIDGET (self), _ ("The training is deleted"), _ ("Undo"), "win.undo-training",
                  g_variant_new_string (id));
  g_signal_emit (self, done_signal, 0);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilTrainingForm *self = SIJIL_TRAINING_FORM (widget);
  SijilRecord *record = self->saving ? NULL : read_training (self);

  if (record == NULL)
    return;
  self->saving = TRUE;
  sijil_store_write_async (self->store, sijil_training_save, record, g_object_unref, g_free, NULL,
                           on_saved_cb, g_object_ref (self));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilTrainingForm *self = SIJIL_TRAINING_FORM (widget);

  if (self->saving || self->training == NULL)
    return;
  self->saving = TRUE;
  sijil_store_write_async (self->store, sijil_training_delete,
                           sijil_id_copy (sijil_record_id (self->training)), g_free, NULL, NULL,
                           on_deleted_cb, g_object_ref (self));
}

static void
on_entry_activated_cb (SijilTrainingForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "training.save", NULL);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, done_signal, 0);
}

static void
sijil_training_form_dispose (GObject *object)
{
  SijilTrainingForm *self = SIJIL_TRAINING_FORM (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_TRAINING_FORM);
  g_clear_object (&self->store);
  g_clear_object (&self->training);
  G_OBJECT_CLASS (sijil_training_form_parent_class)->dispose (object);
}

static void
sijil_training_form_class_init (SijilTrainingFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  G_OBJECT_CLASS (klass)->dispose = sijil_training_form_dispose;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/training-form.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilTrainingForm, child)
  BIND (group);
  BIND (buttons);
  BIND (subject_row);
  BIND (held_row);
  BIND (hours_row);
  BIND (expires_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated_cb);
  gtk_widget_class_install_action (widget_class, "training.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "training.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "training.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "training.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "training.cancel", NULL);
}

static void
add_button (SijilTrainingForm *self, GtkWidget *button, const char *action)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (self->buttons, button);
}

static void
sijil_training_form_init (SijilTrainingForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->delete_button = sijil_button_with_key_new (_ ("Delete"), NULL, NULL);
  add_button (self, self->delete_button, "training.delete");
  add_button (self, sijil_button_with_key_new (_ ("Cancel"), "Esc", NULL), "training.cancel");
  add_button (self, sijil_button_with_key_new (_ ("Save"), "Enter", "suggested-action"),
              "training.save");
}

/**
 * sijil_training_form_begin:
 * @form: the form
 * @store: the register
 * @volunteer: whose training it is
 * @training: (nullable): what to mend; %NULL for a new one
 *
 * Makes the form ready.
 */
void
sijil_training_form_begin (SijilTrainingForm *form, SijilStore *store, const SijilId *volunteer,
                           SijilRecord *training)
{
  g_autofree char *held = NULL;
  g_autofree char *expires = NULL;
  g_autofree char *hours = NULL;

  g_set_object (&form->store, store);
  form->volunteer = *volunteer;
  g_set_object (&form->training, training);
  if (training != NULL) {
    held = sijil_form_date_text (sijil_record_text (training, SIJIL_TRAINING_HELD_ON));
    expires = sijil_form_date_text (sijil_record_text (training, SIJIL_TRAINING_EXPIRES));
    if (!sijil_record_is_null (training, SIJIL_TRAINING_HOURS))
      hours = sijil_text_number (sijil_record_number (training, SIJIL_TRAINING_HOURS, 0));
  }
  adw_preferences_group_set_title (form->group,
                                   training != NULL ? _ ("Mend a training") : _ ("A training"));
  sijil_field_row_set_text (form->subject_row,
                            training != NULL ? sijil_record_text (training, SIJIL_TRAINING_SUBJECT)
                                             : NULL);
  sijil_field_row_set_text (form->held_row, held);
  sijil_field_row_set_text (form->hours_row, hours);
  sijil_field_row_set_text (form->expires_row, expires);
  gtk_widget_set_visible (form->delete_button, training != NULL);
  gtk_widget_set_visible (GTK_WIDGET (form), TRUE);
  sijil_field_row_focus (form->subject_row);
}
