#pragma once

#include "sijil-sheet.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilSheetProgress:
 * @done: rows that are done
 * @of: all rows
 * @user_data: what it was given
 *
 * Told now and then, in the thread of the import.
 */
typedef void (*SijilSheetProgress) (guint done, guint of, gpointer user_data);

/**
 * SijilSheetRun:
 * @cancellable: (nullable): stops it
 * @progress: (nullable): is told how far it is
 * @user_data: for @progress
 *
 * How an import may be watched and stopped.
 */
typedef struct {
  GCancellable *cancellable;
  SijilSheetProgress progress;
  gpointer user_data;
} SijilSheetRun;

/**
 * SijilSheetConsent:
 * @basis: (nullable): how consent was given, a code of sijil_consent_bases
 * @date: (nullable): and when, an ISO date
 *
 * What is said of the consent of all families of a sheet.
 */
typedef struct {
  const char *basis;
  const char *date;
} SijilSheetConsent;

gboolean sijil_sheet_check (SijilSheet *sheet, SijilStore *store, const SijilSheetRun *run,
                            GError **error);
gboolean sijil_sheet_check_to_save (SijilSheet *sheet, SijilStore *store, const SijilSheetRun *run,
                                    GError **error);
gboolean sijil_sheet_save (SijilSheet *sheet, SijilStore *store, const SijilSheetConsent *consent,
                           const SijilSheetRun *run, char **batch, GError **error);

/**
 * SijilSheetUndone:
 * @removed: families that were taken out again
 * @kept: (element-type utf8): cards of those that stay, since something happened to them
 *
 * What became of an import that was taken back.
 */
typedef struct {
  guint removed;
  GPtrArray *kept;
} SijilSheetUndone;

SijilSheetUndone *sijil_sheet_undo (SijilStore *store, const char *batch, const SijilSheetRun *run,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sijil_sheet_undone_free (SijilSheetUndone *undone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilSheetUndone, sijil_sheet_undone_free)

G_END_DECLS
