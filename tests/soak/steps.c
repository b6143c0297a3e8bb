#include "steps.h"

#include <string.h>

/* What belongs together: a world has a mood for each, so that some are calm, and some worse. */
typedef enum {
  MOOD_ALWAYS,
  MOOD_FAMILIES, /* merges, splits, deletions */
  MOOD_REFUSALS,
  MOOD_LINE,
  MOOD_STICK,
  MOOD_CLOCK,
  MOOD_FORK,
  MOOD_DISK,
  MOOD_LOSS,
  N_MOODS,
} Mood;

static const struct {
  const char *name;
  guint weight;
  Mood mood;
} KINDS[N_STEPS] = {
  [STEP_HOUSEHOLD] = { "household", 16, MOOD_ALWAYS },
  [STEP_PERSON] = { "person", 16, MOOD_ALWAYS },
  [STEP_FAMILY] = { "family", 2, MOOD_ALWAYS },
  [STEP_SERVE] = { "serve", 5, MOOD_ALWAYS },
  [STEP_REVERSE] = { "reverse", 3, MOOD_ALWAYS },
  [STEP_SETTLE] = { "settle", 3, MOOD_ALWAYS },
  [STEP_VOLUNTEER] = { "volunteer", 6, MOOD_ALWAYS },
  [STEP_FORM] = { "form", 3, MOOD_ALWAYS },
  [STEP_DECIDE] = { "decide", 4, MOOD_ALWAYS },
  [STEP_DELETE] = { "delete", 3, MOOD_FAMILIES },
  [STEP_REVIVE] = { "revive", 2, MOOD_FAMILIES },
  [STEP_MERGE] = { "merge", 2, MOOD_FAMILIES },
  [STEP_UNMERGE] = { "unmerge", 2, MOOD_FAMILIES },
  [STEP_SPLIT] = { "split", 1, MOOD_FAMILIES },
  [STEP_MOVE] = { "move", 2, MOOD_FAMILIES },
  [STEP_LONG] = { "long", 2, MOOD_REFUSALS },
  [STEP_AGAIN] = { "again", 3, MOOD_REFUSALS },
  [STEP_EXCHANGE] = { "exchange", 16, MOOD_ALWAYS },
  [STEP_ONE_BY_ONE] = { "one-by-one", 4, MOOD_ALWAYS },
  [STEP_FEW] = { "few", 5, MOOD_LINE },
  [STEP_LOST] = { "lost", 5, MOOD_LINE },
  [STEP_CUT] = { "cut", 3, MOOD_LINE },
  [STEP_TWICE] = { "twice", 3, MOOD_LINE },
  [STEP_KEEP] = { "keep", 3, MOOD_LINE },
  [STEP_LATE] = { "late", 3, MOOD_LINE },
  [STEP_NEWS_ONLY] = { "news-only", 3, MOOD_LINE },
  [STEP_STICK_UP] = { "stick-up", 4, MOOD_STICK },
  [STEP_STICK] = { "stick", 4, MOOD_STICK },
  [STEP_STICK_DOWN] = { "stick-down", 4, MOOD_STICK },
  [STEP_RESTART] = { "restart", 1, MOOD_ALWAYS },
  [STEP_RESTART_REGISTRY] = { "restart-registry", 1, MOOD_ALWAYS },
  [STEP_PASS] = { "pass", 3, MOOD_ALWAYS },
  [STEP_CLOCK] = { "clock", 3, MOOD_CLOCK },
  [STEP_COPY] = { "copy", 1, MOOD_FORK },
  [STEP_COPIED_BACK] = { "copied-back", 1, MOOD_FORK },
  [STEP_COMPARE] = { "compare", 3, MOOD_ALWAYS },
  [STEP_LOSE] = { "lose", 2, MOOD_LOSS },
  [STEP_AWAY] = { "away", 2, MOOD_FAMILIES },
  [STEP_DISK] = { "disk", 3, MOOD_DISK },
  [STEP_REGISTRY_DISK] = { "registry-disk", 2, MOOD_DISK },
};

const char *
step_name (StepKind kind)
{
  return KINDS[kind].name;
}

static StepKind
choose (GRand *rand, const gboolean *moods)
{
  guint all = 0, left;

  for (guint i = 0; i < N_STEPS; i++)
    all += moods[KINDS[i].mood] ? KINDS[i].weight : 0;
  left = (guint) g_rand_int_range (rand, 0, (gint32) all);
  for (guint i = 0;; i++) {
    guint weight = moods[KINDS[i].mood] ? KINDS[i].weight : 0;

    if (left < weight)
      return (StepKind) i;
    left -= weight;
  }
}

/* The same list for the same seed, on every machine. */
GArray *
steps_make (guint32 seed, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  gboolean moods[N_MOODS] = { TRUE };

  for (guint i = 1; i < N_MOODS; i++)
    moods[i] = g_rand_boolean (rand);
  for (guint i = 0; i < n; i++) {
    Step step = { choose (rand, moods), 0, 0, 0, 0 };

    step.office = (guint) g_rand_int_range (rand, 0, OFFICES);
    step.a = (guint) g_rand_int_range (rand, 0, 1000);
    step.b = (guint) g_rand_int_range (rand, 0, 1000);
    step.c = (guint) g_rand_int_range (rand, 0, 1000);
    g_array_append_val (steps, step);
  }
  return steps;
}

/* As it is printed when something was found, and taken again by --story. */
char *
steps_text (GArray *steps)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++) {
    const Step *step = &g_array_index (steps, Step, i);

    g_string_append_printf (out, "%s%s@%u:%u.%u.%u", i > 0 ? " " : "", KINDS[step->kind].name,
                            step->office, step->a, step->b, step->c);
  }
  return g_string_free (out, FALSE);
}

static gboolean
parse_one (const char *word, Step *step)
{
  const char *at = strchr (word, '@');
  g_autofree char *name = at != NULL ? g_strndup (word, (gsize) (at - word)) : NULL;
  guint *const numbers[] = { &step->office, &step->a, &step->b, &step->c };

  for (guint i = 0; i < N_STEPS; i++) {
    if (g_strcmp0 (name, KINDS[i].name) != 0)
      continue;
    step->kind = (StepKind) i;
    for (guint k = 0; k < G_N_ELEMENTS (numbers); k++) {
      char *end;

      *numbers[k] = (guint) g_ascii_strtoull (at + 1, &end, 10);
      at = end;
      if (k < 3 && *at == '\0')
        return FALSE;
    }
    return *at == '\0' && step->office < OFFICES;
  }
  return FALSE;
}

/* NULL if @text is no list of steps. */
GArray *
steps_parse (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint i = 0; words[i] != NULL; i++) {
    Step step;

    if (*words[i] == '\0')
      continue;
    if (!parse_one (words[i], &step))
      return NULL;
    g_array_append_val (steps, step);
  }
  return g_steal_pointer (&steps);
}
