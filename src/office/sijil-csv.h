#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_CSV_MAX_COLUMNS 200
#define SIJIL_CSV_MAX_ROWS 200000

/**
 * SijilCsv:
 * @separator: what stands between its cells
 * @n_rows: how many rows it has, blank ones left out
 *
 * A text of separated values, parsed. Its cells lie in the text itself.
 */
typedef struct {
  char separator;
  guint n_rows;
  /*< private >*/
  char *text;
  GPtrArray *cells;
  GArray *rows;
} SijilCsv;

SijilCsv *sijil_csv_parse (char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sijil_csv_free (SijilCsv *csv);
gboolean sijil_csv_is_formula (const char *text);
guint sijil_csv_line (const SijilCsv *csv, guint row);
guint sijil_csv_width (const SijilCsv *csv, guint row);
const char *sijil_csv_cell (const SijilCsv *csv, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilCsv, sijil_csv_free)

G_END_DECLS
