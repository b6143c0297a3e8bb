#include "world.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Stories from a seed: whatever happens, nothing that was ever committed is lost, and all come to
 * say the same. A story that fails is made as short as it still fails. */
#define STEPS_OF_STORY 150
#define SHRINK_SECONDS 300

static gint64 n_steps = 600;
static gint seed_given = -1;
static gboolean tap;

static GOptionEntry options[] = {
  { "steps", 0, 0, G_OPTION_ARG_INT64, &n_steps, "Steps in all", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed_given, "The first story's", "N" },
  { "tap", 0, 0, G_OPTION_ARG_NONE, &tap, "For the test runner", NULL },
  { NULL },
};

static void
tell (GArray *steps)
{
  World *world = world_new ();

  for (guint i = 0; i < steps->len; i++)
    world_step (world, &g_array_index (steps, Step, i));
  world_settle (world);
  world_check (world);
  world_free (world);
}

/* Each story has a process of its own: a check that fails ends it. */
static gboolean
holds (GArray *steps, gboolean loud)
{
  pid_t child = fork ();
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    struct rlimit none = { 0, 0 };

    setrlimit (RLIMIT_CORE, &none);
    if (!loud) {
      int quiet = open ("/dev/null", O_WRONLY);

      dup2 (quiet, STDOUT_FILENO);
      dup2 (quiet, STDERR_FILENO);
    }
    tell (steps);
    _exit (0);
  }
  while (waitpid (child, &status, 0) < 0)
    ;
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static GArray *
without (GArray *steps, guint from, guint n)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (Step));

  g_array_append_vals (rest, steps->data, from);
  g_array_append_vals (rest, &g_array_index (steps, Step, from + n), steps->len - from - n);
  return rest;
}

/* Leaves out halves, then less and less, as long as it still fails. */
static GArray *
shrink (GArray *steps)
{
  gint64 end = g_get_monotonic_time () + SHRINK_SECONDS * G_USEC_PER_SEC;
  GArray *now = g_array_ref (steps);

  for (guint n = now->len / 2; n > 0; n /= 2)
    for (guint from = 0; from + n <= now->len && g_get_monotonic_time () < end;) {
      GArray *less = without (now, from, n);

      if (holds (less, FALSE)) {
        g_array_unref (less);
        from += n;
      } else {
        g_array_unref (now);
        now = less;
      }
    }
  return now;
}

static void
show (guint32 seed, GArray *steps)
{
  g_print ("# repeat: ./dev soak --seed %u --steps %u\n", seed, STEPS_OF_STORY);
  for (guint i = 0; i < steps->len; i++) {
    const Step *step = &g_array_index (steps, Step, i);

    g_print ("#   desk %u: %s (%u, %u)\n", step->desk % N_DESKS, step_name (step->kind),
             step->which, step->how);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time (), told = start, done = 0;
  guint32 seed;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  seed = seed_given >= 0 ? (guint32) seed_given : g_random_int () & G_MAXINT32;
  if (tap)
    g_print ("1..1\n");
  g_print ("# seed %u\n", seed);
  for (; done < n_steps; done += STEPS_OF_STORY, seed++) {
    g_autoptr (GArray) steps = steps_from_seed (seed, STEPS_OF_STORY);

    if (!holds (steps, FALSE)) {
      g_autoptr (GArray) less = shrink (steps);

      show (seed, less);
      holds (less, TRUE);
      g_print ("%snothing is lost and all say the same\n", tap ? "not ok 1 - " : "It failed: ");
      return 1;
    }
    if (g_get_monotonic_time () - told > 30 * G_USEC_PER_SEC) {
      told = g_get_monotonic_time ();
      g_print ("# %" G_GINT64_FORMAT " steps, seed %u, %.0f s\n", done, seed,
               (double) (told - start) / G_USEC_PER_SEC);
    }
  }
  if (tap)
    g_print ("ok 1 - nothing is lost and all say the same\n");
  g_print ("# %" G_GINT64_FORMAT " steps in %.1f s, %.0f a second, lost values 0\n", done,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC,
           (double) done / ((double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC));
  return 0;
}
