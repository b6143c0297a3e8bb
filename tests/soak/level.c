#include "level.h"

#include "complaints.h"
#include "guest.h"

#include <glib/gstdio.h>

#define MIB (1024.0 * 1024)
#define OWN_DESCRIPTORS 4        /* files that the database opens when it first needs them */
#define CACHE (12 * 1024 * 1024) /* SIJIL_DB_CACHE_AT_REST */
#define LONGEST_END (30 * G_USEC_PER_SEC)

typedef struct {
  gint64 memory, descriptors, data;
} Look;

struct _Level {
  char *pid, *database;
  GArray *looks;
  /* From the beginning of the looks, and to their end: in seconds. */
  double began, lasted;
  double worked, waited;
};

/* A figure of a machine that does other things too says little: so it is said how long the threads
 * waited for a core although they had something to do. */
static void
add_up_threads (const char *pid, double *worked, double *waited)
{
  g_autofree char *folder = g_build_filename ("/proc", pid, "task", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *thread;

  *worked = *waited = 0;
  while (dir != NULL && (thread = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, thread, "schedstat", NULL);
    g_autofree char *text = NULL;
    char *rest;

    if (!g_file_get_contents (path, &text, NULL, NULL))
      continue;
    *worked += (double) g_ascii_strtoull (text, &rest, 10) / 1e9;
    *waited += (double) g_ascii_strtoull (rest, NULL, 10) / 1e9;
  }
}

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

Level *
level_new (const char *pid, const char *database)
{
  Level *self = g_new0 (Level, 1);

  self->pid = g_strdup (pid);
  self->database = g_strdup (database);
  self->looks = g_array_new (FALSE, FALSE, sizeof (Look));
  self->began = now ();
  add_up_threads (pid, &self->worked, &self->waited);
  level_look (self);
  return self;
}

void
level_free (Level *level)
{
  g_array_unref (level->looks);
  g_free (level->pid);
  g_free (level->database);
  g_free (level);
}

static Look
look_at (Level *level)
{
  GStatBuf database = { 0 };

  g_stat (level->database, &database);
  return (Look){ guest_memory (level->pid), guest_descriptors (level->pid), database.st_size };
}

void
level_look (Level *level)
{
  Look look = look_at (level);

  g_array_append_val (level->looks, look);
}

/* No more looks: nobody does anything any more. */
void
level_end (Level *level)
{
  double worked, waited;

  add_up_threads (level->pid, &worked, &waited);
  level->worked = worked - level->worked;
  level->waited = waited - level->waited;
  level->lasted = now () - level->began;
}

static const Look *
at (Level *level, guint part, guint of)
{
  return &g_array_index (level->looks, Look,
                         MIN (level->looks->len * part / of, level->looks->len - 1));
}

/* Of the looks between these thirds. */
static Look
most_between (Level *level, guint from, guint to)
{
  Look most = { 0, 0, 0 };

  for (const Look *look = at (level, from, 3); look <= at (level, to, 3); look++) {
    most.memory = MAX (most.memory, look->memory);
    most.descriptors = MAX (most.descriptors, look->descriptors);
    most.data = MAX (most.data, look->data);
  }
  return most;
}

void
level_say_last (Level *level)
{
  const Look *last = at (level, 1, 1);

  g_print ("; %.1f MiB, %" G_GINT64_FORMAT " descriptors", (double) last->memory / MIB,
           last->descriptors);
}

/* Warm is who has worked for a fifth of the time. */
void
level_say_all (Level *level)
{
  const Look *first = at (level, 0, 1), *warm = at (level, 1, 5), *last = at (level, 1, 1);
  Look most = most_between (level, 0, 3), second = most_between (level, 1, 2),
       third = most_between (level, 2, 3), left = look_at (level);

  g_print (
      "# memory: %.1f MiB at first, %.1f when warm, %.1f in the end, %.1f at most (%.1f in the "
      "second third, %.1f in the last); %.1f when all had gone\n",
      (double) first->memory / MIB, (double) warm->memory / MIB, (double) last->memory / MIB,
      (double) most.memory / MIB, (double) second.memory / MIB, (double) third.memory / MIB,
      (double) left.memory / MIB);
  g_print ("# database: %.1f MiB at first, %.1f in the end\n", (double) first->data / MIB,
           (double) last->data / MIB);
  g_print ("# descriptors: %" G_GINT64_FORMAT " at first, %" G_GINT64_FORMAT
           " when warm, %" G_GINT64_FORMAT " in the end, %" G_GINT64_FORMAT
           " at most (%" G_GINT64_FORMAT " in the second third, %" G_GINT64_FORMAT
           " in the last); %" G_GINT64_FORMAT " when all had gone\n",
           first->descriptors, warm->descriptors, last->descriptors, most.descriptors,
           second.descriptors, third.descriptors, left.descriptors);
  g_print ("# processor: %.0f %% of one core; as long again as %.0f %% of one it had something to "
           "do and no core\n",
           100 * level->worked / level->lasted, 100 * level->waited / level->lasted);
}

/* Who takes ever more takes more in the last third than in the second. A database that grows takes
 * memory only until its cache is full. */
void
level_judge (Level *level, const LevelBounds *bounds)
{
  Look second = most_between (level, 1, 2), third = most_between (level, 2, 3);
  gint64 cached = MIN (third.data, CACHE) - MIN (second.data, CACHE);

  if (third.descriptors > second.descriptors + bounds->descriptors)
    complain ("descriptors grow: %" G_GINT64_FORMAT ", then %" G_GINT64_FORMAT, second.descriptors,
              third.descriptors);
  if (bounds->memory > 0 && third.memory > second.memory + cached + bounds->memory)
    complain ("memory grows: %.1f MiB, then %.1f", (double) second.memory / MIB,
              (double) third.memory / MIB);
}

/* When all have gone, nothing is left of them. */
void
level_judge_end (Level *level)
{
  gint64 until = g_get_monotonic_time () + LONGEST_END;
  gint64 wanted = at (level, 0, 1)->descriptors + OWN_DESCRIPTORS, left;

  while ((left = guest_descriptors (level->pid)) > wanted && g_get_monotonic_time () < until)
    g_usleep (1000);
  if (left > wanted)
    complain ("all have gone, and %" G_GINT64_FORMAT " descriptors are left of them",
              left - at (level, 0, 1)->descriptors);
}
