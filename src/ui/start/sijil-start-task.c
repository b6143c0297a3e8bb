#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-start-task.h"

#include "sijil-clerks.h"
#include "sijil-text.h"

typedef struct {
  SijilStartRequest request;
  char *recovery_code;
} StartJob;

static void
start_job_free (gpointer data)
{
  StartJob *job = data;

  g_free (job->request.profile);
  g_free (job->request.association);
  g_free (job->request.office);
  g_free (job->request.clerk);
  g_free (job->request.slot);
  g_free (job->request.leaving);
  sijil_text_forget (job->request.passphrase);
  sijil_text_forget (job->request.code);
  sijil_text_forget (job->recovery_code);
  g_free (job);
}

static void
close_store (gpointer store)
{
  sijil_store_close (store);
  g_object_unref (store);
}

static void
start_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  StartJob *job = task_data;
  const SijilStartRequest *r = &job->request;
  GError *error = NULL;
  SijilStore *store;

  if (r->association != NULL)
    store = sijil_store_create (r->profile, r->association, r->office, r->clerk, r->passphrase,
                                &job->recovery_code, &error);
  else if (r->code != NULL)
    store = sijil_store_unlock_with_code (r->profile, r->code, &error);
  else if (r->leaving != NULL)
    store = sijil_clerk_remove (r->profile, r->slot, r->passphrase, r->leaving, &error);
  else
    store = sijil_store_unlock (r->profile, r->slot, r->passphrase, &error);
  if (store == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, store, close_store);
}

/**
 * sijil_start_async:
 * @request: how the register is to be opened; copied
 * @source: (type GObject.Object): who asks
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Opens or founds a register. Deriving a key from a passphrase takes about a second by design, so
 * it has a thread of its own.
 */
void
sijil_start_async (const SijilStartRequest *request, gpointer source, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);
  StartJob *job = g_new0 (StartJob, 1);

  job->request.profile = g_strdup (request->profile);
  job->request.association = g_strdup (request->association);
  job->request.office = g_strdup (request->office);
  job->request.clerk = g_strdup (request->clerk);
  job->request.slot = g_strdup (request->slot);
  job->request.leaving = g_strdup (request->leaving);
  job->request.passphrase = g_strdup (request->passphrase);
  job->request.code = g_strdup (request->code);
  g_task_set_source_tag (task, sijil_start_async);
  g_task_set_task_data (task, job, start_job_free);
  g_task_run_in_thread (task, start_thread);
}

/**
 * sijil_start_finish:
 * @result: the result
 * @recovery_code: (out) (optional) (nullable): the recovery code of a new register
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the open register
 */
SijilStore *
sijil_start_finish (GAsyncResult *result, char **recovery_code, GError **error)
{
  StartJob *job = g_task_get_task_data (G_TASK (result));

  if (recovery_code != NULL)
    *recovery_code = g_steal_pointer (&job->recovery_code);
  return g_task_propagate_pointer (G_TASK (result), error);
}
