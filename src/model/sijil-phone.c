#define G_LOG_DOMAIN "sijil-model"

#include "sijil-phone.h"

#include "sijil-fold.h"

#include <string.h>

/* @digits without the zero that begins a number at home: 10 12345678 of a mobile; 2 12345678 of
 * Cairo, 3 1234567 of Alexandria, 40 1234567 of the other governorates. */
static gboolean
is_mobile (const char *digits)
{
  return strlen (digits) == 10 && digits[0] == '1' && strchr ("0125", digits[1]) != NULL;
}

static gboolean
is_landline (const char *digits)
{
  switch (digits[0]) {
  case '\0':
  case '0':
    return FALSE;
  case '1':
    return strlen (digits) == 9 && strchr ("35", digits[1]) != NULL;
  case '3':
    return strlen (digits) == 8;
  default:
    return strlen (digits) == 9;
  }
}

static gboolean
is_national (const char *digits)
{
  return is_mobile (digits) || is_landline (digits);
}

/* What follows the country code, if it is a number there: people write its zero too. */
static const char *
after_country (const char *digits)
{
  const char *rest = digits + (g_str_has_prefix (digits, "00") ? 2 : 0);

  if (!g_str_has_prefix (rest, "20"))
    return NULL;
  rest += rest[2] == '0' ? 3 : 2;
  return is_national (rest) ? rest : NULL;
}

/**
 * sijil_phone_form:
 * @text: (nullable): a phone number as people write it, or as a spreadsheet left it
 *
 * Egyptian numbers have one form, with a zero at the beginning: the country code goes, and a mobile
 * gets back the zero that a spreadsheet took for nothing. Any other number stays as it is.
 *
 * Returns: (transfer full) (nullable): the ASCII digits that are stored, searched and compared;
 *   %NULL if @text holds anything that does not belong into a phone number
 */
char *
sijil_phone_form (const char *text)
{
  g_autofree char *digits = sijil_only_digits (text);
  const char *national = digits != NULL ? after_country (digits) : NULL;

  if (national == NULL && digits != NULL && is_mobile (digits))
    national = digits;
  return national != NULL ? g_strconcat ("0", national, NULL) : g_steal_pointer (&digits);
}
