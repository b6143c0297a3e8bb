#pragma once

#include "world.h"

/* What a desk's disk loses without a word comes back when the desk compares itself. */

void loss_look_soon (World *world, Office *office);
void loss_of_record (World *world, Office *office, const Step *step);
void loss_check (World *world, Office *office);
