#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-worker.h"

typedef struct {
  SijilDbJob job; /* NULL ends the thread */
  GTask *task;
} Item;

struct _SijilDbWorker {
  GThread *thread;
  GAsyncQueue *queue;
  GMutex mutex;
  GCond done;
  guint left; /* what was given and is not done yet, guarded by @mutex */
};

static void
count_one_less (SijilDbWorker *self)
{
  g_mutex_lock (&self->mutex);
  self->left--;
  if (self->left == 0)
    g_cond_signal (&self->done);
  g_mutex_unlock (&self->mutex);
}

static gpointer
work (gpointer data)
{
  SijilDbWorker *self = data;

  for (;;) {
    Item *item = g_async_queue_pop (self->queue);
    SijilDbJob job = item->job;

    if (job != NULL) {
      /* A cancelled job is answered here, so that a newer key press overtakes older searches. */
      if (!g_task_return_error_if_cancelled (item->task))
        job (item->task);
      g_object_unref (item->task);
      count_one_less (self);
    }
    g_free (item);
    if (job == NULL)
      break;
  }
  return NULL;
}

/**
 * sijil_db_worker_new:
 * @name: the thread's name
 *
 * Returns: (transfer full): a running worker, to be ended by sijil_db_worker_stop()
 */
SijilDbWorker *
sijil_db_worker_new (const char *name)
{
  SijilDbWorker *worker = g_new0 (SijilDbWorker, 1);

  worker->queue = g_async_queue_new ();
  g_mutex_init (&worker->mutex);
  g_cond_init (&worker->done);
  worker->thread = g_thread_new (name, work, worker);
  return worker;
}

/**
 * sijil_db_worker_push:
 * @worker: a worker
 * @job: what to do there
 * @task: (transfer full): carries the result home to the main context in which it was made
 */
void
sijil_db_worker_push (SijilDbWorker *worker, SijilDbJob job, GTask *task)
{
  Item *item = g_new0 (Item, 1);

  item->job = job;
  item->task = task;
  g_mutex_lock (&worker->mutex);
  worker->left++;
  g_mutex_unlock (&worker->mutex);
  g_async_queue_push (worker->queue, item);
}

/**
 * sijil_db_worker_wait:
 * @worker: a worker
 * @microseconds: how long at most
 *
 * Waits until all that was given is done.
 *
 * Returns: whether it is
 */
gboolean
sijil_db_worker_wait (SijilDbWorker *worker, gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;
  gboolean done;

  g_mutex_lock (&worker->mutex);
  while (worker->left > 0 && g_cond_wait_until (&worker->done, &worker->mutex, end))
    ;
  done = worker->left == 0;
  g_mutex_unlock (&worker->mutex);
  return done;
}

/**
 * sijil_db_worker_stop:
 * @worker: (transfer full): a worker
 *
 * Does what was given so far, then ends the thread and waits for it.
 */
void
sijil_db_worker_stop (SijilDbWorker *worker)
{
  if (worker == NULL)
    return;
  g_async_queue_push (worker->queue, g_new0 (Item, 1));
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->queue);
  g_mutex_clear (&worker->mutex);
  g_cond_clear (&worker->done);
  g_free (worker);
}

gboolean
sijil_db_worker_is_current (SijilDbWorker *worker)
{
  return g_thread_self () == worker->thread;
}
