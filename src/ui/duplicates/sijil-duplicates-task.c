#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-duplicates-task.h"

typedef struct {
  SijilStore *store;
  GTask *task; /* (unowned): it holds this */
  SijilDuplicatesProgress progress;
} Job;

typedef struct {
  gpointer source;
  SijilDuplicatesProgress progress;
  guint done;
  guint of;
} Step;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->source);
  g_free (step);
}

static gboolean
on_step (gpointer data)
{
  Step *step = data;

  step->progress (step->source, step->done, step->of);
  return G_SOURCE_REMOVE;
}

/* In the thread; what is to be drawn is drawn in the main one. */
static gboolean
tell (guint done, guint of, gpointer user_data)
{
  Job *job = user_data;
  Step *step = g_new0 (Step, 1);

  *step = (Step){ g_object_ref (g_task_get_source_object (job->task)), job->progress, done, of };
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, on_step, step, step_free);
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
 * @progress: told how far it is
 * @callback: called in the main thread
 *
 * Compares the whole register with itself, on a thread of its own.
 */
void
sijil_duplicates_search_async (gpointer source, SijilStore *store, GCancellable *cancellable,
                               SijilDuplicatesProgress progress, GAsyncReadyCallback callback)
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
