#define G_LOG_DOMAIN "sijil-model"

#include "sijil-card.h"

#include "sijil-fold.h"
#include "sijil-text.h"

#include <string.h>
#include <sys/random.h>

/* Letters whose keys give one whole letter on the Arabic layout too, and which nobody mistakes for
 * a digit. */
static const char LETTERS[] = "ADEFGJKPQRTUVWY";
static const char VALUES[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* What the Arabic layout of PC keyboards types for the keys A to Z, alone and with Shift, which
 * scanners press for capitals. Longer texts stand before the letters that they begin with: some
 * keys type two letters, or one character that is both. */
static const struct {
  const char *typed;
  char key;
} ARABIC_KEYS[] = {
  /* clang-format off */
  { "لا", 'B' }, { "لآ", 'B' }, { "لأ", 'G' }, { "لإ", 'T' },
  { "\357\273\273", 'B' }, { "\357\273\265", 'B' }, { "\357\273\267", 'G' },
  { "\357\273\271", 'T' },
  { "ش", 'A' }, { "ؤ", 'C' }, { "ي", 'D' }, { "ث", 'E' }, { "ب", 'F' }, { "ل", 'G' },
  { "ا", 'H' }, { "ه", 'I' }, { "ت", 'J' }, { "ن", 'K' }, { "م", 'L' }, { "ة", 'M' },
  { "ى", 'N' }, { "خ", 'O' }, { "ح", 'P' }, { "ض", 'Q' }, { "ق", 'R' }, { "س", 'S' },
  { "ف", 'T' }, { "ع", 'U' }, { "ر", 'V' }, { "ص", 'W' }, { "ء", 'X' }, { "غ", 'Y' },
  { "ئ", 'Z' },
  { "\331\220", 'A' }, { "}", 'C' }, { "]", 'D' }, { "\331\217", 'E' }, { "[", 'F' },
  { "أ", 'H' }, { "÷", 'I' }, { "ـ", 'J' }, { "،", 'K' }, { "/", 'L' }, { "'", 'M' },
  { "آ", 'N' }, { "×", 'O' }, { "؛", 'P' }, { "\331\216", 'Q' }, { "\331\214", 'R' },
  { "\331\215", 'S' }, { "`", 'U' }, { "{", 'V' }, { "\331\213", 'W' }, { "\331\222", 'X' },
  { "إ", 'Y' }, { "~", 'Z' },
  /* clang-format on */
};

/**
 * sijil_card_random_letters:
 *
 * Returns: (transfer full): three letters for the cards of one device
 */
char *
sijil_card_random_letters (void)
{
  guint8 bytes[3];
  char *letters = g_malloc (4);

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("no random numbers from the kernel");
  for (int i = 0; i < 3; i++)
    letters[i] = LETTERS[bytes[i] % (sizeof LETTERS - 1)];
  letters[3] = '\0';
  return letters;
}

/**
 * sijil_card_are_letters:
 * @text: (nullable): what a device says are the letters of its cards
 *
 * Returns: whether they are three letters as sijil_card_random_letters() gives them
 */
gboolean
sijil_card_are_letters (const char *text)
{
  return text != NULL && strlen (text) == 3 && strspn (text, LETTERS) == 3;
}

/* ISO 7064 MOD 37-36 (hybrid system): one check character over digits and capital letters. */
static char
check_character (const char *text, gsize len)
{
  int p = 36;

  for (gsize i = 0; i < len; i++) {
    p += (int) (strchr (VALUES, text[i]) - VALUES);
    p = p % 36 == 0 ? 36 : p % 36;
    p = p * 2 % 37;
  }
  return VALUES[(37 - p) % 36];
}

/**
 * sijil_card_make:
 * @letters: the three letters of the device
 * @counter: 1, 2, 3, ...
 *
 * Returns: (transfer full): a card number: letters, counter without leading zeros, check character
 */
char *
sijil_card_make (const char *letters, guint64 counter)
{
  g_autofree char *body = g_strdup_printf ("%s%" G_GUINT64_FORMAT, letters, counter);

  return g_strdup_printf ("%s%c", body, check_character (body, strlen (body)));
}

/**
 * sijil_card_is_valid:
 * @card: (nullable): capital letters and digits
 *
 * Returns: whether @card has the shape of a card number and its check character agrees
 */
gboolean
sijil_card_is_valid (const char *card)
{
  gsize len = card != NULL ? strlen (card) : 0;

  if (len < 5 || len > 15 || strspn (card, LETTERS) < 3 || card[3] == '0' ||
      strspn (card + 3, "0123456789") < len - 4 || strspn (card, VALUES) != len)
    return FALSE;
  return check_character (card, len - 1) == card[len - 1];
}

static void
append_key (GString *out, const char **p)
{
  for (guint i = 0; i < G_N_ELEMENTS (ARABIC_KEYS); i++)
    if (g_str_has_prefix (*p, ARABIC_KEYS[i].typed)) {
      g_string_append_c (out, ARABIC_KEYS[i].key);
      *p += strlen (ARABIC_KEYS[i].typed);
      return;
    }
  g_string_append_c (out, (guchar) * *p < 128 ? g_ascii_toupper (**p) : '?');
  *p = g_utf8_next_char (*p);
}

/**
 * sijil_card_from_keys:
 * @typed: (nullable): what a scanner or a person typed, perhaps with the Arabic layout on
 *
 * A scanner presses keys; with the Arabic layout on, the key Q arrives as dad. Reads the keys that
 * were meant: letters of either layout with or without Shift, digits of any script, spaces and
 * dashes dropped, an `SJ1:` before it allowed.
 *
 * Returns: (transfer full) (nullable): a valid card number, or %NULL
 */
char *
sijil_card_from_keys (const char *typed)
{
  g_autofree char *ascii = sijil_ascii_digits (typed);
  GString *out = g_string_new (NULL);
  const char *card;

  for (const char *p = ascii; *p != '\0' && out->len < 32;) {
    if (*p == '-' || g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    else
      append_key (out, &p);
  }
  card = g_str_has_prefix (out->str, "SJ1:") ? out->str + 4 : out->str;
  if (!sijil_card_is_valid (card)) {
    g_string_free (out, TRUE);
    return NULL;
  }
  if (card != out->str)
    g_string_erase (out, 0, 4);
  return g_string_free (out, FALSE);
}

/**
 * sijil_card_show:
 * @card: (nullable): a card number
 *
 * Returns: (transfer full): letters and number apart, left to right. Its digits stay Latin, as they
 *   are printed on the card.
 */
char *
sijil_card_show (const char *card)
{
  if (card == NULL || strlen (card) < 5)
    return g_strdup (card != NULL ? card : "");
  return g_strdup_printf ("\342\201\246%.3s\302\240%s\342\201\251", card, card + 3);
}
