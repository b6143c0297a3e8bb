#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-preview-table.h"

#include "sijil-text.h"
#include "sijil-widgets.h"

#define ROWS_SHOWN 20
#define COLUMNS_SHOWN 30
#define COLUMN_WIDTH 150

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  gtk_list_item_set_child (item, sijil_label_new (NULL, "small"));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkStringList *cells = gtk_list_item_get_item (item);
  const char *text = gtk_string_list_get_string (cells, GPOINTER_TO_UINT (column));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

/* One line, and no mark of direction of a stranger. */
static char *
shown (const char *text)
{
  char *plain = sijil_text_strip_bidi (text);

  return g_strdelimit (plain, "\r\n\t", ' ');
}

static guint
columns_shown (const SijilSheet *sheet)
{
  return MIN (sijil_csv_width (sheet->csv, sheet->headings), COLUMNS_SHOWN);
}

/* A row of the table is a list of texts. */
static GtkStringList *
row_cells (const SijilSheet *sheet, guint row)
{
  GtkStringList *cells = gtk_string_list_new (NULL);

  for (guint i = 0; i < columns_shown (sheet); i++)
    gtk_string_list_take (cells, shown (sijil_csv_cell (sheet->csv, row, i)));
  return cells;
}

static void
add_column (GtkColumnView *view, const char *title, guint number)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (number));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (number));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_fixed_width (column, COLUMN_WIDTH);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
}

/**
 * sijil_preview_table_fill:
 * @view: a view
 * @sheet: a sheet
 *
 * Shows the first rows of a sheet as they were read.
 */
void
sijil_preview_table_fill (GtkColumnView *view, const SijilSheet *sheet)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GListStore *rows = g_list_store_new (GTK_TYPE_STRING_LIST);

  gtk_column_view_set_model (view, NULL);
  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (view, column);
  }
  for (guint i = 0; i < columns_shown (sheet); i++) {
    g_autofree char *title = shown (sijil_csv_cell (sheet->csv, sheet->headings, i));

    add_column (view, title, i);
  }
  for (guint i = 1; i <= ROWS_SHOWN && sheet->headings + i < sheet->csv->n_rows; i++) {
    g_autoptr (GtkStringList) cells = row_cells (sheet, sheet->headings + i);

    g_list_store_append (rows, cells);
  }
  gtk_column_view_set_model (view,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))));
}
