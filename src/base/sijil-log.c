#define G_LOG_DOMAIN "sijil-base"

#include "sijil-log.h"

#include <sys/resource.h>

#include <stdlib.h>
#include <string.h>

#define LONGEST_PLAIN_NUMBER 5

/**
 * sijil_log_redact:
 * @message: a log message
 *
 * Personal data never reaches a log. No caller logs a name or a number on purpose; this is the net
 * below them: digit runs longer than five (an ID, a phone) and letters outside ASCII (a name)
 * become a dot each.
 *
 * Returns: (transfer full): what may be written
 */
char *
sijil_log_redact (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message != NULL ? message : "", -1);
  GString *out = g_string_sized_new (strlen (valid));
  gboolean masked = FALSE;

  for (const char *p = valid; *p != '\0';) {
    gsize run = strspn (p, "0123456789");

    if (run > 0) {
      if (run > LONGEST_PLAIN_NUMBER)
        g_string_append (out, "***");
      else
        g_string_append_len (out, p, (gssize) run);
      p += run;
      masked = FALSE;
    } else if ((guchar) *p < 128) {
      g_string_append_c (out, *p++);
      masked = FALSE;
    } else {
      if (!masked)
        g_string_append (out, "***");
      masked = TRUE;
      p = g_utf8_next_char (p);
    }
  }
  return g_string_free (out, FALSE);
}

static GLogWriterOutput
write_redacted (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree GLogField *safe = g_memdup2 (fields, n_fields * sizeof *fields);
  g_autofree char *text = NULL;

  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (safe[i].key, "MESSAGE") == 0) {
      text = safe[i].length < 0 ? sijil_log_redact (safe[i].value) : NULL;
      safe[i].value = text != NULL ? text : "***";
      safe[i].length = -1;
    }
  if (g_log_writer_default_would_drop (level, NULL))
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_standard_streams (level, safe, n_fields, data);
}

/**
 * sijil_log_init:
 *
 * Puts the redacting writer under every log message of the process, and lets no crash write its
 * memory to the disk: keys and names are in it. Call once, first thing in main.
 */
void
sijil_log_init (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  g_log_set_writer_func (write_redacted, NULL, NULL);
}
