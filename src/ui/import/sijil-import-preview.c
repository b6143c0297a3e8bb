#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-import-preview.h"

#include <string.h>

#include "sijil-choice-row.h"
#include "sijil-choices.h"
#include "sijil-date.h"
#include "sijil-field-row.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-person-rows.h"
#include "sijil-preview-table.h"
#include "sijil-sheet-summary.h"
#include "sijil-text.h"

struct _SijilImportPreview {
  GtkWidget parent_instance;
  GtkLabel *title;
  GtkLabel *detected;
  SijilSheetSummary *summary;
  GtkLabel *nothing;
  GtkWidget *consent;
  SijilChoiceRow *basis;
  SijilFieldRow *date;
  GtkLabel *matched;
  GtkLabel *unmatched;
  GtkScrolledWindow *table_scroll;
  GtkColumnView *table;
};

G_DEFINE_FINAL_TYPE (SijilImportPreview, sijil_import_preview, GTK_TYPE_WIDGET)

static void
on_basis_changed_cb (SijilImportPreview *self)
{
  gboolean given = sijil_choice_row_code (self->basis) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->date), given);
  if (given && sijil_field_row_is_blank (self->date)) {
    g_autofree char *today = sijil_date_today ();
    g_autofree char *shown = sijil_form_date_text (today);

    sijil_field_row_set_text (self->date, shown);
  }
}

static void
on_date_changed_cb (SijilImportPreview *self)
{
  sijil_field_row_set_note (self->date, NULL, NULL);
}

/* A sheet begins at its first column, which stands at the right in Arabic; the toolkit begins at
 * the left always. */
static void
on_table_width_cb (GtkAdjustment *across, SijilImportPreview *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (rtl)
    gtk_adjustment_set_value (across, gtk_adjustment_get_upper (across) -
                                          gtk_adjustment_get_page_size (across));
}

static const char *
separator_words (char separator)
{
  switch (separator) {
  case ';':
    return _ ("semicolons between the cells");
  case '\t':
    return _ ("tabs between the cells");
  default:
    return _ ("commas between the cells");
  }
}

static void
show_detected (SijilImportPreview *self, const SijilSheet *sheet, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *plain = sijil_text_strip_bidi (name);
  g_autofree char *n = sijil_text_number (sheet->n_rows);
  g_autofree char *rows = g_strdup_printf (ngettext ("%s row", "%s rows", sheet->n_rows), n);
  g_autofree char *encoding = sijil_text_isolate (sijil_encoding_name (sheet->encoding));
  /* Translators: so many rows, name of an encoding, what separates the cells */
  g_autofree char *words = g_strdup_printf (_ ("%s, letters in %s, %s"), rows, encoding,
                                            separator_words (sheet->csv->separator));

  gtk_label_set_label (self->title, plain);
  gtk_label_set_label (self->detected, words);
}

static gboolean
is_matched (const SijilSheet *sheet, guint column)
{
  for (int c = 0; c < SIJIL_N_COLUMNS; c++)
    if (sheet->columns[c] == (int) column)
      return TRUE;
  return FALSE;
}

static void
append_name (GString *out, const char *text)
{
  g_autofree char *name = sijil_text_isolate (text);

  if (out->len > 0)
    g_string_append (out, _ (", "));
  g_string_append (out, name);
}

/* Both sides of each match, since headings that say the same to the program may not to a person. */
static void
show_columns (SijilImportPreview *self, const SijilSheet *sheet)
{
  g_autoptr (GString) matched = g_string_new (NULL);
  g_autoptr (GString) unmatched = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (int c = 0; c < SIJIL_N_COLUMNS; c++)
    if (sheet->columns[c] >= 0)
      append_name (matched, sijil_column_label ((SijilColumn) c));
  for (guint i = 0; i < sijil_csv_width (sheet->csv, sheet->headings); i++)
    if (!is_matched (sheet, i) && sijil_csv_cell (sheet->csv, sheet->headings, i) != NULL)
      append_name (unmatched, sijil_csv_cell (sheet->csv, sheet->headings, i));
  first = g_strdup_printf (_ ("Columns that are read: %s"), matched->str);
  second = g_strdup_printf (_ ("Columns that are left out: %s"), unmatched->str);
  gtk_label_set_label (self->matched, first);
  gtk_label_set_label (self->unmatched, second);
  gtk_widget_set_visible (GTK_WIDGET (self->unmatched), unmatched->len > 0);
}

/**
 * sijil_import_preview_show:
 * @self: the widget
 * @sheet: a sheet that was compared with the register
 * @path: its file
 *
 * Shows what would be done with a sheet.
 */
void
sijil_import_preview_show (SijilImportPreview *self, const SijilSheet *sheet, const char *path)
{
  show_detected (self, sheet, path);
  show_columns (self, sheet);
  sijil_sheet_summary_show (self->summary, sheet);
  sijil_preview_table_fill (self->table, sheet);
  gtk_widget_set_visible (self->consent, sheet->families->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), sheet->families->len == 0);
  gtk_label_set_label (self->nothing,
                       sheet->n_rows == 0
                           ? _ ("There are no rows below the headings.")
                           : _ ("There is nobody in this sheet who could be registered."));
}

/**
 * sijil_import_preview_consent:
 * @self: the widget
 * @basis: (out) (nullable): how consent was given, %NULL for none
 * @date: (out) (transfer full) (nullable): and when
 *
 * Returns: %FALSE if the date cannot be right, which the row then says
 */
gboolean
sijil_import_preview_consent (SijilImportPreview *self, const char **basis, char **date)
{
  g_autofree char *today = sijil_date_today ();

  *basis = sijil_choice_row_code (self->basis);
  *date = NULL;
  if (*basis == NULL)
    return TRUE;
  *date = sijil_date_parse (sijil_field_row_text (self->date), SIJIL_DATE_DAY);
  if (*date != NULL && strcmp (*date, today) <= 0)
    return TRUE;
  sijil_field_row_set_note (
      self->date, *date == NULL ? _ ("This is not a date") : _ ("This date lies in the future"),
      "err");
  g_clear_pointer (date, g_free);
  sijil_field_row_focus (self->date);
  return FALSE;
}

static void
sijil_import_preview_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_IMPORT_PREVIEW);
  G_OBJECT_CLASS (sijil_import_preview_parent_class)->dispose (object);
}

static void
sijil_import_preview_class_init (SijilImportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_SHEET_SUMMARY);
  g_type_ensure (SIJIL_TYPE_CHOICE_ROW);
  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  G_OBJECT_CLASS (klass)->dispose = sijil_import_preview_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/import-preview.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilImportPreview, child)
  BIND (title);
  BIND (detected);
  BIND (summary);
  BIND (nothing);
  BIND (consent);
  BIND (basis);
  BIND (date);
  BIND (matched);
  BIND (unmatched);
  BIND (table_scroll);
  BIND (table);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_basis_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_date_changed_cb);
}

static void
sijil_import_preview_init (SijilImportPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->table_scroll), "changed",
                           G_CALLBACK (on_table_width_cb), self, 0);
  sijil_choice_row_set_choices (self->basis, sijil_consent_bases, _ ("Not given yet"));
}
