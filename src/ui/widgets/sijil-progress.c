#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-progress.h"

typedef struct {
  gpointer source;
  SijilProgress progress;
  guint done;
  guint of;
} Step;

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

/**
 * sijil_progress_tell:
 * @source: (type GObject.Object): who shows it
 * @progress: draws it
 * @done: how much is done
 * @of: of how much
 *
 * Says in a thread how far it is; what is to be drawn is drawn in the main one.
 */
void
sijil_progress_tell (gpointer source, SijilProgress progress, guint done, guint of)
{
  Step *step = g_new0 (Step, 1);

  *step = (Step){ g_object_ref (source), progress, done, of };
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT_IDLE, on_step, step, step_free);
}
