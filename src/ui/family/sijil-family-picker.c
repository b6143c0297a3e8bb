#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-picker.h"

#include <adwaita.h>

#include "../sijil-ui.h"
#include "sijil-card.h"
#include "sijil-field-row.h"
#include "sijil-find.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

#define MAX_SHOWN 5

struct _SijilFamilyPicker {
  GtkWidget parent_instance;
  SijilStore *store;
  GCancellable *finding;
  SijilId except;
  SijilId chosen;
  gboolean enter_waits; /* Enter came before what was found */

  AdwPreferencesGroup *group;
  SijilFieldRow *text_row;
  GPtrArray *rows;      /* AdwActionRow, in the group */
  GtkCheckButton *none; /* never shown: the first of the radio group */
};

G_DEFINE_FINAL_TYPE (SijilFamilyPicker, sijil_family_picker, GTK_TYPE_WIDGET)

static void
on_toggled_cb (GtkCheckButton *button, SijilFamilyPicker *self)
{
  const SijilId *id = g_object_get_data (G_OBJECT (button), "household");

  if (!gtk_check_button_get_active (button))
    return;
  self->chosen = *id;
  sijil_field_row_set_note (self->text_row, NULL, NULL);
}

static void
clear_rows (SijilFamilyPicker *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  self->chosen = (SijilId){ 0 };
}

static GtkWidget *
check_of (GtkWidget *row)
{
  return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
}

static void
add_row (SijilFamilyPicker *self, const SijilFound *found)
{
  const char *name = found->head_name != NULL ? found->head_name : found->name;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *card = sijil_card_show (found->card);
  g_autofree char *who = sijil_text_isolate (found->name);
  g_autofree char *place = sijil_text_isolate (found->place);
  g_autofree char *facts = found->head_name != NULL ? g_strdup_printf (_ ("%s, %s"), who, place)
                                                    : g_strdup (found->place);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->none);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "household", sijil_id_copy (&found->household), g_free);
  sijil_accessible_label (check, name);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sijil_label_new (card, "hint"));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
choose_first (SijilFamilyPicker *self)
{
  self->enter_waits = FALSE;
  if (self->rows->len > 0)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check_of (self->rows->pdata[0])), TRUE);
}

static void
show_found (SijilFamilyPicker *self, GPtrArray *found)
{
  gboolean exact = FALSE;

  clear_rows (self);
  for (guint i = 0; i < found->len && self->rows->len < MAX_SHOWN; i++) {
    const SijilFound *one = found->pdata[i];

    if (sijil_id_equal (&one->household, &self->except) || one->closeness == SIJIL_FOUND_ALIKE)
      continue;
    exact = exact || one->closeness == SIJIL_FOUND_EXACT;
    add_row (self, one);
  }
  sijil_field_row_set_note (self->text_row,
                            self->rows->len == 0 ? _ ("No other family found") : NULL, "warn");
  if (self->enter_waits || (exact && self->rows->len == 1))
    choose_first (self);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilFamilyPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->text_row == NULL)
    return;
  g_clear_object (&self->finding);
  if (found != NULL)
    show_found (self, found);
  else
    sijil_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_changed_cb (SijilFamilyPicker *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->enter_waits = FALSE;
  sijil_field_row_set_note (self->text_row, NULL, NULL);
  if (self->store == NULL || sijil_field_row_is_blank (self->text_row)) {
    clear_rows (self);
    return;
  }
  self->finding = g_cancellable_new ();
  sijil_store_read_async (self->store, sijil_find, g_strdup (sijil_field_row_text (self->text_row)),
                          g_free, (GDestroyNotify) g_ptr_array_unref, self->finding, on_found_cb,
                          g_object_ref (self));
}

/* Enter chooses what is on top; a second one is for the form around. */
static void
on_entry_activated_cb (SijilFamilyPicker *self)
{
  if (self->finding != NULL)
    self->enter_waits = TRUE;
  else if (sijil_id_is_null (&self->chosen))
    choose_first (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "short-form.save", NULL);
}

static void
sijil_family_picker_dispose (GObject *object)
{
  SijilFamilyPicker *self = SIJIL_FAMILY_PICKER (object);
  GtkWidget *child;

  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->text_row = NULL;
  g_clear_object (&self->none);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sijil_family_picker_parent_class)->dispose (object);
}

static void
sijil_family_picker_finalize (GObject *object)
{
  g_ptr_array_unref (SIJIL_FAMILY_PICKER (object)->rows);
  G_OBJECT_CLASS (sijil_family_picker_parent_class)->finalize (object);
}

static void
sijil_family_picker_class_init (SijilFamilyPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_family_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_family_picker_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sijil_family_picker_init (SijilFamilyPicker *self)
{
  self->rows = g_ptr_array_new ();
  self->none = GTK_CHECK_BUTTON (g_object_ref_sink (gtk_check_button_new ()));
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->text_row = SIJIL_FIELD_ROW (
      sijil_field_row_new (_ ("The other family: name, ID, phone or card"), FALSE));
  g_signal_connect_object (self->text_row, "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text_row, "entry-activated", G_CALLBACK (on_entry_activated_cb),
                           self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->text_row));
  gtk_widget_set_margin_top (GTK_WIDGET (self->group), 12);
  gtk_widget_set_parent (GTK_WIDGET (self->group), GTK_WIDGET (self));
}

/**
 * sijil_family_picker_new:
 *
 * Returns: (transfer floating): the picker
 */
GtkWidget *
sijil_family_picker_new (void)
{
  return g_object_new (SIJIL_TYPE_FAMILY_PICKER, NULL);
}

/**
 * sijil_family_picker_begin:
 * @picker: the picker
 * @store: the register
 * @except: the family that is not meant
 *
 * Makes the picker ready: nothing typed, nothing chosen.
 */
void
sijil_family_picker_begin (SijilFamilyPicker *picker, SijilStore *store, const SijilId *except)
{
  g_set_object (&picker->store, store);
  picker->except = *except;
  sijil_field_row_set_text (picker->text_row, "");
  clear_rows (picker);
}

void
sijil_family_picker_focus (SijilFamilyPicker *picker)
{
  sijil_field_row_focus (picker->text_row);
}

/**
 * sijil_family_picker_say:
 * @picker: the picker
 * @trouble: what is wrong with the choice
 */
void
sijil_family_picker_say (SijilFamilyPicker *picker, const char *trouble)
{
  sijil_field_row_set_note (picker->text_row, trouble, "err");
}

/**
 * sijil_family_picker_chosen:
 * @picker: the picker
 *
 * Returns: (nullable): the family that was chosen
 */
const SijilId *
sijil_family_picker_chosen (SijilFamilyPicker *picker)
{
  return sijil_id_is_null (&picker->chosen) ? NULL : &picker->chosen;
}
