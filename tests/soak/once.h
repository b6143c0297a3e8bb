#pragma once

#include <glib.h>

/* Stories that once went wrong, as they were left when no step more could be left out. What they
 * found has a test in the file of its subject; here they are told again as they were. */
typedef struct {
  const char *name;
  guint32 seed;
  const char *story;
} Once;

extern const Once once[];
extern const guint n_once;
