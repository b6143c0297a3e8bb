#pragma once

#include "world.h"

void carrier_begin (World *world, Office *office, LineKind line, guint at);
