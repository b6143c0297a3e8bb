#define G_LOG_DOMAIN "sijil-match"

#include "sijil-letters.h"

#include <string.h>

#define ARABIC_BLOCK 0x600

/* The folded letters of Arabic lie between U+0627 and U+064A, so they have room above ASCII. All
 * others share what ASCII has no letters for. */
static guint8
byte_of (gunichar c)
{
  if (c < 0x80)
    return (guint8) c;
  if (c >= ARABIC_BLOCK + 0x21 && c <= ARABIC_BLOCK + 0x7f)
    return (guint8) (0x80 + (c - ARABIC_BLOCK));
  return (guint8) (1 + c % 31);
}

/**
 * sijil_letters_read:
 * @letters: (out): the letters
 * @folded: (nullable): a text that sijil_fold() gave; its spaces are left out
 */
void
sijil_letters_read (SijilLetters *letters, const char *folded)
{
  letters->len = 0;
  for (const char *p = folded; p != NULL && *p != '\0' && letters->len < SIJIL_LETTERS_MAX;
       p = g_utf8_next_char (p))
    if (*p != ' ')
      letters->text[letters->len++] = byte_of (g_utf8_get_char (p));
}

void
sijil_letters_join (SijilLetters *letters, const SijilLetters *first, const SijilLetters *second)
{
  guint room = SIJIL_LETTERS_MAX - first->len, more = MIN (second->len, room);

  memcpy (letters->text, first->text, first->len);
  memcpy (letters->text + first->len, second->text, more);
  letters->len = (guint8) (first->len + more);
}

gboolean
sijil_letters_equal (const SijilLetters *a, const SijilLetters *b)
{
  return a->len == b->len && memcmp (a->text, b->text, a->len) == 0;
}

/**
 * sijil_letters_distance:
 * @a: letters
 * @b: other letters
 * @most: a distance that is too large to matter
 *
 * How many letters have to be put in, left out, replaced or swapped with their neighbour to get
 * from one to the other (optimal string alignment), by bits: H. Hyyrö, "A bit-vector algorithm for
 * computing Levenshtein and Damerau edit distances", Nordic Journal of Computing 10 (2003).
 *
 * Returns: the distance, or @most if it is that or more
 */
guint
sijil_letters_distance (const SijilLetters *a, const SijilLetters *b, guint most)
{
  static _Thread_local guint32 at[256]; /* where in @a each letter stands; all zero between calls */
  guint32 plus = G_MAXUINT32, minus = 0, swap_from = 0, before = 0, last;
  guint distance = a->len;

  if ((guint) ABS ((int) a->len - (int) b->len) >= most)
    return most;
  if (a->len == 0)
    return MIN (b->len, most);
  last = 1u << (a->len - 1);
  for (guint i = 0; i < a->len; i++)
    at[a->text[i]] |= 1u << i;
  for (guint i = 0; i < b->len; i++) {
    guint32 equal = at[b->text[i]];
    guint32 swap = (((~swap_from) & equal) << 1) & before;
    guint32 zero = (((equal & plus) + plus) ^ plus) | equal | minus | swap;
    guint32 rise = minus | ~(zero | plus), fall = zero & plus;

    distance += (rise & last) != 0;
    distance -= (fall & last) != 0;
    rise = (rise << 1) | 1;
    fall <<= 1;
    plus = fall | ~(zero | rise);
    minus = rise & zero;
    swap_from = zero;
    before = equal;
  }
  for (guint i = 0; i < a->len; i++)
    at[a->text[i]] = 0;
  return MIN (distance, most);
}

/**
 * sijil_letters_are_latin:
 * @letters: letters
 *
 * Returns: whether they begin with a Latin letter
 */
gboolean
sijil_letters_are_latin (const SijilLetters *letters)
{
  return letters->len > 0 && g_ascii_isalpha ((char) letters->text[0]);
}

/**
 * sijil_letters_hash:
 * @letters: letters
 * @seed: anything that tells this use from others
 *
 * Returns: the same number for the same letters on every machine (FNV-1a with a last mix)
 */
guint64
sijil_letters_hash (const SijilLetters *letters, guint64 seed)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ seed * 0x9e3779b97f4a7c15;

  for (guint i = 0; i < letters->len; i++)
    hash = (hash ^ letters->text[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  hash ^= hash >> 32;
  return hash * G_GUINT64_CONSTANT (0xd6e8feb86659fd93) ^ hash >> 29;
}
