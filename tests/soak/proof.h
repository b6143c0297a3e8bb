#pragma once

#include "world.h"

/* What must hold, after each step, after each exchange, and when everybody knows everything. */
void proof_of_step (World *world, Office *office);
void proof_of_exchange (World *world, Office *office, gboolean whole);
gboolean proof_knows_all (World *world, Office *office);
void proof_of_again (World *world, Office *office, GHashTable *before);
void proof_of_rest (World *world);
