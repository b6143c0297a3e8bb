#define G_LOG_DOMAIN "sijil-base"

#include "sijil-text.h"

#include "sijil-fold.h"
#include "sijil-i18n.h"

#include <string.h>

#define LRI "\342\201\246"
#define LRM "\342\200\216"
#define RLM "\342\200\217"
#define FSI "\342\201\250"
#define PDI "\342\201\251"
#define NBSP "\302\240"
#define MAX_PIASTRES G_GINT64_CONSTANT (1000000000000)

static gboolean arabic_digits;

/**
 * sijil_text_use_arabic_digits:
 * @arabic: whether numbers are shown in Arabic-Indic digits
 *
 * Set once at start, from the language of the window. The command line leaves it off, since its
 * output is read by programs too.
 */
void
sijil_text_use_arabic_digits (gboolean arabic)
{
  arabic_digits = arabic;
}

/**
 * sijil_text_digits:
 * @text: (nullable): a text with ASCII digits
 *
 * Returns: (transfer full): @text with its digits as the person reads them
 */
char *
sijil_text_digits (const char *text)
{
  GString *out;

  if (text == NULL)
    return g_strdup ("");
  if (!arabic_digits)
    return g_strdup (text);
  out = g_string_sized_new (strlen (text) * 2);
  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      g_string_append_unichar (out, 0x0660 + (gunichar) (*p - '0'));
    else
      g_string_append_c (out, *p);
  }
  return g_string_free (out, FALSE);
}

/* The smallest int64 has no positive twin, so this is no ABS(). */
static guint64
size_of (gint64 number)
{
  return number < 0 ? -(guint64) number : (guint64) number;
}

static char *
group_thousands (guint64 number)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize len = strlen (plain);
  GString *out = g_string_sized_new (len * 2);

  for (gsize i = 0; i < len; i++) {
    if (i > 0 && (len - i) % 3 == 0)
      g_string_append (out, arabic_digits ? "\331\254" : ",");
    g_string_append_c (out, plain[i]);
  }
  return g_string_free (out, FALSE);
}

/**
 * sijil_text_number:
 * @number: a count
 *
 * Returns: (transfer full): the number with groups of thousands, in the digits of the window
 */
char *
sijil_text_number (gint64 number)
{
  g_autofree char *grouped = group_thousands (size_of (number));
  g_autofree char *signed_ = g_strconcat (number < 0 ? "-" : "", grouped, NULL);

  return sijil_text_digits (signed_);
}

/**
 * sijil_text_money:
 * @piastres: an amount
 *
 * Returns: (transfer full): pounds with their sign; piastres only where there are any
 */
char *
sijil_text_money (gint64 piastres)
{
  g_autofree char *pounds = group_thousands (size_of (piastres) / 100);
  guint rest = (guint) (size_of (piastres) % 100);
  const char *sign = piastres < 0 ? "-" : "";
  g_autofree char *amount = rest == 0 ? g_strconcat (sign, pounds, NULL)
                                      : g_strdup_printf ("%s%s%s%02u", sign, pounds,
                                                         arabic_digits ? "\331\253" : ".", rest);
  g_autofree char *shown = sijil_text_digits (amount);

  /* Translators: an amount of Egyptian pounds. */
  return g_strdup_printf (_ ("EGP %s"), shown);
}

/**
 * sijil_text_parse_money:
 * @text: (nullable): pounds as typed, digits of any script, at most two decimals
 * @piastres: (out): the amount
 *
 * Returns: %TRUE if @text is an amount from 0 to 10^12 piastres
 */
gboolean
sijil_text_parse_money (const char *text, gint64 *piastres)
{
  g_autofree char *ascii = sijil_ascii_digits (text);
  gint64 pounds = 0, cents = 0;
  int decimals = -1;
  gboolean any = FALSE;

  for (const char *p = ascii; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_ascii_isdigit (*p)) {
      any = TRUE;
      if (decimals >= 2)
        return FALSE;
      if (decimals >= 0) {
        cents = cents * 10 + (*p - '0');
        decimals++;
      } else
        pounds = pounds * 10 + (*p - '0');
      if (pounds > MAX_PIASTRES)
        return FALSE;
    } else if ((c == '.' || c == 0x066b) && decimals < 0)
      decimals = 0;
    else if (c != ',' && c != 0x066c && !g_unichar_isspace (c))
      return FALSE;
  }
  if (decimals == 1)
    cents *= 10;
  *piastres = pounds * 100 + cents;
  return any && *piastres <= MAX_PIASTRES;
}

/**
 * sijil_text_ltr:
 * @text: (nullable): a number, a phone, a card, a code
 *
 * Returns: (transfer full): @text inside a left-to-right isolate, in the digits of the window
 */
char *
sijil_text_ltr (const char *text)
{
  g_autofree char *shown = sijil_text_digits (text);

  return g_strconcat (LRI, shown, PDI, NULL);
}

/**
 * sijil_text_isolate:
 * @text: (nullable): a name or another text from a person, to stand inside a sentence
 *
 * Returns: (transfer full): @text inside an isolate that finds its own direction
 */
char *
sijil_text_isolate (const char *text)
{
  g_autofree char *inner = sijil_text_strip_bidi (text);

  return g_strconcat (FSI, inner, PDI, NULL);
}

/**
 * sijil_text_directed:
 * @text: (nullable): a sentence that may begin with a name in the other script
 *
 * The toolkit takes a paragraph's direction from its first letter, inside an isolate too. A mark
 * before it says what the direction is.
 *
 * Returns: (transfer full): @text in the direction of the window's language
 */
char *
sijil_text_directed (const char *text)
{
  return g_strconcat (sijil_i18n_is_arabic () ? RLM : LRM, text, NULL);
}

/**
 * sijil_text_strip_bidi:
 * @text: (nullable): any text
 *
 * Takes out the invisible marks that steer direction, our own and those of others: what is stored,
 * searched, copied or exported never holds them, and a foreign override cannot reach the screen.
 *
 * Returns: (transfer full): the text
 */
char *
sijil_text_strip_bidi (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 0x061c || (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
        (c >= 0x2066 && c <= 0x2069))
      continue;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/* Groups are joined by U+00A0: its bidi class keeps groups of Arabic-Indic digits one number,
 * whereas a plain space reverses them even inside an isolate. */
static char *
group_digits (const char *digits, const int *sizes)
{
  GString *out = g_string_new (NULL);
  const char *p = digits;

  for (int i = 0; sizes[i] != 0 && *p != '\0'; i++) {
    if (out->len > 0)
      g_string_append (out, NBSP);
    for (int k = 0; k < sizes[i] && *p != '\0'; k++)
      g_string_append_c (out, *p++);
  }
  g_string_append (out, p);
  return g_string_free (out, FALSE);
}

/**
 * sijil_text_national_id:
 * @digits: (nullable): 14 ASCII digits
 *
 * Returns: (transfer full): the number in the groups century, date, governorate, serial, check
 */
char *
sijil_text_national_id (const char *digits)
{
  static const int sizes[] = { 1, 6, 2, 4, 1, 0 };
  g_autofree char *grouped = NULL;

  if (digits == NULL || strlen (digits) != 14)
    return sijil_text_ltr (digits);
  grouped = group_digits (digits, sizes);
  return sijil_text_ltr (grouped);
}

/**
 * sijil_text_phone:
 * @digits: (nullable): ASCII digits
 *
 * Returns: (transfer full): the number in groups of four, three and four
 */
char *
sijil_text_phone (const char *digits)
{
  static const int sizes[] = { 4, 3, 4, 0 };
  g_autofree char *grouped = group_digits (digits != NULL ? digits : "", sizes);

  return sijil_text_ltr (grouped);
}

/**
 * sijil_text_initial:
 * @name: (nullable): a name
 *
 * Returns: (transfer full): its first letter, for the disc beside it
 */
char *
sijil_text_initial (const char *name)
{
  g_autofree char *folded = sijil_fold (name);

  return *folded == '\0' ? g_strdup ("") : g_utf8_substring (folded, 0, 1);
}

/**
 * sijil_text_forget:
 * @secret: (transfer full) (nullable): a passphrase or a code
 *
 * Frees a secret after it was overwritten: freed memory may be written to a swap file.
 */
void
sijil_text_forget (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
