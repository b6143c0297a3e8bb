#pragma once

#include <glib.h>

/* Ids that are the same for the same seed: see chance.c. */
void chance_seed (guint32 seed);
