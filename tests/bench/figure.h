#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times in microseconds, of one kind of action. */
typedef GArray BenchTimes;

BenchTimes *bench_times_new (void);
void bench_times_add (BenchTimes *times, gint64 microseconds);
double bench_times_ms (BenchTimes *times, int percent);
void bench_say (const char *name, double value, const char *unit);
gint64 bench_cpu (void);

G_END_DECLS
