#pragma once

#include "world.h"
#include "sijil-record.h"

/* What is typed into a form. Most values are written only once in a world, so that each says who
 * wrote it. @id is NULL for a record that is not there yet. */
SijilRecord *edits_household (World *world, const SijilId *id, guint which);
SijilRecord *edits_person (World *world, const SijilId *id, guint which, guint how);
SijilRecord *edits_volunteer (World *world, const SijilId *id, guint which);
void edits_family (SijilRecord *household, GPtrArray *persons, guint which);
