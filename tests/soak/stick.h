#pragma once

#include "world.h"

void stick_up (World *world, Office *office);
void stick_take (World *world, Office *office);
void stick_answer (World *world, Office *office);
void stick_down (World *world, Office *office);
