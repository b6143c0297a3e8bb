#include "fuzz.h"
#include "sijil-csv.h"
#include "sijil-decode.h"
#include "sijil-sheet.h"

/* A sheet in whatever letters, as an office sends it. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  SijilEncoding encoding;
  char *text = sijil_decode (bytes, &encoding, NULL);
  g_autoptr (SijilCsv) csv = text != NULL ? sijil_csv_parse (text, NULL) : NULL;
  g_autoptr (SijilSheet) sheet = sijil_sheet_read (bytes, NULL, NULL);

  for (guint row = 0; csv != NULL && row < csv->n_rows; row++)
    for (guint column = 0; column < sijil_csv_width (csv, row); column++) {
      const char *cell = sijil_csv_cell (csv, row, column);

      g_assert_true (cell == NULL || g_utf8_validate (cell, -1, NULL));
    }
  if (sheet != NULL)
    sijil_sheet_count (sheet);
  return 0;
}
