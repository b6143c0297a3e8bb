#pragma once

#include "town.h"

/* Whether what was written is with everybody whom it concerns; @devices: of several associations.
 */
void arrived_everywhere (Town *town, GPtrArray *devices);
