#pragma once

#include <glib.h>

/* How long each request of an honest device takes, from its beginning to the whole answer, and what
 * became of it. The desks' own exchange is timed, around the very calls of its transport. */

typedef struct {
  guint requests;
  guint later; /* told to come again, and when */
  double seconds;
  double half_ms, most_ms, longest_ms; /* of 100 requests 50, 99 and all took no longer */
} Times;

void stopwatch_begin (void);
Times stopwatch_read (void);
void stopwatch_forget_later (void);
gboolean stopwatch_heard_later (void);
