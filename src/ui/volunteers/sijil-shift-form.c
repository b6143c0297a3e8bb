#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-shift-form.h"

#include <adwaita.h>
#include <string.h>

#include "../sijil-ui.h"
#include "sijil-family.h"
#include "sijil-field-row.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-person-rows.h"
#include "sijil-programmes.h"
#include "sijil-shifts.h"
#include "sijil-text.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"
#include "types/sijil-person.h"
#include "types/sijil-shift.h"

struct _SijilShiftForm {
  GtkWidget parent_instance;
  SijilStore *store;
  SijilId volunteer;
  char *name;
  GArray *programmes; /* SijilId, in the order of the list; after them comes "something else" */
  SijilId programme;  /* the one that was chosen last */
  gboolean elsewhere; /* or that it was none */
  SijilId last;       /* what was recorded last, for its undo */
  gboolean saving;

  GtkBox *buttons;
  SijilFieldRow *hours_row;
  AdwComboRow *programme_row;
  SijilFieldRow *activity_row;
  SijilFieldRow *date_row;
};

G_DEFINE_FINAL_TYPE (SijilShiftForm, sijil_shift_form, GTK_TYPE_WIDGET)

static guint done_signal;

static gboolean
is_for_programme (SijilShiftForm *self)
{
  return adw_combo_row_get_selected (self->programme_row) < self->programmes->len;
}

static void
on_programme_changed_cb (SijilShiftForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->activity_row), !is_for_programme (self));
}

static void
on_changed_cb (SijilShiftForm *self, SijilFieldRow *row)
{
  sijil_field_row_set_note (row, NULL, NULL);
}

static void
on_programmes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilShiftForm) self = user_data;
  g_autoptr (GPtrArray) summaries = sijil_store_finish (SIJIL_STORE (source), result, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  if (summaries == NULL || self->hours_row == NULL)
    return;
  g_array_set_size (self->programmes, 0);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < summaries->len; i++) {
      const SijilProgrammeSummary *summary = summaries->pdata[i];
      const SijilId *id = sijil_record_id (summary->programme);
      g_autofree char *name = sijil_programme_name (summary->programme);

      /* What runs now comes first, and is what most shifts are for. */
      if (summary->running != (pass == 0))
        continue;
      if (sijil_id_equal (id, &self->programme))
        chosen = self->programmes->len;
      g_array_append_val (self->programmes, *id);
      gtk_string_list_append (names, name);
    }
  gtk_string_list_append (names, _ ("Something else"));
  adw_combo_row_set_model (self->programme_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->programme_row,
                              self->elsewhere ? self->programmes->len : chosen);
  on_programme_changed_cb (self);
}

static SijilRecord *
read_shift (SijilShiftForm *self)
{
  g_autoptr (SijilRecord) shift = sijil_record_new (&sijil_shift_type, NULL);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *day = sijil_date_parse (sijil_field_row_text (self->date_row), SIJIL_DATE_DAY);
  gboolean named = is_for_programme (self) || !sijil_field_row_is_blank (self->activity_row);
  gint64 minutes = 0;

  if (!sijil_hours_parse (sijil_field_row_text (self->hours_row), &minutes))
    sijil_field_row_set_note (self->hours_row, _ ("Hours, up to 24"), "err");
  if (!named)
    sijil_field_row_set_note (self->activity_row, _ ("This must be filled in"), "err");
  if (day == NULL || strcmp (day, today) > 0)
    sijil_field_row_set_note (
        self->date_row, day == NULL ? _ ("This is not a date") : _ ("This date lies in the future"),
        "err");
  if (minutes == 0 || !named || day == NULL || strcmp (day, today) > 0)
    return NULL;
  sijil_record_set_reference (shift, SIJIL_SHIFT_VOLUNTEER, &self->volunteer);
  self->elsewhere = !is_for_programme (self);
  if (self->elsewhere)
    sijil_record_set_text (shift, SIJIL_SHIFT_ACTIVITY, sijil_field_row_text (self->activity_row));
  else {
    self->programme =
        g_array_index (self->programmes, SijilId, adw_combo_row_get_selected (self->programme_row));
    sijil_record_set_reference (shift, SIJIL_SHIFT_PROGRAMME, &self->programme);
  }
  sijil_record_set_text (shift, SIJIL_SHIFT_WORKED_ON, day);
  sijil_record_set_number (shift, SIJIL_SHIFT_MINUTES, minutes);
  return g_steal_pointer (&shift);
}

typedef struct {
  SijilShiftForm *form;
  char *sentence;
} Saving;

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (SijilShiftForm) self = saving->form;
  g_autofree char *sentence = saving->sentence;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id = sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_autofree char *text = NULL;

  self->saving = FALSE;
  if (self->hours_row == NULL)
    return;
  if (id == NULL) {
    sijil_field_row_set_note (self->hours_row, error->message, "err");
    return;
  }
  self->last = *id;
  text = sijil_id_to_string (id);
  sijil_ui_toast (GTK_WIDGET (self), sentence, _ ("Undo"), "win.undo-shift",
                  g_variant_new_string (text));
  g_signal_emit (self, done_signal, 0);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilShiftForm *self = SIJIL_SHIFT_FORM (widget);
  SijilRecord *shift = self->saving ? NULL : read_shift (self);
  g_autofree char *hours = NULL;
  g_autofree char *who = NULL;
  Saving *saving;

  if (shift == NULL)
    return;
  hours = sijil_hours_words (sijil_record_number (shift, SIJIL_SHIFT_MINUTES, 0));
  who = sijil_text_isolate (self->name);
  saving = g_new0 (Saving, 1);
  saving->form = g_object_ref (self);
  /* Translators: hours, name of a volunteer. */
  saving->sentence = g_strdup_printf (_ ("%s recorded for %s"), hours, who);
  self->saving = TRUE;
  sijil_store_write_async (self->store, sijil_shift_save, shift, g_object_unref, g_free, NULL,
                           on_saved_cb, saving);
}

static void
on_entry_activated_cb (SijilShiftForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "shift.save", NULL);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, done_signal, 0);
}

static void
sijil_shift_form_dispose (GObject *object)
{
  SijilShiftForm *self = SIJIL_SHIFT_FORM (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_SHIFT_FORM);
  g_clear_object (&self->store);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (sijil_shift_form_parent_class)->dispose (object);
}

static void
sijil_shift_form_finalize (GObject *object)
{
  g_array_unref (SIJIL_SHIFT_FORM (object)->programmes);
  G_OBJECT_CLASS (sijil_shift_form_parent_class)->finalize (object);
}

static void
sijil_shift_form_class_init (SijilShiftFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  G_OBJECT_CLASS (klass)->dispose = sijil_shift_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_shift_form_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/shift-form.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilShiftForm, child)
  BIND (buttons);
  BIND (hours_row);
  BIND (programme_row);
  BIND (activity_row);
  BIND (date_row);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_programme_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated_cb);
  gtk_widget_class_install_action (widget_class, "shift.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "shift.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "shift.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "shift.cancel", NULL);
}

static void
sijil_shift_form_init (SijilShiftForm *self)
{
  GtkWidget *cancel = sijil_button_with_key_new (_ ("Cancel"), "Esc", NULL);
  GtkWidget *save = sijil_button_with_key_new (_ ("Record"), "Enter", "suggested-action");

  self->programmes = g_array_new (FALSE, FALSE, sizeof (SijilId));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "shift.cancel");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "shift.save");
  gtk_widget_set_name (save, "shift-save");
  gtk_box_append (self->buttons, cancel);
  gtk_box_append (self->buttons, save);
}

/**
 * sijil_shift_form_begin:
 * @form: the form
 * @store: the register
 * @volunteer: who worked
 *
 * Makes the form ready: today, and for what the last shift was for.
 */
void
sijil_shift_form_begin (SijilShiftForm *form, SijilStore *store, const SijilVolunteer *volunteer)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *day = sijil_form_date_text (today);

  g_set_object (&form->store, store);
  form->volunteer = *sijil_record_id (volunteer->volunteer);
  g_free (form->name);
  form->name = g_strdup (sijil_record_text (volunteer->person, SIJIL_PERSON_NAME));
  sijil_field_row_set_text (form->hours_row, "");
  sijil_field_row_set_text (form->date_row, day);
  sijil_store_read_async (store, sijil_programmes, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          NULL, on_programmes_cb, g_object_ref (form));
  gtk_widget_set_visible (GTK_WIDGET (form), TRUE);
  sijil_field_row_focus (form->hours_row);
}

/**
 * sijil_shift_form_last:
 * @form: the form
 *
 * Returns: (nullable): the shift that was recorded last
 */
const SijilId *
sijil_shift_form_last (SijilShiftForm *form)
{
  return sijil_id_is_null (&form->last) ? NULL : &form->last;
}

/**
 * sijil_shift_form_forget:
 * @form: the form
 *
 * What was recorded last has been taken back.
 */
void
sijil_shift_form_forget (SijilShiftForm *form)
{
  memset (&form->last, 0, sizeof form->last);
}
