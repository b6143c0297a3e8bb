#define G_LOG_DOMAIN "sijil-model"

#include "sijil-national-id.h"

#include "sijil-choices.h"
#include "sijil-date.h"

#include <string.h>

static const char *
read_parts (const char *digits, const char *today, SijilNationalId *out)
{
  char century;

  if (digits == NULL || strlen (digits) != 14 || strspn (digits, "0123456789") != 14)
    return N_ ("A national ID has 14 digits");
  century = digits[0];
  if (century != '2' && century != '3')
    return N_ ("The first digit of a national ID is 2 or 3");
  g_snprintf (out->birth, sizeof out->birth, "%s%.2s-%.2s-%.2s", century == '2' ? "19" : "20",
              digits + 1, digits + 3, digits + 5);
  if (!sijil_date_is_valid (out->birth, SIJIL_DATE_DAY))
    return N_ ("The birth date inside this national ID does not exist");
  if (strcmp (out->birth, today) > 0)
    return N_ ("The birth date inside this national ID lies in the future");
  out->governorate = sijil_governorate_of_number (digits + 7);
  if (out->governorate == NULL)
    return N_ ("No governorate has the number inside this national ID");
  out->sex = (digits[12] - '0') % 2 == 1 ? "m" : "f";
  return NULL;
}

/**
 * sijil_national_id_read:
 * @digits: (nullable): 14 ASCII digits: century, YYMMDD, governorate, serial, check
 * @today: ISO date, the latest birth date that is believed
 * @out: (out): what the number says
 *
 * Structure is checked hard; the fourteenth digit never is, since no rule for it is published and
 * the circulating ones refuse real cards.
 *
 * Returns: %TRUE if @digits is a possible Egyptian national number
 */
gboolean
sijil_national_id_read (const char *digits, const char *today, SijilNationalId *out)
{
  return read_parts (digits, today, out) == NULL;
}

/**
 * sijil_national_id_fault:
 * @digits: (nullable): what was typed
 * @today: ISO date
 *
 * Returns: (nullable): a sentence that says what is wrong, %NULL if nothing is
 */
const char *
sijil_national_id_fault (const char *digits, const char *today)
{
  SijilNationalId parts;
  const char *fault = read_parts (digits, today, &parts);

  return fault != NULL ? _ (fault) : NULL;
}
