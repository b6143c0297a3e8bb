#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-worker.h"

typedef struct {
  SijilDbJob job; /* NULL ends the thread */
  GTask *task;
} Item;

struct _SijilDbWorker {
  GThread *thread;
  GAsyncQueue *queue;
};

static gpointer
work (gpointer data)
{
  GAsyncQueue *queue = data;

  for (;;) {
    Item *item = g_async_queue_pop (queue);
    SijilDbJob job = item->job;

    if (job != NULL) {
      /* A cancelled job is answered here, so that a newer key press overtakes older searches. */
      if (!g_task_return_error_if_cancelled (item->task))
        job (item->task);
      g_object_unref (item->task);
    }
    g_free (item);
    if (job == NULL)
      break;
  }
  g_async_queue_unref (queue);
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
  worker->thread = g_thread_new (name, work, g_async_queue_ref (worker->queue));
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
  g_async_queue_push (worker->queue, item);
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
  g_free (worker);
}

gboolean
sijil_db_worker_is_current (SijilDbWorker *worker)
{
  return g_thread_self () == worker->thread;
}
