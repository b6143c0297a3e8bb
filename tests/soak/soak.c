#include "fault-vfs.h"
#include "once.h"
#include "shrink.h"
#include "world.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Many small worlds, each with a story of its own that follows from its seed: ./dev soak. */

#define STEPS_OF_A_WORLD 200
#define SHRINK_SECONDS 90
#ifdef __SANITIZE_ADDRESS__
#define SHORT 800 /* each takes several times as long */
#else
#define SHORT 2000
#endif

static int wanted_steps = 10000;
static gint64 wanted_seed = -1;
static char *wanted_story;
static gboolean short_test;

/* What a crash says at the end; told anew for each world. */
static char last_words[80];

static const GOptionEntry OPTIONS[] = {
  { "steps", 0, 0, G_OPTION_ARG_INT, &wanted_steps, "About how many steps", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &wanted_seed, "Of the first world", "N" },
  { "story", 0, 0, G_OPTION_ARG_STRING, &wanted_story, "One world, told so", "STEPS" },
  { "aloud", 0, 0, G_OPTION_ARG_NONE, &told_aloud, "Say each step", NULL },
  { "tap", 0, 0, G_OPTION_ARG_NONE, &short_test, "A short run, as a test", NULL },
  { NULL },
};

static void
on_crash (int number)
{
  if (write (STDERR_FILENO, last_words, strlen (last_words)) < 0)
    _exit (1);
  signal (number, SIG_DFL);
  raise (number);
}

static void
prepare_last_words (guint32 seed)
{
  g_snprintf (last_words, sizeof last_words, "# crashed: ./dev soak --seed %u --steps %u\n", seed,
              STEPS_OF_A_WORLD);
  signal (SIGABRT, on_crash);
  signal (SIGSEGV, on_crash);
  signal (SIGTRAP, on_crash); /* a warning that is fatal */
}

static void
say_trouble (guint32 seed, GArray *steps, const char *trouble)
{
  g_autofree char *first = g_strdup (trouble);
  g_autoptr (GArray) least = NULL;
  g_autofree char *text = NULL;

  g_print ("# seed %u: %s\n# leaving steps out...\n", seed, trouble);
  least = shrink (seed, steps, SHRINK_SECONDS, &first);
  text = steps_text (least);
  g_print ("# %u steps are left: %s\n"
           "# ./dev soak --seed %u --steps %u\n"
           "# ./dev soak --seed %u --story '%s'\n",
           least->len, first, seed, STEPS_OF_A_WORLD, seed, text);
}

static int
tell_one (guint32 seed)
{
  g_autoptr (GArray) steps = steps_parse (wanted_story);
  Told result;

  if (steps == NULL) {
    g_printerr ("soak: this is no story\n");
    return 2;
  }
  prepare_last_words (seed);
  result = told (seed, steps);
  g_print ("%s\n", result.trouble != NULL ? result.trouble : "Nothing went wrong.");
  return result.trouble != NULL;
}

static int
tell_many (guint32 seed)
{
  gint64 begin = g_get_monotonic_time (), said = begin;
  guint steps = 0, faults = 0, worlds = 0;
  double seconds;

  while (steps < (guint) wanted_steps) {
    guint32 its = seed + worlds;
    g_autoptr (GArray) list = steps_make (its, STEPS_OF_A_WORLD);
    Told result;

    prepare_last_words (its);
    result = told (its, list);
    if (result.trouble != NULL) {
      say_trouble (its, list, result.trouble);
      g_free (result.trouble);
      return 1;
    }
    worlds++;
    steps += result.steps;
    faults += result.faults;
    if (g_get_monotonic_time () - said > 30 * G_USEC_PER_SEC) {
      said = g_get_monotonic_time ();
      g_print ("# %u steps, %u faults of disks, %u worlds\n", steps, faults, worlds);
    }
  }
  seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_print ("# seed %u: %u steps, %u faults of disks, %.0f seconds, %.0f steps/s, lost values 0\n",
           seed, steps, faults, seconds, steps / seconds);
  return 0;
}

static int
tell_what_once_went_wrong (void)
{
  int status = 0;

  for (guint i = 0; i < n_once; i++) {
    g_autoptr (GArray) steps = steps_parse (once[i].story);
    Told result;

    prepare_last_words (once[i].seed);
    result = told (once[i].seed, steps);
    if (result.trouble != NULL) {
      g_print ("# %s\n# ./dev soak --seed %u --story '%s'\n", result.trouble, once[i].seed,
               once[i].story);
      status = 1;
    }
    g_print ("%s %u /soak/once/%s\n", result.trouble != NULL ? "not ok" : "ok", i + 1,
             once[i].name);
    g_free (result.trouble);
  }
  return status;
}

/* A short run: the old stories, and some of today. */
static int
test (guint32 seed)
{
  int status, old;

  wanted_steps = SHORT;
  g_print ("1..%u\n# SIJIL_SEED=%u\n", n_once + 1, seed);
  old = tell_what_once_went_wrong ();
  status = tell_many (seed);
  g_print ("%s %u /soak/nothing-that-was-written-is-lost\n", status == 0 ? "ok" : "not ok",
           n_once + 1);
  return MAX (status, old);
}

int
main (int argc, char **argv)
{
  const char *from_test = g_getenv ("SIJIL_SEED");
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  guint32 seed;
  int status = 0;

  g_option_context_add_main_entries (context, OPTIONS, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("soak: %s\n", error->message);
    return 2;
  }
  fault_vfs_install ("regist"); /* register.db and registry.db */
  seed = wanted_seed >= 0    ? (guint32) wanted_seed
         : from_test != NULL ? (guint32) g_ascii_strtoull (from_test, NULL, 10)
                             : g_random_int ();
  if (short_test)
    status = test (seed);
  else
    status = wanted_story != NULL ? tell_one (seed) : tell_many (seed);
  world_forget ();
  g_free (wanted_story);
  return status;
}
