#pragma once

#include "told.h"

/* The shortest list that still goes wrong, found by leaving out halves, then less and less. */
GArray *shrink (guint32 seed, GArray *steps, guint seconds, char **trouble);
