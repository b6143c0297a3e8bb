#pragma once

#include "sijil-csv.h"

G_BEGIN_DECLS

/* What a column of a sheet of families can be. */
typedef enum {
  SIJIL_COLUMN_HOUSEHOLD, /* rows with the same value are one family */
  SIJIL_COLUMN_NAME,
  SIJIL_COLUMN_RELATION,
  SIJIL_COLUMN_SEX,
  SIJIL_COLUMN_BIRTH_DATE,
  SIJIL_COLUMN_ID_NUMBER,
  SIJIL_COLUMN_PHONE,
  SIJIL_COLUMN_GOVERNORATE,
  SIJIL_COLUMN_DISTRICT,
  SIJIL_COLUMN_VILLAGE,
  SIJIL_COLUMN_ADDRESS,
  SIJIL_COLUMN_REGISTERED_ON,
  SIJIL_N_COLUMNS,
} SijilColumn;

gboolean sijil_sheet_columns (const SijilCsv *csv, guint *headings, int columns[SIJIL_N_COLUMNS],
                              GError **error);
const char *sijil_column_label (SijilColumn column);
const char *sijil_sheet_relation (const char *text);
const char *sijil_sheet_sex (const char *text);

G_END_DECLS
