#define G_LOG_DOMAIN "sijil-store"

#include "sijil-keys.h"

#include "sijil-i18n.h"

/**
 * sijil_passphrase_strength:
 * @passphrase: (nullable): what was typed so far
 * @sentence: (out) (transfer none): what may be said of it
 *
 * A guess from length and variety, for the bar in the assistant: it advises, it does not forbid,
 * save that fewer than eight characters are never accepted.
 *
 * Returns: 0 (too short) to 4 (strong)
 */
guint
sijil_passphrase_strength (const char *passphrase, const char **sentence)
{
  glong len = passphrase != NULL ? g_utf8_strlen (passphrase, -1) : 0;
  g_autoptr (GHashTable) letters = g_hash_table_new (NULL, NULL);
  guint words = 1, score;

  for (const char *p = passphrase; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    g_hash_table_add (letters, GUINT_TO_POINTER (g_utf8_get_char (p)));
    if (*p == ' ' && p[1] != ' ' && p[1] != '\0')
      words++;
  }
  if (len < 8) {
    *sentence = _ ("At least 8 characters");
    return 0;
  }
  score = 1 + (len >= 12) + (len >= 16 || words >= 3) + (g_hash_table_size (letters) >= 9);
  if (g_hash_table_size (letters) < 5)
    score = 1;
  *sentence = score <= 1   ? _ ("Weak: easy to guess")
              : score == 2 ? _ ("Fair: three unrelated words are better")
              : score == 3 ? _ ("Good")
                           : _ ("Strong");
  return MIN (score, 4);
}
