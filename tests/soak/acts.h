#pragma once

#include "world.h"

/* What people do at a desk. Most of it may be refused by the store's rules; that is an answer too.
 */
void act (World *world, Office *office, const Step *step);
