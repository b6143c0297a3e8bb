#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-duplicates-task.h"

typedef struct {
  SijilStore *store;
  GTask *task; /* (unowned): it holds this */
  SijilProgress progress;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job);
}

static gboolean
tell (guint done, guint of, gpointer user_data)
{
  Job *job = user_data;

  sijil_progress_tell (g_task_get_source_object (job->task), job->progress, done, of);
  return !g_cancellable_is_cancelled (g_task_get_cancellable (job->task));
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  GPtrArray *found = sijil_duplicates_find (job->store, tell, job, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sijil_duplicates_search_async:
 * @source: (type GObject.Object): who asks
 * @store: the register
 * @cancellable: stops it
 * @progress: told how far it is; 0 of 0 while the register is read
 * @callback: called in the main thread
 *
 * Compares the whole register with itself, on a thread of its own.
 */
void
sijil_duplicates_search_async (gpointer source, SijilStore *store, GCancellable *cancellable,
                               SijilProgress progress, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (store);
  job->task = task;
  job->progress = progress;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, search_thread);
}

/**
 * sijil_duplicates_search_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilDuplicate): what was found
 */
GPtrArray *
sijil_duplicates_search_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
