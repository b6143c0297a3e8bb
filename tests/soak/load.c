#include "company.h"
#include "complaints.h"
#include "honest.h"
#include "level.h"
#include "sijil-segment-seal.h"
#include "stopwatch.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

/* The real sijil-registry for as long as one likes: honest devices that exchange, and beside them a
 * crowd of idle, half-open and hostile connections. ./dev soak --load. */

#define MIB (1024 * 1024)
#define ASSOCIATIONS 5
#define COMPANY 500
#define NO_LONGER_S 24 /* nobody of the company stays longer */
#define LONGEST_COMING (20 * G_USEC_PER_SEC)

#ifdef __SANITIZE_ADDRESS__
#define SHORT_DEVICES 10 /* agreeing on keys takes many times as long */
#define SHORT_COMPANY 120
#define SHORT_MEMORY 0 /* what was freed is kept for a while, and all is shadowed */
#else
#define SHORT_DEVICES 20
#define SHORT_COMPANY 500
#define SHORT_MEMORY (16 * MIB) /* caches fill for longer than that */
#endif
#define SHORT_S 8

static double wanted_minutes = 30;
static gint64 wanted_seed = -1;
static gboolean short_test;

static const GOptionEntry OPTIONS[] = {
  { "minutes", 0, 0, G_OPTION_ARG_DOUBLE, &wanted_minutes, "How long", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &wanted_seed, "Of what everybody does", "N" },
  { "tap", 0, 0, G_OPTION_ARG_NONE, &short_test, "A short run, as a test", NULL },
  { NULL },
};

typedef struct {
  HonestPlan honest;
  guint company;
  LevelBounds bounds;
} Plan;

/* On a busy machine a short time says nothing of growing: then the end alone does. */
static const Plan LONG_PLAN = { { 50, ASSOCIATIONS, 2500, 20000, SIJIL_SEGMENT_SETS + 100 },
                                COMPANY,
                                { 4 * MIB, 64 } },
                  SHORT_PLAN = { { SHORT_DEVICES, ASSOCIATIONS, 1000, 2000, 0 },
                                 SHORT_COMPANY,
                                 { SHORT_MEMORY, SHORT_COMPANY } };

typedef struct {
  Town *town;
  Honest *honest;
  Company *company;
  Level *level;
  GMainLoop *loop;
  const Plan *plan;
  guint fewest; /* that were held at once, since all had come */
  gint64 said, until;
} Load;

static void
say_how_it_goes (Load *load)
{
  Times times = stopwatch_read ();

  g_print ("# %.0f s: %u honest requests, of 100 99 within %.0f ms", times.seconds, times.requests,
           times.most_ms);
  level_say_last (load->level);
  g_print ("; %u came beside them\n", company_count (load->company).came);
}

static gboolean
is_alive (Load *load)
{
  return g_subprocess_get_identifier (load->town->server) != NULL;
}

static gboolean
on_second (gpointer data)
{
  Load *load = data;
  gint64 now = g_get_monotonic_time ();

  if (!is_alive (load)) {
    g_main_loop_quit (load->loop);
    return G_SOURCE_CONTINUE;
  }
  level_look (load->level);
  load->fewest = MIN (load->fewest, company_count (load->company).held);
  if (now - load->said > 30 * G_USEC_PER_SEC) {
    load->said = now;
    say_how_it_goes (load);
  }
  if (now >= load->until)
    g_main_loop_quit (load->loop);
  return G_SOURCE_CONTINUE;
}

/* Beside 500 connections a register of each device, of several files each. */
static void
allow_many_files (void)
{
  struct rlimit files;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &files), ==, 0);
  files.rlim_cur = files.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &files), ==, 0);
}

/* All come at once in the beginning, as they never do again: what is measured begins when most of
 * them have agreed on keys. */
static void
bring_company (Load *load, guint32 seed)
{
  guint size = load->plan->company;
  gint64 until = g_get_monotonic_time () + LONGEST_COMING;
  CompanyCount now = { 0 };

  load->company = company_new (load->town->port, size, NO_LONGER_S, seed);
  do {
    g_usleep (1000);
    now = company_count (load->company);
  } while ((now.held < size || now.agreeing > size / 4) && is_alive (load) &&
           g_get_monotonic_time () < until);
  load->fewest = size;
}

static void
begin (Load *load, const Plan *plan, guint32 seed)
{
  g_autofree char *database = NULL;

  load->plan = plan;
  load->town = town_new ();
  for (guint i = 3; i <= plan->honest.associations; i++) { /* a town has two */
    g_autofree char *name = g_strdup_printf ("جمعية القرية %u", i);

    g_free (town_run (load->town, "association", "add", name, NULL));
  }
  load->honest = honest_new (load->town, &plan->honest, seed);
  g_assert_true (is_alive (load));
  database = g_build_filename (load->town->folder, "registry", "registry.db", NULL);
  load->level = level_new (g_subprocess_get_identifier (load->town->server), database);
  bring_company (load, seed);
}

static void
run (Load *load, gint64 microseconds)
{
  guint seconds = g_timeout_add_seconds (1, on_second, load);

  load->said = g_get_monotonic_time ();
  load->until = load->said + microseconds;
  load->loop = g_main_loop_new (NULL, FALSE);
  stopwatch_begin ();
  honest_begin (load->honest);
  g_main_loop_run (load->loop);
  g_source_remove (seconds);
  g_main_loop_unref (load->loop);
}

static void
say_all (Load *load, Times times, CompanyCount company)
{
  g_print ("# honest: %u requests, %.1f a second, %u put off; of 100 50 within %.0f ms, 99 within "
           "%.0f ms, the longest %.0f ms; %u new devices\n",
           times.requests, times.requests / times.seconds, times.later, times.half_ms,
           times.most_ms, times.longest_ms, honest_newcomers (load->honest));
  g_print ("# beside them: %u of %u at any time at least; %u came, %u agreed on keys, %u were "
           "answered, %u sent away\n",
           load->fewest, load->plan->company, company.came, company.agreed, company.answered,
           company.sent_away);
  if (!short_test)
    g_print ("# 99 of 100 honest requests took %s a second\n",
             times.most_ms < 1000 ? "less than" : "MORE THAN");
}

/* What is left when all have gone, and whether all is there that was written. */
static void
judge (Load *load)
{
  g_autofree char *log = NULL;

  level_judge (load->level, &load->plan->bounds);
  level_judge_end (load->level);
  honest_look (load->honest);
  log = town_log (load->town);
  complain_of_log (log);
}

static int
load_for (const Plan *plan, gint64 microseconds, guint32 seed)
{
  Load load = { NULL };
  CompanyCount company;
  Times times;

  begin (&load, plan, seed);
  run (&load, microseconds);
  times = stopwatch_read ();
  honest_end (load.honest);
  company = company_leave (load.company);
  if (is_alive (&load)) {
    level_end (load.level);
    judge (&load);
    level_say_all (load.level);
  } else {
    complain ("the registry has died");
    g_print ("# the registry has died\n"); /* whatever else was complained of */
    g_clear_object (&load.town->server);
  }
  say_all (&load, times, company);
  honest_free (load.honest);
  level_free (load.level);
  town_free (load.town);
  return complaints () > 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  guint32 seed;
  int status;

  g_option_context_add_main_entries (context, OPTIONS, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("load: %s\n", error->message);
    return 2;
  }
  allow_many_files ();
  seed = wanted_seed >= 0 ? (guint32) wanted_seed : g_random_int ();
  g_print ("%s# seed %u\n", short_test ? "1..1\n" : "", seed);
  if (short_test)
    status = load_for (&SHORT_PLAN, SHORT_S * G_USEC_PER_SEC, seed);
  else
    status = load_for (&LONG_PLAN, (gint64) (wanted_minutes * 60 * G_USEC_PER_SEC), seed);
  if (short_test)
    g_print ("%s 1 /soak/honest-devices-are-served-beside-a-hostile-crowd\n",
             status == 0 ? "ok" : "not ok");
  return status;
}
