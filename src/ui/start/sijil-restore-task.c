#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-restore-task.h"
#include "sijil-keys.h"
#include "sijil-text.h"

typedef struct {
  char *profile;
  char *backup;
  char *slot;
  char *secret;
  char *by;
  char *by_secret;
  char *aside;
} RestoreJob;

typedef struct {
  gboolean only_if_due;
  char *to;
} BackupJob;

static void
restore_job_free (gpointer data)
{
  RestoreJob *job = data;

  g_free (job->profile);
  g_free (job->backup);
  g_free (job->slot);
  g_free (job->by);
  sijil_text_forget (job->secret);
  sijil_text_forget (job->by_secret);
  g_free (job->aside);
  g_free (job);
}

static void
close_store (gpointer store)
{
  sijil_store_close (store);
  g_object_unref (store);
}

/* By the one whose key is in force now: who allowed it, or who opened the backup. */
static SijilStore *
unlock (const RestoreJob *job, GError **error)
{
  const char *slot = job->by != NULL ? job->by : job->slot;
  const char *secret = job->by_secret != NULL ? job->by_secret : job->secret;

  return g_strcmp0 (slot, SIJIL_RECOVERY) == 0
             ? sijil_store_unlock_with_code (job->profile, secret, error)
             : sijil_store_unlock (job->profile, slot, secret, error);
}

static void
restore_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RestoreJob *job = data;
  SijilRestore request = { job->profile, job->backup, job->slot,
                           job->secret,  job->by,     job->by_secret };
  GError *error = NULL;
  SijilStore *store = NULL;

  if (sijil_backup_restore (&request, &job->aside, &error))
    store = unlock (job, &error);
  if (store == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, store, close_store);
}

/**
 * sijil_restore_async:
 * @request: what is to be restored, and by whom; copied
 * @source: (type GObject.Object): who asks
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Puts a backup into the place of the register and opens it, in a thread of its own.
 */
void
sijil_restore_async (const SijilRestore *request, gpointer source, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);
  RestoreJob *job = g_new0 (RestoreJob, 1);

  job->profile = g_strdup (request->profile);
  job->backup = g_strdup (request->backup);
  job->slot = g_strdup (request->slot);
  job->secret = g_strdup (request->secret);
  job->by = g_strdup (request->by);
  job->by_secret = g_strdup (request->by_secret);
  g_task_set_task_data (task, job, restore_job_free);
  g_task_run_in_thread (task, restore_thread);
}

/**
 * sijil_restore_task_finish:
 * @result: the result
 * @aside: (out) (optional) (nullable): where the register is now that gave way
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the restored register, open
 */
SijilStore *
sijil_restore_task_finish (GAsyncResult *result, char **aside, GError **error)
{
  RestoreJob *job = g_task_get_task_data (G_TASK (result));

  if (aside != NULL)
    *aside = g_steal_pointer (&job->aside);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
backup_job_free (gpointer data)
{
  g_free (((BackupJob *) data)->to);
  g_free (data);
}

static void
backup_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BackupJob *job = data;
  g_autoptr (SijilBackup) made = NULL;
  GError *error = NULL;
  char *path = NULL;

  if (job->only_if_due && !sijil_backup_is_due (source)) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  made = sijil_backup_make (source, &error);
  if (made != NULL)
    path = job->to != NULL ? sijil_backup_copy (made, job->to, &error) : g_strdup (made->path);
  if (path == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, path, g_free);
}

/**
 * sijil_backup_async:
 * @store: an open register
 * @only_if_due: whether to do nothing if there is a backup of today, or nothing has changed
 * @to: (nullable): a folder into which to copy it
 * @callback: called in the main context
 * @user_data: for @callback
 *
 * Makes a backup in a thread of its own; work goes on meanwhile.
 */
void
sijil_backup_async (SijilStore *store, gboolean only_if_due, const char *to,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);
  BackupJob *job = g_new0 (BackupJob, 1);

  job->only_if_due = only_if_due;
  job->to = g_strdup (to);
  g_task_set_task_data (task, job, backup_job_free);
  g_task_run_in_thread (task, backup_thread);
}

/**
 * sijil_backup_finish:
 * @result: the result
 * @error: return location for an error, a sentence
 *
 * Returns: (transfer full) (nullable): the folder that was made; %NULL without an error if none was
 *   due
 */
char *
sijil_backup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
