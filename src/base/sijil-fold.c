#define G_LOG_DOMAIN "sijil-base"

#include "sijil-fold.h"

#include <string.h>

#define TATWEEL 0x0640

/* One letter for each sound that clerks spell in several ways. Hamza seats and madda are gone
 * already: decomposition turns them into a letter and a mark. */
static gunichar
fold_letter (gunichar c)
{
  switch (c) {
  case 0x0671: /* alef wasla */
  case 0x0672:
  case 0x0673:
    return 0x0627; /* alef */
  case 0x0649:     /* alef maqsura */
  case 0x06cc:     /* Persian yeh */
  case 0x06d2:
    return 0x064a; /* yeh */
  case 0x0629:     /* teh marbuta */
  case 0x06c1:
  case 0x06d5:
    return 0x0647; /* heh */
  case 0x06a9:     /* Persian kaf */
    return 0x0643;
  case 0x0621: /* a hamza on its own is the first letter to be forgotten */
    return 0;
  default:
    return g_unichar_tolower (c);
  }
}

static gboolean
is_dropped (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == TATWEEL || type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
         type == G_UNICODE_SPACING_MARK || type == G_UNICODE_FORMAT;
}

/**
 * sijil_fold:
 * @text: (nullable): any text; broken UTF-8 is mended first
 *
 * The form in which texts are compared and indexed: compatibility decomposition, no marks, no
 * tatweel, one letter for each of the alef, yeh, heh and kaf families, digits of any script as
 * ASCII, lower case, everything else a single space, none at the ends.
 *
 * Returns: (transfer full): the folded text, perhaps empty
 */
char *
sijil_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *open = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  GString *out = g_string_sized_new (64);
  gboolean gap = FALSE;

  for (const char *p = open; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    int digit = g_unichar_digit_value (c);

    if (is_dropped (c))
      continue;
    if (digit >= 0)
      c = (gunichar) ('0' + digit);
    else if (g_unichar_isalpha (c))
      c = fold_letter (c);
    else {
      gap = TRUE;
      continue;
    }
    if (c == 0)
      continue;
    if (gap && out->len > 0)
      g_string_append_c (out, ' ');
    gap = FALSE;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/**
 * sijil_ascii_digits:
 * @text: (nullable): any text
 *
 * Turns the decimal digits of any script into ASCII and drops invisible direction marks; the rest
 * stays as typed.
 *
 * Returns: (transfer full): the text
 */
char *
sijil_ascii_digits (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *out = g_string_sized_new (32);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    int digit = g_unichar_digit_value (c);

    if (digit >= 0 && g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER)
      g_string_append_c (out, (char) ('0' + digit));
    else if (g_unichar_type (c) != G_UNICODE_FORMAT)
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/**
 * sijil_only_digits:
 * @text: (nullable): a number as people write it: with spaces, dashes, any script
 *
 * Returns: (transfer full) (nullable): its ASCII digits, or %NULL if @text holds anything that is
 *   neither a digit, a space, a mark of direction, nor one of + - ( ) / .
 */
char *
sijil_only_digits (const char *text)
{
  g_autofree char *ascii = sijil_ascii_digits (text);
  GString *out = g_string_sized_new (16);

  for (const char *p = ascii; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_ascii_isdigit (*p))
      g_string_append_c (out, *p);
    else if (!g_unichar_isspace (c) && (c > 127 || strchr ("+-()/.", (int) c) == NULL)) {
      g_string_free (out, TRUE);
      return NULL;
    }
  }
  return g_string_free (out, FALSE);
}
