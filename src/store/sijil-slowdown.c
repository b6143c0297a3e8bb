#define G_LOG_DOMAIN "sijil-store"

#include "sijil-slowdown.h"

#include "sijil-i18n.h"
#include "sijil-text.h"

#include <glib/gstdio.h>

#define GROUP "wrong"
#define FREE_TRIES 3
#define LONGEST 30

/* How many passphrases were wrong, and when the last was tried, over the end of the program too.
 * Whoever can write here can remove it; the guard is Argon2id, this is against a guesser at the
 * keyboard. */
static char *
path_of (const char *profile)
{
  return g_build_filename (profile, "tries", NULL);
}

static void
load (const char *profile, gint64 *count, gint64 *at)
{
  g_autofree char *path = path_of (profile);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  *count = *at = 0;
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  *count = g_key_file_get_int64 (file, GROUP, "count", NULL);
  *at = g_key_file_get_int64 (file, GROUP, "at", NULL);
}

/**
 * sijil_slowdown_left:
 * @profile: the folder of the profile
 * @now: microseconds UTC
 *
 * Returns: for how many seconds no passphrase is tried
 */
gint64
sijil_slowdown_left (const char *profile, gint64 now)
{
  gint64 count, at, wait, passed;

  load (profile, &count, &at);
  if (count < FREE_TRIES)
    return 0;
  wait = count - FREE_TRIES >= 5 ? LONGEST : G_GINT64_CONSTANT (1) << (count - FREE_TRIES);
  passed = (now - at) / G_USEC_PER_SEC;
  /* A clock that was set back must not lock anybody out for a year. */
  return passed < 0 ? wait : MAX (wait - passed, 0);
}

/**
 * sijil_slowdown_may_try:
 * @profile: the folder of the profile
 * @error: return location for an error
 *
 * Returns: whether a passphrase may be tried now
 */
gboolean
sijil_slowdown_may_try (const char *profile, GError **error)
{
  gint64 left = sijil_slowdown_left (profile, g_get_real_time ());
  g_autofree char *seconds = sijil_text_number (left);

  if (left == 0)
    return TRUE;
  g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WAIT,
               ngettext ("Too many wrong passphrases. Try again in %s second",
                         "Too many wrong passphrases. Try again in %s seconds", (gulong) left),
               seconds);
  return FALSE;
}

/**
 * sijil_slowdown_failed:
 * @profile: the folder of the profile
 *
 * Notes that a passphrase was wrong.
 */
void
sijil_slowdown_failed (const char *profile)
{
  g_autofree char *path = path_of (profile);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *data = NULL;
  gint64 count, at;

  load (profile, &count, &at);
  g_key_file_set_int64 (file, GROUP, "count", MIN (count + 1, 1000));
  g_key_file_set_int64 (file, GROUP, "at", g_get_real_time ());
  data = g_key_file_to_data (file, NULL, NULL);
  g_file_set_contents_full (path, data, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/**
 * sijil_slowdown_passed:
 * @profile: the folder of the profile
 *
 * Forgets the wrong ones.
 */
void
sijil_slowdown_passed (const char *profile)
{
  g_autofree char *path = path_of (profile);

  g_unlink (path);
}
