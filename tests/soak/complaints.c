#include "complaints.h"

#include <string.h>

#define MOST_TOLD 10 /* what comes after these says the same */

static GMutex mutex;
static guint n;

void
complain (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_mutex_lock (&mutex);
  if (n++ < MOST_TOLD)
    g_print ("# WRONG: %s\n", text);
  g_mutex_unlock (&mutex);
}

/* A program says there what is wrong with itself, whoever comes. */
void
complain_of_log (const char *log)
{
  static const char *const BAD[] = { "WARNING", "CRITICAL", "ERROR **", "Sanitizer",
                                     "runtime error" };

  for (guint i = 0; i < G_N_ELEMENTS (BAD); i++) {
    const char *found = strstr (log, BAD[i]);

    if (found != NULL)
      complain ("the log says: %.*s", (int) strcspn (found, "\n"), found);
  }
}

guint
complaints (void)
{
  guint so_far;

  g_mutex_lock (&mutex);
  so_far = n;
  g_mutex_unlock (&mutex);
  return so_far;
}
