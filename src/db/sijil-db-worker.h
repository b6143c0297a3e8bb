#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thread that does jobs strictly in the order in which they were given. */
typedef struct _SijilDbWorker SijilDbWorker;

/**
 * SijilDbJob:
 * @task: returns the result; `g_task_get_task_data()` is the job's data
 *
 * Runs on the worker's thread.
 */
typedef void (*SijilDbJob) (GTask *task);

SijilDbWorker *sijil_db_worker_new (const char *name);
void sijil_db_worker_push (SijilDbWorker *worker, SijilDbJob job, GTask *task);
gboolean sijil_db_worker_wait (SijilDbWorker *worker, gint64 microseconds);
void sijil_db_worker_stop (SijilDbWorker *worker);
gboolean sijil_db_worker_is_current (SijilDbWorker *worker);

G_END_DECLS
