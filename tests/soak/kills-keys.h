#pragma once

#include <glib.h>

void kills_of_keys (GRand *rand, int kills);
