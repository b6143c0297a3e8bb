#pragma once

#include <glib.h>

/* What a process takes, looked at again and again: whether that is level. */
typedef struct _Level Level;

/* How much more than in the second third of the time may be taken in the last, beside what is kept
 * ready of a database that has grown. */
typedef struct {
  gint64 memory; /* bytes; 0 if it is not to be judged */
  gint64 descriptors;
} LevelBounds;

Level *level_new (const char *pid, const char *database);
void level_free (Level *level);
void level_look (Level *level);
void level_end (Level *level);
void level_say_last (Level *level);
void level_say_all (Level *level);
void level_judge (Level *level, const LevelBounds *bounds);
void level_judge_end (Level *level);
