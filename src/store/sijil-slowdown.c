#define G_LOG_DOMAIN "sijil-store"

#include "sijil-slowdown.h"

#include "sijil-i18n.h"
#include "sijil-text.h"

#include <glib/gstdio.h>

#define GROUP "wrong"
#define FREE_TRIES 3
#define LONGEST 30

/* How many passphrases were wrong, and when the last was tried. */
typedef struct {
  gint64 count;
  gint64 at;
} Tries;

/* What the disk did not take: profile -> Tries. Another process does not see them. */
static GMutex mutex;
static GHashTable *unwritten;

/* Over the end of the program too. Whoever can write here can remove it; the guard is Argon2id,
 * this is against a guesser at the keyboard. */
static char *
path_of (const char *profile)
{
  return g_build_filename (profile, "tries", NULL);
}

static Tries
load (const char *profile)
{
  g_autofree char *path = path_of (profile);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  Tries tries = { 0 };
  const Tries *kept;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL)) {
    tries.count = g_key_file_get_int64 (file, GROUP, "count", NULL);
    tries.at = g_key_file_get_int64 (file, GROUP, "at", NULL);
  }
  g_mutex_lock (&mutex);
  kept = unwritten != NULL ? g_hash_table_lookup (unwritten, profile) : NULL;
  if (kept != NULL)
    tries = *kept;
  g_mutex_unlock (&mutex);
  return tries;
}

static gboolean
write_down (const char *profile, const Tries *tries)
{
  g_autofree char *path = path_of (profile);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *data = NULL;

  g_key_file_set_int64 (file, GROUP, "count", tries->count);
  g_key_file_set_int64 (file, GROUP, "at", tries->at);
  data = g_key_file_to_data (file, NULL, NULL);
  return g_file_set_contents_full (path, data, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

static void
keep_in_memory (const char *profile, const Tries *tries)
{
  g_mutex_lock (&mutex);
  if (unwritten == NULL)
    unwritten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (unwritten, g_strdup (profile), g_memdup2 (tries, sizeof *tries));
  g_mutex_unlock (&mutex);
}

static void
forget_in_memory (const char *profile)
{
  g_mutex_lock (&mutex);
  if (unwritten != NULL)
    g_hash_table_remove (unwritten, profile);
  g_mutex_unlock (&mutex);
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
  Tries tries = load (profile);
  gint64 wait, passed;

  if (tries.count < FREE_TRIES)
    return 0;
  wait =
      tries.count - FREE_TRIES >= 5 ? LONGEST : G_GINT64_CONSTANT (1) << (tries.count - FREE_TRIES);
  passed = (now - tries.at) / G_USEC_PER_SEC;
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
 * Notes that a passphrase was wrong. On a disk that is full, or cannot be written to, it takes a
 * second: the next process will not know of this one.
 */
void
sijil_slowdown_failed (const char *profile)
{
  Tries tries = load (profile);

  tries.count = MIN (tries.count + 1, 1000);
  tries.at = g_get_real_time ();
  if (write_down (profile, &tries)) {
    forget_in_memory (profile);
    return;
  }
  g_usleep (G_USEC_PER_SEC);
  keep_in_memory (profile, &tries);
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

  forget_in_memory (profile);
  g_unlink (path);
}
