#define G_LOG_DOMAIN "sijil-model"

#include "sijil-period.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-text.h"

#include <string.h>

/**
 * sijil_period_of:
 * @limit_period: a code of the limit periods
 * @served_on: the day of the hand-over in Egypt
 * @hijri_offset: days that the alliance adds to the Hijri calendar
 *
 * Names the period in which a programme's limit counts: `R1448` (the whole Hijri year, since boxes
 * go out in Sha'ban and late in Shawwal), `2026-11`, `2026-W` (winter, November to March, named by
 * its first year), `2026`, `ever`. Outside the winter months a winter hand-over counts to the
 * winter that comes next. Without a limit it is the month, so that aid of long ago is no overlap.
 *
 * Returns: (transfer full): the name
 */
char *
sijil_period_of (const char *limit_period, const char *served_on, int hijri_offset)
{
  int year, month, day;

  if (!sijil_date_split (served_on, &year, &month, &day))
    return g_strdup ("ever");
  if (g_strcmp0 (limit_period, "ramadan") == 0)
    return g_strdup_printf ("R%d", sijil_hijri_year (served_on, hijri_offset));
  if (limit_period == NULL || strcmp (limit_period, "month") == 0 ||
      strcmp (limit_period, "none") == 0)
    return g_strdup_printf ("%04d-%02d", year, month);
  if (g_strcmp0 (limit_period, "winter") == 0)
    return g_strdup_printf ("%04d-W", month <= 3 ? year - 1 : year);
  if (g_strcmp0 (limit_period, "year") == 0)
    return g_strdup_printf ("%04d", year);
  return g_strdup ("ever");
}

/**
 * sijil_period_show:
 * @period: (nullable): the name of a period
 *
 * Returns: (transfer full): the period in words
 */
char *
sijil_period_show (const char *period)
{
  g_autofree char *digits = NULL;

  if (period == NULL || strcmp (period, "ever") == 0)
    return g_strdup (_ ("ever"));
  if (period[0] == 'R') {
    digits = sijil_text_digits (period + 1);
    return g_strdup_printf (_ ("Ramadan %s"), digits);
  }
  if (g_str_has_suffix (period, "-W")) {
    g_autofree char *first = g_strndup (period, 4);

    digits = sijil_text_digits (first);
    return g_strdup_printf (_ ("winter %s"), digits);
  }
  if (strlen (period) == 7)
    return sijil_date_show (period);
  return sijil_text_digits (period);
}
