#include "step.h"

/* How often each happens; edits are most of an office's day. */
static const struct {
  const char *name;
  guint weight;
} KINDS[N_STEPS] = {
  [STEP_EDIT_HOUSEHOLD] = { "edit a household", 20 },
  [STEP_EDIT_PERSON] = { "edit a person", 20 },
  [STEP_NEW_FAMILY] = { "register a family", 4 },
  [STEP_HAND_OVER] = { "hand over", 10 },
  [STEP_REVERSE] = { "take a hand-over back", 4 },
  [STEP_DELETE] = { "delete a household", 1 },
  [STEP_EXCHANGE] = { "exchange", 20 },
  [STEP_LOSE_ANSWER] = { "exchange, the answer is lost", 6 },
  [STEP_ANSWER_TWICE] = { "exchange, the answer comes twice", 4 },
  [STEP_ANSWER_LATE] = { "exchange, the answer comes after the next one", 4 },
  [STEP_BY_FILE] = { "exchange by file", 3 },
  [STEP_RESTART_DESK] = { "restart a desk", 1 },
  [STEP_RESTART_REGISTRY] = { "restart the registry", 1 },
  [STEP_WRONG_CLOCK] = { "the clock of a desk goes wrong", 2 },
};

const char *
step_name (StepKind kind)
{
  return KINDS[kind].name;
}

static StepKind
draw (GRand *rand)
{
  guint all = 0, drawn;

  for (guint i = 0; i < N_STEPS; i++)
    all += KINDS[i].weight;
  drawn = (guint) g_rand_int_range (rand, 0, (gint32) all);
  for (guint i = 0;; i++) {
    if (drawn < KINDS[i].weight)
      return (StepKind) i;
    drawn -= KINDS[i].weight;
  }
}

/* The same list for the same seed. */
GArray *
steps_from_seed (guint32 seed, guint n)
{
  GArray *steps = g_array_sized_new (FALSE, TRUE, sizeof (Step), n);
  GRand *rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++) {
    Step step = { draw (rand), g_rand_int (rand), g_rand_int (rand), g_rand_int (rand) };

    g_array_append_val (steps, step);
  }
  g_rand_free (rand);
  return steps;
}
