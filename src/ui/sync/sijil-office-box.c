#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-office-box.h"

#include <adwaita.h>

#include "../sijil-ui.h"
#include "sijil-date.h"
#include "sijil-field-row.h"
#include "sijil-i18n.h"
#include "sijil-office-phone.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "sijil-widgets.h"
#include "types/sijil-desk.h"

struct _SijilOfficeBox {
  GtkBox parent_instance;

  SijilStore *store;
  gboolean closed;
  gboolean may_edit;
  gboolean editing;
  gboolean saving;
  char *phone;

  SijilFieldRow *entry;
  AdwActionRow *row;
  GtkWidget *change;
};

G_DEFINE_FINAL_TYPE (SijilOfficeBox, sijil_office_box, GTK_TYPE_BOX)

static char *
fault_in (GPtrArray *issues)
{
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    if (issue->field == SIJIL_DESK_PHONE)
      return g_strdup (issue->message);
  }
  return NULL;
}

/* What the store would say, without the name of the row in which it is said. */
static char *
fault_of (const char *typed)
{
  g_autoptr (SijilRecord) desk = sijil_record_new (&sijil_desk_type, NULL);
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GPtrArray) unread = NULL;
  g_autoptr (GPtrArray) wrong = NULL;
  char *fault;

  sijil_record_set_text (desk, SIJIL_DESK_PHONE, typed);
  unread = sijil_record_clean (desk);
  fault = fault_in (unread);
  if (fault != NULL)
    return fault;
  wrong = sijil_record_validate (desk, today);
  return fault_in (wrong);
}

/* The number stands in a text only while somebody writes it: what a scanner reads while the page is
 * open must not become the phone of the office. */
static void
set_editing (SijilOfficeBox *self, gboolean editing)
{
  gboolean ends = self->editing && !editing;

  self->editing = editing;
  if (ends)
    sijil_drop_focus (GTK_WIDGET (self->entry));
  gtk_widget_set_visible (GTK_WIDGET (self->entry), editing);
  gtk_widget_set_visible (GTK_WIDGET (self->row), !editing);
  if (ends)
    gtk_widget_grab_focus (self->change);
}

static void
show_phone (SijilOfficeBox *self)
{
  g_autofree char *words =
      self->phone != NULL ? sijil_text_phone (self->phone) : g_strdup (_ ("not yet"));

  adw_action_row_set_subtitle (self->row, words);
  gtk_widget_set_visible (self->change, self->may_edit);
}

static void
on_change_cb (SijilOfficeBox *self)
{
  sijil_field_row_set_text (self->entry, self->phone);
  sijil_field_row_set_note (self->entry, NULL, NULL);
  set_editing (self, TRUE);
  sijil_field_row_focus (self->entry);
}

static gboolean
leave_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SijilOfficeBox *self = SIJIL_OFFICE_BOX (widget);

  if (!self->editing)
    return FALSE;
  set_editing (self, FALSE);
  return TRUE;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilOfficeBox) self = user_data;
  g_autoptr (GError) error = NULL;

  sijil_store_finish (SIJIL_STORE (source), result, &error);
  if (self->closed)
    return;
  self->saving = FALSE;
  if (error != NULL) {
    sijil_field_row_set_note (self->entry, error->message, "err");
    return;
  }
  sijil_ui_toast (GTK_WIDGET (self),
                  sijil_field_row_is_blank (self->entry)
                      ? _ ("From now on other associations see no number with a question")
                      : _ ("From now on other associations see this number with each new question"),
                  NULL, NULL, NULL);
  set_editing (self, FALSE);
}

static void
on_apply_cb (SijilOfficeBox *self)
{
  const char *typed = sijil_field_row_text (self->entry);
  g_autofree char *fault = fault_of (typed);

  sijil_field_row_set_note (self->entry, fault, "err");
  if (fault != NULL || self->saving || self->store == NULL)
    return;
  self->saving = TRUE;
  sijil_store_write_async (self->store, sijil_office_phone_save, g_strdup (typed), g_free, NULL,
                           NULL, on_saved, g_object_ref (self));
}

static void
on_changed_cb (SijilOfficeBox *self)
{
  sijil_field_row_set_note (self->entry, NULL, NULL);
}

/**
 * sijil_office_box_show:
 * @box: the box
 * @store: the register
 * @phone: (nullable): the office's phone as it stands
 * @may_edit: whether this clerk writes it down
 *
 * Shows the phone; what somebody types meanwhile stays.
 */
void
sijil_office_box_show (SijilOfficeBox *box, SijilStore *store, const char *phone, gboolean may_edit)
{
  g_set_object (&box->store, store);
  g_free (box->phone);
  box->phone = g_strdup (phone);
  box->may_edit = may_edit;
  show_phone (box);
}

static void
sijil_office_box_dispose (GObject *object)
{
  SijilOfficeBox *self = SIJIL_OFFICE_BOX (object);

  self->closed = TRUE;
  g_clear_object (&self->store);
  g_clear_pointer (&self->phone, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_OFFICE_BOX);
  G_OBJECT_CLASS (sijil_office_box_parent_class)->dispose (object);
}

static void
sijil_office_box_class_init (SijilOfficeBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  G_OBJECT_CLASS (klass)->dispose = sijil_office_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/office-box.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilOfficeBox, child)
  BIND (entry);
  BIND (row);
  BIND (change);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_change_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, leave_cb, NULL);
}

static void
sijil_office_box_init (SijilOfficeBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
