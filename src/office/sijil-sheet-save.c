#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-import.h"

#include "sijil-bulk.h"
#include "sijil-households.h"
#include "sijil-id.h"
#include "sijil-office-error.h"
#include "sijil-roles.h"
#include "sijil-sheet-family.h"
#include "types/sijil-household.h"

/* A transaction is one change set and goes over the line as one: it must fit a frame and be folded
 * by the registry in one go. 500 persons are some 200 kB of JSON, and a desk that shares the write
 * lane with the import waits for a tenth of a second. */
#define PERSONS_A_TRANSACTION 500

/* One transaction: some families that are saved together. */
typedef struct {
  SijilSheet *sheet;
  const SijilSheetConsent *consent;
  const char *batch;
  guint first;
  guint n;
} Part;

static gboolean
save_family (SijilSession *session, Part *part, SijilSheetFamily *family, GError **error)
{
  g_autoptr (SijilSheetPeople) people = sijil_sheet_people (part->sheet, family->rows, NULL);
  g_autoptr (SijilHouseholdEdit) edit = NULL;
  g_autofree SijilId *id = NULL;

  if (people == NULL)
    return TRUE;
  sijil_record_set_text (people->household, SIJIL_HOUSEHOLD_CONSENT_BASIS, part->consent->basis);
  sijil_record_set_text (people->household, SIJIL_HOUSEHOLD_CONSENT_DATE, part->consent->date);
  sijil_record_set_text (people->household, SIJIL_HOUSEHOLD_BATCH, part->batch);
  edit = sijil_household_edit_new (people->household);
  for (guint i = 0; i < people->persons->len; i++)
    g_ptr_array_add (edit->persons, g_object_ref (people->persons->pdata[i]));
  id = sijil_household_save (session, edit, error);
  return id != NULL;
}

/* SijilStoreFunc, writing. */
static gpointer
save_part (SijilSession *session, gpointer data, GError **error)
{
  Part *part = data;

  if (!sijil_role_may (session, SIJIL_ACT_IMPORT, error))
    return NULL;
  for (guint i = part->first; i < part->first + part->n; i++)
    if (!save_family (session, part, part->sheet->families->pdata[i], error))
      return NULL;
  return GINT_TO_POINTER (1);
}

/* How many families from @first on fit one transaction, and the persons in them. */
static guint
measure (SijilSheet *sheet, guint first, guint *persons)
{
  guint n = 0;

  for (*persons = 0; first + n < sheet->families->len; n++) {
    guint more = ((SijilSheetFamily *) sheet->families->pdata[first + n])->rows->len;

    if (n > 0 && *persons + more > PERSONS_A_TRANSACTION)
      break;
    *persons += more;
  }
  return n;
}

static gboolean
save_all (SijilSheet *sheet, SijilStore *store, const SijilSheetConsent *consent, const char *batch,
          const SijilSheetRun *run, GError **error)
{
  guint done = 0, persons;

  for (guint first = 0; first < sheet->families->len;) {
    Part part = { sheet, consent, batch, first, measure (sheet, first, &persons) };

    if (g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
        sijil_store_write (store, save_part, &part, error) == NULL)
      return FALSE;
    first += part.n;
    done += persons;
    if (run->progress != NULL)
      run->progress (done, sheet->n_persons, run->user_data);
  }
  return TRUE;
}

/* Why it is taken back is what the caller wants to know; that even this failed goes to the log, and
 * the same sheet brought in again registers just those who are missing. */
static void
take_back (SijilStore *store, const char *batch, const SijilSheetRun *run)
{
  const SijilSheetRun to_the_end = { NULL, run->progress, run->user_data };
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilSheetUndone) undone = sijil_sheet_undo (store, batch, &to_the_end, &error);

  if (undone == NULL && !g_error_matches (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_NOT_FOUND))
    g_warning ("an import that was stopped could not be taken back: %s", error->message);
}

/**
 * sijil_sheet_save:
 * @sheet: (inout): a sheet that was read
 * @store: a register
 * @consent: what is said of the consent of all its families
 * @run: how it may be watched and stopped
 * @batch: (out) (nullable): the batch, %NULL if there was nobody to be registered
 * @error: return location for an error
 *
 * Registers the families of a sheet that are not registered already. They are one batch, saved in
 * transactions of bounded size; if it is stopped or fails in the middle, what it had saved is
 * removed again. Waits for the register: call it outside the main thread.
 *
 * Returns: %TRUE if all of them are registered
 */
gboolean
sijil_sheet_save (SijilSheet *sheet, SijilStore *store, const SijilSheetConsent *consent,
                  const SijilSheetRun *run, char **batch, GError **error)
{
  SijilId id = sijil_id_new ();
  g_autofree char *name = sijil_id_to_string (&id);
  gboolean checked, saved;

  *batch = NULL;
  sijil_bulk_begin (store);
  checked = sijil_sheet_check_to_save (sheet, store, run, error);
  saved = checked && save_all (sheet, store, consent, name, run, error);
  if (checked && !saved)
    take_back (store, name, run);
  sijil_bulk_end (store);
  if (!saved)
    return FALSE;
  if (sheet->families->len > 0)
    *batch = g_steal_pointer (&name);
  return TRUE;
}
