#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-short-form.h"

#include "sijil-draft-line.h"
#include "sijil-field-row.h"
#include "sijil-form-draft.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"

typedef struct {
  SijilStore *store;
  SijilFormDraft *draft; /* (nullable) */
  SijilRecord *begun;    /* (nullable): what its rows were filled with */
  gboolean filling;
  SijilDraftLine *draft_line;
  GtkBox *buttons;
  AdwPreferencesGroup *group;
  GtkWidget *trouble;
  GDestroyNotify free_result;
  gboolean saving;
} SijilShortFormPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SijilShortForm, sijil_short_form, GTK_TYPE_WIDGET)

static guint done_signal;

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilShortForm *self = SIJIL_SHORT_FORM (widget);
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (self);

  if (!priv->saving)
    SIJIL_SHORT_FORM_GET_CLASS (self)->save (self);
}

/* The draft stays: Esc is pressed by mistake more often than a form is given up. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, done_signal, 0);
}

static void
on_entry_activated_cb (SijilShortForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "short-form.save", NULL);
}

static void
on_changed_cb (SijilFieldRow *row, SijilShortForm *self)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (self);

  sijil_field_row_set_note (row, NULL, NULL);
  sijil_short_form_say (self, NULL);
  if (priv->draft != NULL && !priv->filling)
    sijil_form_draft_touch (priv->draft);
}

static void
fill (SijilShortForm *self, SijilRecord *record)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (self);

  priv->filling = TRUE;
  SIJIL_SHORT_FORM_GET_CLASS (self)->fill (self, record);
  priv->filling = FALSE;
}

/* A #SijilDraftSource. */
static GPtrArray *
draft_source (gpointer user_data)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, SIJIL_SHORT_FORM_GET_CLASS (user_data)->record (user_data));
  return records;
}

/* A #SijilDraftTaken. */
static void
on_draft_taken (gpointer user_data, GPtrArray *records)
{
  SijilShortForm *self = user_data;
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (self);

  fill (self, records->pdata[0]);
  sijil_draft_line_show (priv->draft_line, sijil_form_draft_kept_at (priv->draft));
}

static void
on_kept_cb (SijilShortForm *self, const char *trouble)
{
  if (trouble != NULL)
    sijil_short_form_say (self, trouble);
}

static void
on_begin_again_cb (SijilShortForm *self)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (self);

  sijil_form_draft_forget (priv->draft);
  fill (self, priv->begun);
}

static void
sijil_short_form_dispose (GObject *object)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (SIJIL_SHORT_FORM (object));
  GtkWidget *child;

  g_clear_pointer (&priv->draft, sijil_form_draft_close);
  g_clear_object (&priv->begun);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  priv->group = NULL;
  g_clear_object (&priv->store);
  G_OBJECT_CLASS (sijil_short_form_parent_class)->dispose (object);
}

static void
sijil_short_form_class_init (SijilShortFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_short_form_dispose;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "short-form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "short-form.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "short-form.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "short-form.cancel", NULL);
}

static void
sijil_short_form_init (SijilShortForm *self)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (self);

  priv->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  gtk_widget_set_valign (GTK_WIDGET (priv->buttons), GTK_ALIGN_CENTER);
  sijil_short_form_add_button (self, sijil_button_with_key_new (_ ("Cancel"), "Esc", NULL),
                               "short-form.cancel");
  sijil_short_form_add_button (
      self, sijil_button_with_key_new (_ ("Save"), "Enter", "suggested-action"), "short-form.save");
  priv->draft_line = g_object_new (SIJIL_TYPE_DRAFT_LINE, "margin-bottom", 12, NULL);
  g_signal_connect_object (priv->draft_line, "begin-again", G_CALLBACK (on_begin_again_cb), self,
                           G_CONNECT_SWAPPED);
  priv->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_header_suffix (priv->group, GTK_WIDGET (priv->buttons));
  priv->trouble = sijil_paragraph_new ("", "errc small");
  gtk_widget_set_margin_top (priv->trouble, 8);
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_visible (priv->trouble, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (priv->draft_line), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (priv->group), GTK_WIDGET (self));
  gtk_widget_set_parent (priv->trouble, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sijil_short_form_set_title:
 * @form: the form
 * @title: what it writes
 * @description: (nullable): what is to be known before
 */
void
sijil_short_form_set_title (SijilShortForm *form, const char *title, const char *description)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  adw_preferences_group_set_title (priv->group, title);
  adw_preferences_group_set_description (priv->group, description);
}

/**
 * sijil_short_form_add:
 * @form: the form, while it is being made
 * @row: (transfer floating): a row, or a widget to stand below all rows
 *
 * Adds a row. In an entry Enter saves, and whatever is typed takes its note away.
 */
void
sijil_short_form_add (SijilShortForm *form, GtkWidget *row)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  adw_preferences_group_add (priv->group, row);
  if (!SIJIL_IS_FIELD_ROW (row))
    return;
  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed_cb), form, 0);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_entry_activated_cb), form,
                           G_CONNECT_SWAPPED);
}

/**
 * sijil_short_form_add_button:
 * @form: the form, while it is being made
 * @button: (transfer floating): a button
 * @action: what it does
 *
 * Adds a button at the end of the others, which are there from the beginning: Cancel and Save.
 */
void
sijil_short_form_add_button (SijilShortForm *form, GtkWidget *button, const char *action)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  gtk_box_append (priv->buttons, button);
}

/**
 * sijil_short_form_begin_record:
 * @form: a form that knows how to fill its rows from a record
 * @store: the register
 * @kind: which draft
 * @record: what to begin with
 *
 * Fills the rows, or takes up the draft of this kind, and shows the form.
 */
void
sijil_short_form_begin_record (SijilShortForm *form, SijilStore *store, const char *kind,
                               SijilRecord *record)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  g_clear_pointer (&priv->draft, sijil_form_draft_close);
  g_set_object (&priv->begun, record);
  fill (form, record);
  gtk_widget_set_visible (GTK_WIDGET (priv->draft_line), FALSE);
  priv->draft = sijil_form_draft_new (store, kind, draft_source, form);
  g_signal_connect_object (priv->draft, "kept", G_CALLBACK (on_kept_cb), form, G_CONNECT_SWAPPED);
  sijil_form_draft_take_up (priv->draft, on_draft_taken);
  sijil_short_form_begin (form, store);
}

/**
 * sijil_short_form_leave:
 * @form: the form
 *
 * What it was about is done, or is gone: forgets the draft and closes the form.
 */
void
sijil_short_form_leave (SijilShortForm *form)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  if (priv->draft != NULL)
    sijil_form_draft_forget (priv->draft);
  g_signal_emit (form, done_signal, 0);
}

/**
 * sijil_short_form_begin:
 * @form: the form, its rows filled
 * @store: the register
 *
 * Shows the form.
 */
void
sijil_short_form_begin (SijilShortForm *form, SijilStore *store)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  g_set_object (&priv->store, store);
  sijil_short_form_say (form, NULL);
  gtk_widget_set_visible (GTK_WIDGET (form), TRUE);
}

/**
 * sijil_short_form_say:
 * @form: the form
 * @trouble: (nullable): what is wrong with the whole of it
 */
void
sijil_short_form_say (SijilShortForm *form, const char *trouble)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  gtk_label_set_label (GTK_LABEL (priv->trouble), trouble != NULL ? trouble : "");
  gtk_widget_set_visible (priv->trouble, trouble != NULL);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilShortForm) self = user_data;
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (self);
  g_autoptr (GError) error = NULL;
  gpointer written = sijil_store_finish (SIJIL_STORE (source), result, &error);

  priv->saving = FALSE;
  if (priv->group != NULL && written == NULL)
    sijil_short_form_say (self, error->message);
  if (priv->group != NULL && written != NULL) {
    SIJIL_SHORT_FORM_GET_CLASS (self)->saved (self, written);
    sijil_short_form_leave (self);
  }
  if (written != NULL && priv->free_result != NULL)
    priv->free_result (written);
}

/**
 * sijil_short_form_write:
 * @form: the form
 * @func: what writes; its result is not %NULL if it could
 * @data: (transfer full): its data
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees the result
 *
 * Writes, then closes the form or says why it cannot be.
 */
void
sijil_short_form_write (SijilShortForm *form, SijilStoreFunc func, gpointer data,
                        GDestroyNotify free_data, GDestroyNotify free_result)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  priv->saving = TRUE;
  priv->free_result = free_result;
  sijil_store_write_async (priv->store, func, data, free_data, free_result, NULL, on_written_cb,
                           g_object_ref (form));
}

SijilStore *
sijil_short_form_store (SijilShortForm *form)
{
  SijilShortFormPrivate *priv = sijil_short_form_get_instance_private (form);

  return priv->store;
}
