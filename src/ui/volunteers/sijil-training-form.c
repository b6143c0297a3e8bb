#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-training-form.h"

#include "../sijil-ui.h"
#include "sijil-field-row.h"
#include "sijil-fold.h"
#include "sijil-form-draft.h"
#include "sijil-i18n.h"
#include "sijil-person-rows.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "sijil-volunteers.h"
#include "sijil-widgets.h"
#include "types/sijil-training.h"

struct _SijilTrainingForm {
  SijilShortForm parent_instance;
  SijilId volunteer;
  SijilRecord *training; /* as stored; NULL for a new one */
  gboolean deleting;

  GtkWidget *delete_button;
  SijilFieldRow *subject_row;
  SijilFieldRow *held_row;
  SijilFieldRow *hours_row;
  SijilFieldRow *expires_row;
};

G_DEFINE_FINAL_TYPE (SijilTrainingForm, sijil_training_form, SIJIL_TYPE_SHORT_FORM)

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

static guint
show_issues (SijilTrainingForm *self, GPtrArray *issues)
{
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    sijil_field_row_set_note (row_of (self, issue->field), issue->message, "err");
  }
  return issues->len;
}

static SijilRecord *
sijil_training_form_record (SijilShortForm *form)
{
  SijilTrainingForm *self = SIJIL_TRAINING_FORM (form);
  SijilRecord *record = sijil_record_new (
      &sijil_training_type, self->training != NULL ? sijil_record_id (self->training) : NULL);
  g_autofree char *digits = sijil_only_digits (sijil_field_row_text (self->hours_row));
  guint64 hours = 0;

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
  return record;
}

static void
sijil_training_form_fill (SijilShortForm *form, SijilRecord *training)
{
  SijilTrainingForm *self = SIJIL_TRAINING_FORM (form);
  g_autofree char *held =
      sijil_form_date_text (sijil_record_text (training, SIJIL_TRAINING_HELD_ON));
  g_autofree char *expires =
      sijil_form_date_text (sijil_record_text (training, SIJIL_TRAINING_EXPIRES));
  g_autofree char *hours =
      sijil_record_is_null (training, SIJIL_TRAINING_HOURS)
          ? NULL
          : sijil_text_number (sijil_record_number (training, SIJIL_TRAINING_HOURS, 0));

  sijil_field_row_set_text (self->subject_row,
                            sijil_record_text (training, SIJIL_TRAINING_SUBJECT));
  sijil_field_row_set_text (self->held_row, held);
  sijil_field_row_set_text (self->hours_row, hours);
  sijil_field_row_set_text (self->expires_row, expires);
}

static void
sijil_training_form_save (SijilShortForm *form)
{
  SijilTrainingForm *self = SIJIL_TRAINING_FORM (form);
  g_autoptr (SijilRecord) typed = sijil_training_form_record (form);
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GPtrArray) unread = sijil_record_clean (typed);
  g_autoptr (GPtrArray) wrong = sijil_record_validate (typed, today);

  if (show_issues (self, wrong) + show_issues (self, unread) > 0)
    return;
  sijil_short_form_write (form, sijil_training_save, sijil_form_changes (self->training, typed),
                          g_object_unref, g_free);
}

static void
sijil_training_form_saved (SijilShortForm *form, gpointer id)
{
  sijil_ui_toast (GTK_WIDGET (form), _ ("The training is saved"), NULL, NULL, NULL);
}

static void
on_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilTrainingForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  sijil_store_finish (SIJIL_STORE (source), result, &error);
  self->deleting = FALSE;
  if (self->training == NULL)
    return;
  if (error != NULL) {
    sijil_short_form_say (SIJIL_SHORT_FORM (self), error->message);
    return;
  }
  id = sijil_id_to_string (sijil_record_id (self->training));
  sijil_ui_toast (GTK_WIDGET (self), _ ("The training is deleted"), _ ("Undo"), "win.undo-training",
                  g_variant_new_string (id));
  sijil_short_form_leave (SIJIL_SHORT_FORM (self));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilTrainingForm *self = SIJIL_TRAINING_FORM (widget);

  if (self->deleting || self->training == NULL)
    return;
  self->deleting = TRUE;
  sijil_store_write_async (sijil_short_form_store (SIJIL_SHORT_FORM (self)), sijil_training_delete,
                           sijil_id_copy (sijil_record_id (self->training)), g_free, NULL, NULL,
                           on_deleted_cb, g_object_ref (self));
}

static void
sijil_training_form_dispose (GObject *object)
{
  /* First what still asks for the rows. */
  G_OBJECT_CLASS (sijil_training_form_parent_class)->dispose (object);
  g_clear_object (&SIJIL_TRAINING_FORM (object)->training);
}

static void
sijil_training_form_class_init (SijilTrainingFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_training_form_dispose;
  SIJIL_SHORT_FORM_CLASS (klass)->save = sijil_training_form_save;
  SIJIL_SHORT_FORM_CLASS (klass)->saved = sijil_training_form_saved;
  SIJIL_SHORT_FORM_CLASS (klass)->record = sijil_training_form_record;
  SIJIL_SHORT_FORM_CLASS (klass)->fill = sijil_training_form_fill;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "training.delete", NULL,
                                   delete_action);
}

static void
sijil_training_form_init (SijilTrainingForm *self)
{
  SijilShortForm *form = SIJIL_SHORT_FORM (self);

  self->subject_row = SIJIL_FIELD_ROW (sijil_field_row_new (_ ("Subject"), FALSE));
  self->held_row = SIJIL_FIELD_ROW (sijil_field_row_new (_ ("Held on"), TRUE));
  self->hours_row = SIJIL_FIELD_ROW (sijil_field_row_new (_ ("Hours"), TRUE));
  self->expires_row = SIJIL_FIELD_ROW (sijil_field_row_new (_ ("Expires, if it does"), TRUE));
  self->delete_button = sijil_button_with_key_new (_ ("Delete"), NULL, NULL);
  sijil_short_form_add (form, GTK_WIDGET (self->subject_row));
  sijil_short_form_add (form, GTK_WIDGET (self->held_row));
  sijil_short_form_add (form, GTK_WIDGET (self->hours_row));
  sijil_short_form_add (form, GTK_WIDGET (self->expires_row));
  sijil_short_form_add_button (form, self->delete_button, "training.delete");
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
  g_autoptr (SijilRecord) record =
      training != NULL ? g_object_ref (training) : sijil_record_new (&sijil_training_type, NULL);
  g_autofree char *id =
      sijil_id_to_string (training != NULL ? sijil_record_id (training) : volunteer);
  g_autofree char *kind = g_strconcat ("training-", id, NULL);

  form->volunteer = *volunteer;
  g_set_object (&form->training, training);
  sijil_short_form_set_title (SIJIL_SHORT_FORM (form),
                              training != NULL ? _ ("Mend a training") : _ ("A training"), NULL);
  gtk_widget_set_visible (form->delete_button, training != NULL);
  sijil_short_form_begin_record (SIJIL_SHORT_FORM (form), store, kind, record);
  sijil_field_row_focus (form->subject_row);
}
