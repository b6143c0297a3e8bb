#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-guesses.h"

#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

struct _SijilGuesses {
  GHashTable *of_address; /* text -> how many; never more addresses than guesses that were heard */
  guint of_all;
  gint64 since;
};

SijilGuesses *
sijil_guesses_new (void)
{
  SijilGuesses *self = g_new0 (SijilGuesses, 1);

  self->of_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sijil_guesses_free (SijilGuesses *guesses)
{
  if (guesses == NULL)
    return;
  g_hash_table_unref (guesses->of_address);
  g_free (guesses);
}

/**
 * sijil_guesses_may_hear:
 * @guesses: the guesses so far
 * @address: who has guessed wrongly once more
 * @now: monotonic microseconds
 *
 * Whoever shows a right code is not asked about here, and so cannot be locked out by those who
 * share the address.
 *
 * Returns: whether the guesser hears that it was wrong; otherwise only that it has to wait
 */
gboolean
sijil_guesses_may_hear (SijilGuesses *guesses, const char *address, gint64 now)
{
  guint count;

  if (now - guesses->since > MINUTE_US) {
    g_hash_table_remove_all (guesses->of_address);
    guesses->of_all = 0;
    guesses->since = now;
  }
  count = GPOINTER_TO_UINT (g_hash_table_lookup (guesses->of_address, address));
  if (count >= SIJIL_GUESSES_OF_ADDRESS || guesses->of_all >= SIJIL_GUESSES_OF_ALL)
    return FALSE;
  g_hash_table_insert (guesses->of_address, g_strdup (address), GUINT_TO_POINTER (count + 1));
  guesses->of_all++;
  return TRUE;
}
