#pragma once

#include "sijil-csv.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilSetAside:
 * @row: line of the sheet, the headings being line 1
 * @message: what was not taken over, and why
 */
typedef struct {
  guint row;
  char *message;
} SijilSetAside;

/**
 * SijilSheetReport:
 * @rows: lines that were read
 * @households: households that were registered
 * @persons: persons that were registered
 * @without_head: households whose head must be confirmed
 * @set_aside: (element-type SijilSetAside): cells and rows that were not taken over
 */
typedef struct {
  guint rows;
  guint households;
  guint persons;
  guint without_head;
  GPtrArray *set_aside;
} SijilSheetReport;

SijilSheetReport *sijil_sheet_import (SijilStore *store, const char *path,
                                      const char *consent_basis, const char *consent_date,
                                      GError **error);
void sijil_sheet_report_free (SijilSheetReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilSheetReport, sijil_sheet_report_free)

G_END_DECLS
