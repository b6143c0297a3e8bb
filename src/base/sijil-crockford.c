#define G_LOG_DOMAIN "sijil-base"

#include "sijil-crockford.h"

#include "sijil-fold.h"

#include <string.h>
#include <sys/random.h>

static const char ALPHABET[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * sijil_crockford_random:
 * @length: number of letters, 5 random bits each
 *
 * Returns: (transfer full): random letters of Crockford's base 32
 */
char *
sijil_crockford_random (guint length)
{
  char *text = g_malloc (length + 1);

  if (getrandom (text, length, 0) != (gssize) length)
    g_error ("no random numbers from the kernel");
  for (guint i = 0; i < length; i++)
    text[i] = ALPHABET[(guint8) text[i] & 31];
  text[length] = '\0';
  return text;
}

/**
 * sijil_crockford_normalise:
 * @text: (nullable): letters as a person typed them: any case, spaces, dashes, O for 0, I or L for
 * 1
 *
 * Returns: (transfer full) (nullable): the plain letters, or %NULL if one is none of the alphabet
 */
char *
sijil_crockford_normalise (const char *text)
{
  g_autofree char *ascii = sijil_ascii_digits (text);
  GString *out = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++) {
    char c = g_ascii_toupper (*p);

    if (c == ' ' || c == '-' || c == '\t' || c == '\n')
      continue;
    if (c == 'O')
      c = '0';
    if (c == 'I' || c == 'L')
      c = '1';
    if (strchr (ALPHABET, c) == NULL) {
      g_string_free (out, TRUE);
      return NULL;
    }
    g_string_append_c (out, c);
  }
  return g_string_free (out, FALSE);
}

static char
check_letter (const char *letters, gsize len)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (sum, (const guchar *) letters, (gssize) len);
  g_checksum_get_digest (sum, digest, &size);
  return ALPHABET[digest[0] & 31];
}

/**
 * sijil_crockford_with_check:
 * @letters: letters of the alphabet
 *
 * Returns: (transfer full): @letters and one check letter
 */
char *
sijil_crockford_with_check (const char *letters)
{
  return g_strdup_printf ("%s%c", letters, check_letter (letters, strlen (letters)));
}

/**
 * sijil_crockford_check:
 * @letters: normalised letters whose last one is a check
 *
 * Returns: %TRUE if the check agrees
 */
gboolean
sijil_crockford_check (const char *letters)
{
  gsize len = strlen (letters);

  return len > 1 && check_letter (letters, len - 1) == letters[len - 1];
}
