#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-import-task.h"

/* What a thread works with. A sheet is handed over to it and taken back at the end, so that page
 * and thread never have it both. */
typedef struct {
  SijilStore *store;
  const SijilTypeDef *type;
  char *path;
  SijilSheet *sheet;
  char *basis;
  char *date;
  char *batch;
  guint rows;
  gpointer source; /* (unowned): the task holds it */
  SijilProgress progress;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  sijil_sheet_free (job->sheet);
  g_free (job->path);
  g_free (job->basis);
  g_free (job->date);
  g_free (job->batch);
  g_free (job);
}

static Job *
job_new (gpointer source, SijilStore *store)
{
  Job *job = g_new0 (Job, 1);

  job->source = source;
  job->store = g_object_ref (store);
  return job;
}

static void
tell (guint done, guint of, gpointer user_data)
{
  Job *job = user_data;

  if (job->progress != NULL)
    sijil_progress_tell (job->source, job->progress, done, of);
}

static void
start (gpointer source, Job *job, GCancellable *cancellable, GAsyncReadyCallback callback,
       GTaskThreadFunc func)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);

  /* A cancelled task has still something to give back, or to remove. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const SijilSheetRun run = { cancellable };
  g_autoptr (SijilSheet) sheet = NULL;
  GError *error = NULL;

  sheet = sijil_sheet_load (job->path, cancellable, &error);
  if (sheet == NULL || !sijil_sheet_check (sheet, job->store, &run, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&sheet), (GDestroyNotify) sijil_sheet_free);
}

/**
 * sijil_import_read_async:
 * @source: (type GObject.Object): who asks
 * @store: the register
 * @path: a sheet
 * @cancellable: stops it
 * @callback: called in the main thread
 *
 * Reads and judges a sheet on a thread of its own; nothing is written.
 */
void
sijil_import_read_async (gpointer source, SijilStore *store, const char *path,
                         GCancellable *cancellable, GAsyncReadyCallback callback)
{
  Job *job = job_new (source, store);

  job->path = g_strdup (path);
  start (source, job, cancellable, callback, read_thread);
}

/**
 * sijil_import_read_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the sheet
 */
SijilSheet *
sijil_import_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const SijilSheetConsent consent = { job->basis, job->date };
  const SijilSheetRun run = { cancellable, tell, job };
  GError *error = NULL;

  if (sijil_sheet_save (job->sheet, job->store, &consent, &run, &job->batch, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sijil_import_save_async:
 * @source: (type GObject.Object): who asks
 * @store: the register
 * @sheet: (transfer full): a sheet that was read; sijil_import_save_finish() gives it back
 * @basis: (nullable): how consent was given
 * @date: (nullable): and when
 * @cancellable: stops it, and what was saved is removed again
 * @progress: told how far it is
 * @callback: called in the main thread
 *
 * Registers the families of a sheet on a thread of its own.
 */
void
sijil_import_save_async (gpointer source, SijilStore *store, SijilSheet *sheet, const char *basis,
                         const char *date, GCancellable *cancellable, SijilProgress progress,
                         GAsyncReadyCallback callback)
{
  Job *job = job_new (source, store);

  job->sheet = sheet;
  job->basis = g_strdup (basis);
  job->date = g_strdup (date);
  job->progress = progress;
  start (source, job, cancellable, callback, save_thread);
}

/**
 * sijil_import_save_finish:
 * @result: the result
 * @sheet: (out) (transfer full): the sheet
 * @batch: (out) (nullable): the batch, %NULL if nobody was registered
 * @error: return location for an error
 *
 * Returns: %TRUE if all families are registered
 */
gboolean
sijil_import_save_finish (GAsyncResult *result, SijilSheet **sheet, char **batch, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *sheet = g_steal_pointer (&job->sheet);
  *batch = g_steal_pointer (&job->batch);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
undo_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  const SijilSheetRun run = { NULL, tell, job };
  GError *error = NULL;
  SijilSheetUndone *undone = sijil_sheet_undo (job->store, job->batch, &run, &error);

  if (undone != NULL)
    g_task_return_pointer (task, undone, (GDestroyNotify) sijil_sheet_undone_free);
  else
    g_task_return_error (task, error);
}

/**
 * sijil_import_undo_async:
 * @source: (type GObject.Object): who asks
 * @store: the register
 * @batch: an import
 * @progress: told how far it is
 * @callback: called in the main thread
 *
 * Takes an import back on a thread of its own.
 */
void
sijil_import_undo_async (gpointer source, SijilStore *store, const char *batch,
                         SijilProgress progress, GAsyncReadyCallback callback)
{
  Job *job = job_new (source, store);

  job->batch = g_strdup (batch);
  job->progress = progress;
  start (source, job, NULL, callback, undo_thread);
}

/**
 * sijil_import_undo_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what became of it
 */
SijilSheetUndone *
sijil_import_undo_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
export_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (sijil_export (job->store, job->type, job->path, cancellable, &job->rows, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sijil_export_async:
 * @source: (type GObject.Object): who asks
 * @store: the register
 * @type: whose rows
 * @path: the file
 * @callback: called in the main thread
 *
 * Writes a list on a thread of its own.
 */
void
sijil_export_async (gpointer source, SijilStore *store, const SijilTypeDef *type, const char *path,
                    GAsyncReadyCallback callback)
{
  Job *job = job_new (source, store);

  job->type = type;
  job->path = g_strdup (path);
  start (source, job, NULL, callback, export_thread);
}

/**
 * sijil_export_finish:
 * @result: the result
 * @rows: (out): how many rows were written
 * @error: return location for an error
 *
 * Returns: %TRUE if the file is there
 */
gboolean
sijil_export_finish (GAsyncResult *result, guint *rows, GError **error)
{
  *rows = ((Job *) g_task_get_task_data (G_TASK (result)))->rows;
  return g_task_propagate_boolean (G_TASK (result), error);
}
