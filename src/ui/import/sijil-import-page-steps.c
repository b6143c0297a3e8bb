#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-import-page-private.h"

#include "sijil-i18n.h"
#include "sijil-import-task.h"
#include "sijil-text.h"
#include "sijil-ui.h"
#include "sijil-widgets.h"

/* Shows one of choose, busy, preview and report. */
void
sijil_import_page_show_state (SijilImportPage *self, const char *state)
{
  gboolean preview = g_strcmp0 (state, "preview") == 0;

  sijil_drop_focus (GTK_WIDGET (self->stack));
  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_widget_set_visible (self->save_button, preview && self->sheet->families->len > 0);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
show_fault (SijilImportPage *self, const GError *error)
{
  gboolean show = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gtk_widget_set_visible (self->error_box, show);
  if (show) {
    g_autofree char *words = sijil_text_directed (error->message);

    gtk_label_set_label (self->error_words, words);
  }
}

static void
begin (SijilImportPage *self, const char *words, gboolean writes, gboolean may_stop)
{
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  self->writes = writes;
  show_fault (self, NULL);
  gtk_label_set_label (self->busy_words, words);
  gtk_label_set_label (self->busy_count, "");
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (self->stop, may_stop);
  sijil_import_page_show_state (self, "busy");
}

/* Whether the page still wants the answer. */
static gboolean
end (SijilImportPage *self)
{
  g_clear_object (&self->running);
  return !sijil_page_is_gone (SIJIL_PAGE (self));
}

static void
on_progress (gpointer source, guint done, guint of)
{
  SijilImportPage *self = source;
  g_autofree char *n = sijil_text_number (done);
  g_autofree char *all = sijil_text_number (of);
  g_autofree char *words = g_strdup_printf (_ ("%s of %s"), n, all);

  if (self->running == NULL || sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  gtk_label_set_label (self->busy_count, words);
  gtk_progress_bar_set_fraction (self->progress, of > 0 ? (double) done / of : 0);
}

static void
show_preview (SijilImportPage *self)
{
  guint families = self->sheet->families->len;
  g_autofree char *n = sijil_text_number (families);
  g_autofree char *label =
      g_strdup_printf (ngettext ("Import %s family", "Import %s families", families), n);

  gtk_label_set_label (self->save_label, label);
  sijil_accessible_label (self->save_button, label);
  sijil_import_preview_show (self->preview, self->sheet, self->path);
  sijil_import_page_show_state (self, "preview");
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer unused)
{
  SijilImportPage *self = SIJIL_IMPORT_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilSheet) sheet = sijil_import_read_finish (result, &error);

  if (!end (self))
    return;
  show_fault (self, error);
  if (sheet == NULL) {
    sijil_import_page_show_state (self, "choose");
    return;
  }
  self->sheet = g_steal_pointer (&sheet);
  show_preview (self);
}

/**
 * sijil_import_page_read:
 * @self: the page
 * @path: a sheet
 *
 * Reads a sheet and shows what would be done with it. Nothing happens while another is at work.
 */
void
sijil_import_page_read (SijilImportPage *self, const char *path)
{
  g_return_if_fail (SIJIL_IS_IMPORT_PAGE (self));

  if (self->running != NULL)
    return;
  g_clear_pointer (&self->sheet, sijil_sheet_free);
  g_free (self->path);
  self->path = g_strdup (path);
  begin (self, _ ("Reading the sheet and comparing it with the register…"), FALSE, TRUE);
  sijil_import_read_async (self, sijil_page_store (SIJIL_PAGE (self)), path, self->running,
                           on_read);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer unused)
{
  SijilImportPage *self = SIJIL_IMPORT_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilSheet) sheet = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *words = NULL;
  gboolean ok = sijil_import_save_finish (result, &sheet, &batch, &error);

  if (!end (self))
    return;
  self->sheet = g_steal_pointer (&sheet);
  show_fault (self, error);
  if (!ok) {
    show_preview (self);
    sijil_ui_toast (GTK_WIDGET (self), _ ("Stopped: nobody of this sheet is registered"), NULL,
                    NULL, NULL);
    return;
  }
  g_free (self->batch);
  self->batch = g_steal_pointer (&batch);
  sijil_import_report_show (self->report, self->sheet, self->batch);
  sijil_import_page_show_state (self, "report");
  if (self->batch == NULL)
    return;
  words = sijil_import_registered_words (self->sheet->families->len);
  sijil_ui_toast (GTK_WIDGET (self), words, _ ("Undo"), "win.undo-import",
                  g_variant_new_string (self->batch));
}

/**
 * sijil_import_page_save:
 * @self: the page
 *
 * Registers the families of the sheet that is shown, if the question of consent is answered.
 */
void
sijil_import_page_save (SijilImportPage *self)
{
  g_autofree char *date = NULL;
  const char *basis;

  if (self->running != NULL || self->sheet == NULL || !gtk_widget_get_visible (self->save_button) ||
      !sijil_import_preview_consent (self->preview, &basis, &date))
    return;
  begin (self, _ ("Registering the families…"), TRUE, TRUE);
  sijil_import_save_async (self, sijil_page_store (SIJIL_PAGE (self)),
                           g_steal_pointer (&self->sheet), basis, date, self->running, on_progress,
                           on_saved);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer unused)
{
  SijilImportPage *self = SIJIL_IMPORT_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilSheetUndone) undone = sijil_import_undo_finish (result, &error);

  if (!end (self))
    return;
  show_fault (self, error);
  if (undone == NULL) {
    sijil_import_page_show_state (self, "choose");
    return;
  }
  g_clear_pointer (&self->batch, g_free);
  sijil_import_report_show_undone (self->report, undone);
  sijil_import_page_show_state (self, "report");
}

/**
 * sijil_import_page_undo:
 * @self: the page
 * @batch: an import
 *
 * Takes an import back and shows what became of it. Nothing happens while another is at work.
 */
void
sijil_import_page_undo (SijilImportPage *self, const char *batch)
{
  g_return_if_fail (SIJIL_IS_IMPORT_PAGE (self));

  if (self->running != NULL)
    return;
  sijil_ui_dismiss_toast ();
  begin (self, _ ("Taking the import back…"), TRUE, FALSE);
  sijil_import_undo_async (self, sijil_page_store (SIJIL_PAGE (self)), batch, on_progress,
                           on_undone);
}
