#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-import-page-private.h"

#include "sijil-file-chooser.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"

G_DEFINE_FINAL_TYPE (SijilImportPage, sijil_import_page, SIJIL_TYPE_PAGE)

/**
 * sijil_import_page_begin:
 * @self: the page
 *
 * Asks for a file, unless a sheet is read, shown or saved: a person who looked elsewhere goes on
 * where he was.
 */
void
sijil_import_page_begin (SijilImportPage *self)
{
  g_return_if_fail (SIJIL_IS_IMPORT_PAGE (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "report") == 0)
    sijil_import_page_show_state (self, "choose");
}

/**
 * sijil_import_page_is_busy:
 * @self: the page
 *
 * Returns: whether something is written that would be left half done
 */
gboolean
sijil_import_page_is_busy (SijilImportPage *self)
{
  return self->running != NULL && self->writes;
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_import_page_save (SIJIL_IMPORT_PAGE (widget));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilImportPage *self = SIJIL_IMPORT_PAGE (widget);
  g_autofree char *batch = g_strdup (self->batch);

  if (batch != NULL)
    sijil_import_page_undo (self, batch);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilImportPage *self = SIJIL_IMPORT_PAGE (widget);

  if (self->running == NULL)
    return;
  gtk_label_set_label (self->busy_words, _ ("Stopping…"));
  g_cancellable_cancel (self->running);
}

static void
on_chosen (const char *path, gpointer user_data)
{
  SijilImportPage *self = user_data;

  if (!sijil_page_is_gone (SIJIL_PAGE (self)))
    sijil_import_page_read (self, path);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_choose_sheet (widget, on_chosen, widget);
}

static void
sijil_import_page_dispose (GObject *object)
{
  SijilImportPage *self = SIJIL_IMPORT_PAGE (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_IMPORT_PAGE);
  g_clear_pointer (&self->sheet, sijil_sheet_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->batch, g_free);
  G_OBJECT_CLASS (sijil_import_page_parent_class)->dispose (object);
}

static void
sijil_import_page_class_init (SijilImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_IMPORT_PREVIEW);
  g_type_ensure (SIJIL_TYPE_IMPORT_REPORT);
  G_OBJECT_CLASS (klass)->dispose = sijil_import_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/import-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilImportPage, child)
  BIND (header);
  BIND (stack);
  BIND (error_box);
  BIND (error_words);
  BIND (busy_words);
  BIND (busy_count);
  BIND (progress);
  BIND (stop);
  BIND (preview);
  BIND (report);
#undef BIND
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "import.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "import.save",
                                       NULL);
}

static void
sijil_import_page_init (SijilImportPage *self)
{
  GtkWidget *back = sijil_button_with_key_new (_ ("Back"), "Esc", NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->save_button = sijil_button_with_key_new ("", "Ctrl+S", "suggested-action");
  self->save_label = GTK_LABEL (
      gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (self->save_button))));
  gtk_widget_set_name (self->save_button, "import-save");
  gtk_widget_set_visible (self->save_button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save_button), "import.save");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  adw_header_bar_pack_end (self->header, self->save_button);
  adw_header_bar_pack_end (self->header, back);
}

/**
 * sijil_import_page_new:
 * @store: the register
 *
 * Returns: (transfer floating): the page, asking for a file
 */
GtkWidget *
sijil_import_page_new (SijilStore *store)
{
  SijilImportPage *self = g_object_new (SIJIL_TYPE_IMPORT_PAGE, NULL);

  sijil_page_set_store (SIJIL_PAGE (self), store);
  return GTK_WIDGET (self);
}
