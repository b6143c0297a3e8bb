#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-exchange-thread.h"

/* The HTTP library binds a connection to the thread and the main context that made it: to keep one,
 * the exchange needs a thread that stays. */
struct _SijilExchangeThread {
  GMainContext *context;
  GMainLoop *loop;
  SijilKeptLine line;
};

static gpointer
live (gpointer data)
{
  SijilExchangeThread *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  sijil_kept_line_clear (&self->line);
  g_main_context_pop_thread_default (self->context);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
  return NULL;
}

/**
 * sijil_exchange_thread_new:
 *
 * Returns: (transfer full): a thread that waits for something to do
 */
SijilExchangeThread *
sijil_exchange_thread_new (void)
{
  SijilExchangeThread *self = g_new0 (SijilExchangeThread, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_thread_unref (g_thread_new ("sijil-exchange", live, self));
  return self;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/**
 * sijil_exchange_thread_end:
 * @thread: (transfer full): a thread
 *
 * Lets it go: it ends what it is doing, closes its connection, and is gone. Nobody waits for it.
 */
void
sijil_exchange_thread_end (SijilExchangeThread *thread)
{
  GSource *source = g_idle_source_new ();

  g_source_set_callback (source, quit, g_main_loop_ref (thread->loop),
                         (GDestroyNotify) g_main_loop_unref);
  g_source_attach (source, thread->context);
  g_source_unref (source);
}

typedef struct {
  SijilExchangeThread *thread;
  GTask *task;
  SijilExchangeFunc func;
} Turn;

static gboolean
take_turn (gpointer data)
{
  Turn *turn = data;

  turn->func (turn->task, &turn->thread->line);
  return G_SOURCE_REMOVE;
}

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  g_object_unref (turn->task);
  g_free (turn);
}

/**
 * sijil_exchange_thread_run:
 * @thread: a thread
 * @task: what is to be answered
 * @func: what to do, after what was given before
 */
void
sijil_exchange_thread_run (SijilExchangeThread *thread, GTask *task, SijilExchangeFunc func)
{
  GSource *source = g_idle_source_new ();
  Turn *turn = g_new0 (Turn, 1);

  turn->thread = thread;
  turn->task = g_object_ref (task);
  turn->func = func;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, take_turn, turn, turn_free);
  g_source_attach (source, thread->context);
  g_source_unref (source);
}
