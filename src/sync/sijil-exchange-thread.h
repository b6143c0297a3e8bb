#pragma once

#include <gio/gio.h>

#include "sijil-exchanger.h"

G_BEGIN_DECLS

/* The thread on which one desk exchanges, with what it keeps from one exchange to the next. */
typedef struct _SijilExchangeThread SijilExchangeThread;

/**
 * SijilExchangeFunc:
 * @task: what is to be answered with g_task_return_*()
 * @line: what the exchange before left
 */
typedef void (*SijilExchangeFunc) (GTask *task, SijilKeptLine *line);

SijilExchangeThread *sijil_exchange_thread_new (void);
void sijil_exchange_thread_end (SijilExchangeThread *thread);
void sijil_exchange_thread_run (SijilExchangeThread *thread, GTask *task, SijilExchangeFunc func);

G_END_DECLS
