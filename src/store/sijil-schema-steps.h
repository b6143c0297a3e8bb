#pragma once

#include "sijil-db-steps.h"

G_BEGIN_DECLS

/* The steps that move an older file of the local register; frozen once they have shipped. */
extern const SijilDbStep sijil_schema_steps[];

G_END_DECLS
