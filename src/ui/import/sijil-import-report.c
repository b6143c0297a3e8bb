#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-import-report.h"

#include "sijil-card.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-sheet-summary.h"
#include "sijil-text.h"

struct _SijilImportReport {
  GtkWidget parent_instance;
  GtkLabel *title;
  GtkLabel *words;
  GtkButton *undo;
  SijilSheetSummary *summary;
};

G_DEFINE_FINAL_TYPE (SijilImportReport, sijil_import_report, GTK_TYPE_WIDGET)

/**
 * sijil_import_registered_words:
 * @families: how many
 *
 * Returns: (transfer full): that they are registered
 */
char *
sijil_import_registered_words (guint families)
{
  g_autofree char *n = sijil_text_number (families);

  return g_strdup_printf (
      ngettext ("%s family was registered", "%s families were registered", families), n);
}

/**
 * sijil_import_report_show:
 * @self: the widget
 * @sheet: a sheet that was saved
 * @batch: (nullable): its batch, %NULL if nobody was registered
 *
 * Shows what became of a sheet.
 */
void
sijil_import_report_show (SijilImportReport *self, const SijilSheet *sheet, const char *batch)
{
  g_autofree char *title = sijil_import_registered_words (sheet->families->len);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (
      self->words, _ ("All of it can be taken back as long as nobody has served or edited them. "
                      "Mend what was set aside in the sheet and bring it in again: who is "
                      "registered already is not doubled."));
  gtk_widget_set_visible (GTK_WIDGET (self->undo), batch != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
  sijil_sheet_summary_show (self->summary, sheet);
}

static char *
kept_words (const GPtrArray *kept)
{
  g_autofree char *n = sijil_text_number (kept->len);
  g_autoptr (GString) cards = g_string_new (NULL);

  for (guint i = 0; i < kept->len; i++) {
    g_autofree char *card = sijil_card_show (kept->pdata[i]);
    g_autofree char *isolated = sijil_text_isolate (card);

    g_string_append_printf (cards, "%s%s", i > 0 ? _ (", ") : "", isolated);
  }
  return g_strdup_printf (ngettext ("%s family stays, since it was served or edited: %s",
                                    "%s families stay, since they were served or edited: %s",
                                    kept->len),
                          n, cards->str);
}

/**
 * sijil_import_report_show_undone:
 * @self: the widget
 * @undone: what became of an import that was taken back
 *
 * Shows that an import was taken back, and which families stay.
 */
void
sijil_import_report_show_undone (SijilImportReport *self, const SijilSheetUndone *undone)
{
  g_autofree char *n = sijil_text_number (undone->removed);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%s family was taken out again",
                                 "%s families were taken out again", undone->removed),
                       n);
  g_autofree char *kept = undone->kept->len > 0 ? kept_words (undone->kept) : NULL;

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->words,
                       kept != NULL ? kept : _ ("The register is as it was before the import."));
  gtk_widget_set_visible (GTK_WIDGET (self->undo), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), FALSE);
}

static void
sijil_import_report_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_IMPORT_REPORT);
  G_OBJECT_CLASS (sijil_import_report_parent_class)->dispose (object);
}

static void
sijil_import_report_class_init (SijilImportReportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_SHEET_SUMMARY);
  G_OBJECT_CLASS (klass)->dispose = sijil_import_report_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/import-report.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilImportReport, child)
  BIND (title);
  BIND (words);
  BIND (undo);
  BIND (summary);
#undef BIND
}

static void
sijil_import_report_init (SijilImportReport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
