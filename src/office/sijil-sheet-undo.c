#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-import.h"

#include "sijil-batch.h"
#include "sijil-i18n.h"
#include "sijil-life.h"
#include "sijil-office-error.h"

#define FAMILIES_A_TRANSACTION 100

void
sijil_sheet_undone_free (SijilSheetUndone *undone)
{
  if (undone == NULL)
    return;
  g_ptr_array_unref (undone->kept);
  g_free (undone);
}

static gboolean
undo_all (SijilStore *store, GPtrArray *families, GPtrArray *kept, const SijilSheetRun *run,
          GError **error)
{
  for (guint first = 0; first < families->len; first += FAMILIES_A_TRANSACTION) {
    SijilTakeBack part = { families, first, MIN (FAMILIES_A_TRANSACTION, families->len - first),
                           kept };

    if (g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
        sijil_store_write (store, sijil_batch_take_back, &part, error) == NULL)
      return FALSE;
    if (run->progress != NULL)
      run->progress (first + part.n, families->len, run->user_data);
  }
  return TRUE;
}

/**
 * sijil_sheet_undo:
 * @store: a register
 * @batch: the name of an import
 * @run: how it may be watched and stopped
 * @error: return location for an error
 *
 * Takes an import back: its families are deleted, save those that something happened to since.
 * Those are other people's work by now; they stay and are named. Waits for the register: call it
 * outside the main thread.
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SijilSheetUndone *
sijil_sheet_undo (SijilStore *store, const char *batch, const SijilSheetRun *run, GError **error)
{
  g_autoptr (GPtrArray) families =
      sijil_store_read (store, sijil_households_of_batch, (gpointer) batch, error);
  g_autoptr (SijilSheetUndone) undone = NULL;

  if (families == NULL)
    return NULL;
  if (families->len == 0) {
    g_set_error_literal (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_NOT_FOUND,
                         _ ("No family of this import is in the register"));
    return NULL;
  }
  undone = g_new0 (SijilSheetUndone, 1);
  undone->kept = g_ptr_array_new_with_free_func (g_free);
  if (!undo_all (store, families, undone->kept, run, error))
    return NULL;
  undone->removed = families->len - undone->kept->len;
  return g_steal_pointer (&undone);
}
