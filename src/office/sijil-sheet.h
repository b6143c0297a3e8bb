#pragma once

#include <gio/gio.h>

#include "sijil-decode.h"
#include "sijil-record.h"
#include "sijil-remark.h"
#include "sijil-sheet-columns.h"

G_BEGIN_DECLS

/**
 * SijilSheetFamily:
 * @rows: (element-type guint): rows of the sheet, without those that were set aside
 * @head_row: the row of its head, -1 if there is none
 *
 * Rows with the same number of a household. Its records are made anew from them whenever they are
 * wanted: kept for a whole sheet they would need ten times the room of the file.
 */
typedef struct {
  GArray *rows;
  int head_row;
} SijilSheetFamily;

/**
 * SijilSheet:
 * @encoding: how its letters were written
 * @csv: its cells
 * @headings: the row of the headings
 * @columns: where each column stands, -1 for one that is not there
 * @families: (element-type SijilSheetFamily): those with at least one person who can be registered
 * @remarks: (element-type SijilRemark): what was not taken over, in the order of the lines
 * @n_rows: rows below the headings
 * @n_persons: persons who can be registered
 * @n_without_head: families whose head must be confirmed
 * @n_known: families of which all are registered already
 *
 * A sheet of families, read and judged.
 */
typedef struct {
  SijilEncoding encoding;
  SijilCsv *csv;
  guint headings;
  int columns[SIJIL_N_COLUMNS];
  GPtrArray *families;
  GPtrArray *remarks;
  guint n_rows;
  guint n_persons;
  guint n_without_head;
  guint n_known;
  /*< private >*/
  char *today;
  GHashTable *governorates;
} SijilSheet;

SijilSheet *sijil_sheet_load (const char *path, GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
SijilSheet *sijil_sheet_read (GBytes *bytes, GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sijil_sheet_free (SijilSheet *sheet);
const char *sijil_sheet_cell (const SijilSheet *sheet, guint row, SijilColumn column);
const char *sijil_sheet_heading (const SijilSheet *sheet, SijilColumn column);
void sijil_sheet_count (SijilSheet *sheet);
guint sijil_sheet_set_aside (const SijilSheet *sheet);
void sijil_sheet_family_free (SijilSheetFamily *family);
void sijil_sheet_family_settle (SijilSheet *sheet, SijilSheetFamily *family);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilSheet, sijil_sheet_free)

G_END_DECLS
