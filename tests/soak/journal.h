#pragma once

#include "world.h"
#include "sijil-change-set.h"

/* All that anybody has written in a world, as the change sets say it, beside what the world makes
 * of it: the one cannot lose what the other has. */

Journal *journal_new (void);
void journal_free (Journal *journal);
guint journal_length (Journal *journal);
void journal_note (World *world, Office *office);
void journal_forget_unsent (World *world, Office *office);
void journal_beaten (World *world, const Office *office, SijilRecord *before, SijilRecord *edit);
void journal_say (World *world, guint from);
void journal_check (World *world);
