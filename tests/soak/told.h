#pragma once

#include "world.h"

/* Tells a list of steps, from a world's first day to its quiet end. */
typedef struct {
  char *trouble; /* NULL if every property held */
  guint steps;   /* that were told */
  guint faults;  /* that struck */
} Told;

/* Says each step, and what was written in it. */
extern gboolean told_aloud;

Told told (guint32 seed, GArray *steps);
