#include "figure.h"

#include <stdio.h>
#include <time.h>

BenchTimes *
bench_times_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

void
bench_times_add (BenchTimes *times, gint64 microseconds)
{
  g_array_append_val (times, microseconds);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

/**
 * bench_times_ms:
 * @times: some times
 * @percent: which percentile, 50 for the median
 *
 * Returns: it, in milliseconds
 */
double
bench_times_ms (BenchTimes *times, int percent)
{
  guint rank;

  if (times->len == 0)
    return 0;
  g_array_sort (times, compare);
  rank = (times->len * (guint) percent + 99) / 100;
  return (double) g_array_index (times, gint64, MAX (rank, 1) - 1) / 1000;
}

/**
 * bench_say:
 * @name: what was measured
 * @value: the figure
 * @unit: in what
 *
 * Tells the bench that started this program one figure.
 */
void
bench_say (const char *name, double value, const char *unit)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.6g", value);
  printf ("{\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\"}\n", name, number, unit);
  fflush (stdout);
}

/* The processor time of this program so far, in microseconds. */
gint64
bench_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
