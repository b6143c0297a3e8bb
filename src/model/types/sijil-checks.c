#include "sijil-checks.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-national-id.h"

#include <string.h>

/**
 * sijil_check_name:
 * @text: a name
 *
 * Returns: (nullable): a sentence if @text cannot be a person's name
 */
const char *
sijil_check_name (const char *text)
{
  gboolean letter = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isdigit (c))
      return _ ("A name has no digits");
    letter = letter || g_unichar_isalpha (c);
  }
  return letter ? NULL : _ ("A name has letters");
}

/**
 * sijil_check_phone:
 * @text: ASCII digits
 *
 * Returns: (nullable): a sentence if @text cannot be a phone number
 */
const char *
sijil_check_phone (const char *text)
{
  gsize len = strlen (text);
  g_autofree char *today = sijil_date_today ();
  SijilNationalId id;

  if (len < 5 || len > 15)
    return _ ("A phone number has 5 to 15 digits");
  /* A card that was scanned in the wrong row. */
  return sijil_national_id_read (text, today, &id) ? _ ("This is the number of a national ID")
                                                   : NULL;
}
