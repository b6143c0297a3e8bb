#define G_LOG_DOMAIN "sijil-base"

#include "sijil-date.h"

#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#define MIN_YEAR 1880
#define MAX_YEAR 2200
#define HIJRI "ar@calendar=islamic-umalqura"

static GTimeZone *
cairo (void)
{
  static GTimeZone *zone;

  if (g_once_init_enter (&zone)) {
    GTimeZone *found = g_time_zone_new_identifier ("Africa/Cairo");

    /* A PC without a time zone database: Egypt's winter time is right for half the year and never
     * more than an hour off. */
    if (found == NULL)
      found = g_time_zone_new_offset (2 * 60 * 60);
    g_once_init_leave (&zone, found);
  }
  return zone;
}

/**
 * sijil_date_split:
 * @iso: (nullable): a full or partial ISO date
 * @year: (out): the year
 * @month: (out): 1 to 12, or 0 if not known
 * @day: (out): 1 to 31, or 0 if not known
 *
 * Returns: %TRUE if @iso is a real date of the years 1880 to 2200
 */
gboolean
sijil_date_split (const char *iso, int *year, int *month, int *day)
{
  static const char SHAPE[] = "dddd-dd-dd";
  gsize len = iso != NULL ? strlen (iso) : 0;

  if (len != 4 && len != 7 && len != 10)
    return FALSE;
  for (gsize i = 0; i < len; i++)
    if (SHAPE[i] == 'd' ? !g_ascii_isdigit (iso[i]) : iso[i] != '-')
      return FALSE;
  *year = atoi (iso);
  *month = len >= 7 ? atoi (iso + 5) : 0;
  *day = len == 10 ? atoi (iso + 8) : 0;
  if (*year < MIN_YEAR || *year > MAX_YEAR || (len >= 7 && (*month < 1 || *month > 12)))
    return FALSE;
  return len < 10 || g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year);
}

/**
 * sijil_date_is_valid:
 * @iso: (nullable): a date
 * @least: what must be known of it
 *
 * Returns: %TRUE if @iso is a real date that is as precise as @least
 */
gboolean
sijil_date_is_valid (const char *iso, SijilDatePrecision least)
{
  int year, month, day;

  if (!sijil_date_split (iso, &year, &month, &day))
    return FALSE;
  return (least == SIJIL_DATE_YEAR) || (least == SIJIL_DATE_MONTH && month > 0) || day > 0;
}

/**
 * sijil_date_parse:
 * @text: (nullable): a date as people write it: 2026-11-22, 22/11/2026, 11/2026, 2026; any digits
 * @least: what must be known of it
 *
 * Returns: (transfer full) (nullable): the ISO form, or %NULL if @text is not such a date
 */
char *
sijil_date_parse (const char *text, SijilDatePrecision least)
{
  g_autofree char *ascii = sijil_ascii_digits (text);
  int parts[3], widths[3], n = 0;
  g_autofree char *iso = NULL;

  for (const char *p = g_strstrip (ascii); *p != '\0';) {
    gsize run = strspn (p, "0123456789");

    if (run == 0 || run > 4 || n == 3)
      return NULL;
    widths[n] = (int) run;
    parts[n++] = atoi (p);
    p += run;
    if (*p == '\0')
      break;
    if (strchr ("-/.", *p) == NULL || p[1] == '\0')
      return NULL;
    p++;
  }
  if (n == 1 && widths[0] == 4)
    iso = g_strdup_printf ("%04d", parts[0]);
  else if (n == 2 && widths[0] == 4 && widths[1] <= 2)
    iso = g_strdup_printf ("%04d-%02d", parts[0], parts[1]);
  else if (n == 2 && widths[1] == 4 && widths[0] <= 2)
    iso = g_strdup_printf ("%04d-%02d", parts[1], parts[0]);
  else if (n == 3 && widths[0] == 4 && widths[1] <= 2 && widths[2] <= 2)
    iso = g_strdup_printf ("%04d-%02d-%02d", parts[0], parts[1], parts[2]);
  else if (n == 3 && widths[2] == 4 && widths[0] <= 2 && widths[1] <= 2)
    iso = g_strdup_printf ("%04d-%02d-%02d", parts[2], parts[1], parts[0]);
  return iso != NULL && sijil_date_is_valid (iso, least) ? g_steal_pointer (&iso) : NULL;
}

/**
 * sijil_date_of_instant:
 * @us: microseconds UTC
 *
 * Returns: (transfer full): the calendar day in Egypt
 */
char *
sijil_date_of_instant (gint64 us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, cairo ());

  return g_date_time_format (local, "%Y-%m-%d");
}

/**
 * sijil_date_clock:
 * @us: microseconds UTC
 *
 * Returns: (transfer full): hour and minute in Egypt on the 12-hour clock, in the window's digits
 */
char *
sijil_date_clock (gint64 us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, cairo ());
  int hour = g_date_time_get_hour (local) % 12;
  g_autofree char *plain =
      g_strdup_printf ("%d:%02d", hour == 0 ? 12 : hour, g_date_time_get_minute (local));

  return sijil_text_digits (plain);
}

/**
 * sijil_date_today:
 *
 * Returns: (transfer full): today in Egypt, whatever the PC's time zone says
 */
char *
sijil_date_today (void)
{
  return sijil_date_of_instant (g_get_real_time ());
}

static gboolean
to_gdate (const char *iso, GDate *date)
{
  int year, month, day;

  g_date_clear (date, 1);
  if (!sijil_date_split (iso, &year, &month, &day) || day == 0)
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/**
 * sijil_date_add_days:
 * @iso: a full date
 * @days: how many, perhaps negative
 *
 * Returns: (transfer full) (nullable): the other date; %NULL if @iso is no full date
 */
char *
sijil_date_add_days (const char *iso, int days)
{
  GDate date;

  if (!to_gdate (iso, &date))
    return NULL;
  if (days >= 0)
    g_date_add_days (&date, (guint) days);
  else
    g_date_subtract_days (&date, (guint) -days);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

/**
 * sijil_date_days_between:
 * @from: a full date
 * @to: a full date
 *
 * Returns: the days from @from to @to; 0 if one of them is not a full date
 */
int
sijil_date_days_between (const char *from, const char *to)
{
  GDate a, b;

  return to_gdate (from, &a) && to_gdate (to, &b) ? g_date_days_between (&a, &b) : 0;
}

/**
 * sijil_date_age:
 * @birth: (nullable): a full or partial date
 * @today: a full date
 *
 * Returns: whole years; -1 if @birth is not known or lies ahead. Of a partial date it is the age
 * that the person has reached at the latest by the end of what is known.
 */
int
sijil_date_age (const char *birth, const char *today)
{
  int by, bm, bd, ty, tm, td, age;

  if (!sijil_date_split (birth, &by, &bm, &bd) || !sijil_date_split (today, &ty, &tm, &td))
    return -1;
  age = ty - by;
  if (bm > tm || (bm == tm && bd > td))
    age--;
  return MAX (age, -1);
}

static char *
format_icu (const char *iso, const char *locale, const char *pattern)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar zone[32], shape[64], out[96];
  UDateFormat *format;
  UCalendar *calendar;
  char text[300];
  int year, month, day;
  UDate moment;

  if (!sijil_date_split (iso, &year, &month, &day) || day == 0)
    return g_strdup (iso != NULL ? iso : "");
  u_uastrcpy (zone, "Etc/UTC");
  u_uastrcpy (shape, pattern);
  calendar = ucal_open (zone, -1, "en@calendar=gregorian", UCAL_DEFAULT, &status);
  ucal_setDateTime (calendar, year, month - 1, day, 12, 0, 0, &status);
  moment = ucal_getMillis (calendar, &status);
  ucal_close (calendar);
  format = udat_open (UDAT_PATTERN, UDAT_PATTERN, locale, zone, -1, shape, -1, &status);
  udat_format (format, moment, out, G_N_ELEMENTS (out), NULL, &status);
  udat_close (format);
  u_strToUTF8 (text, sizeof text, NULL, out, -1, &status);
  return U_SUCCESS (status) ? g_strdup (text) : g_strdup (iso);
}

static char *
show (const char *iso, const char *pattern)
{
  g_autofree char *plain =
      format_icu (iso, sijil_i18n_is_arabic () ? "ar_EG@numbers=latn" : "en_GB", pattern);

  return sijil_text_digits (plain);
}

/**
 * sijil_date_show:
 * @iso: (nullable): a full or partial date
 *
 * Returns: (transfer full): day, month by name and year, as far as they are known
 */
char *
sijil_date_show (const char *iso)
{
  g_autofree char *full = NULL;

  if (iso != NULL && strlen (iso) == 7) {
    full = g_strconcat (iso, "-01", NULL);
    return show (full, "MMMM y");
  }
  return show (iso, "d MMMM y");
}

/**
 * sijil_date_show_weekday:
 * @iso: a full date
 *
 * Returns: (transfer full): the same with the day of the week before it
 */
char *
sijil_date_show_weekday (const char *iso)
{
  return show (iso, "EEEE d MMMM y");
}

/**
 * sijil_date_show_short:
 * @iso: (nullable): a full date
 * @today: a full date
 *
 * Returns: (transfer full): "today", "yesterday", the day and month, or with the year if it is
 * another
 */
char *
sijil_date_show_short (const char *iso, const char *today)
{
  int days = sijil_date_days_between (iso, today);

  if (g_strcmp0 (iso, today) == 0)
    return g_strdup (_ ("Today"));
  if (days == 1)
    return g_strdup (_ ("Yesterday"));
  if (iso != NULL && strncmp (iso, today, 4) == 0)
    return show (iso, "d MMMM");
  return sijil_date_show (iso);
}

static gboolean
hijri_fields (const char *iso, int offset, int *year, int *month, int *day)
{
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *gregorian, *hijri;
  UChar zone[32];
  int y, m, d;

  if (!sijil_date_split (iso, &y, &m, &d) || d == 0)
    return FALSE;
  u_uastrcpy (zone, "Etc/UTC");
  gregorian = ucal_open (zone, -1, "en@calendar=gregorian", UCAL_DEFAULT, &status);
  ucal_setDateTime (gregorian, y, m - 1, d, 12, 0, 0, &status);
  ucal_add (gregorian, UCAL_DATE, offset, &status);
  hijri = ucal_open (zone, -1, HIJRI, UCAL_DEFAULT, &status);
  ucal_setMillis (hijri, ucal_getMillis (gregorian, &status), &status);
  *year = ucal_get (hijri, UCAL_YEAR, &status);
  *month = ucal_get (hijri, UCAL_MONTH, &status) + 1;
  *day = ucal_get (hijri, UCAL_DATE, &status);
  ucal_close (gregorian);
  ucal_close (hijri);
  return U_SUCCESS (status);
}

/**
 * sijil_hijri_year:
 * @iso: a full Gregorian date
 * @offset: days that the alliance adds, -1 to +1
 *
 * Returns: the year of the Umm al-Qura calendar, 0 if @iso is no full date
 */
int
sijil_hijri_year (const char *iso, int offset)
{
  int year, month, day;

  return hijri_fields (iso, offset, &year, &month, &day) ? year : 0;
}

/**
 * sijil_hijri_month:
 * @iso: a full Gregorian date
 * @offset: days that the alliance adds, -1 to +1
 *
 * Returns: 1 (Muharram) to 12 of the Umm al-Qura calendar, 9 is Ramadan; 0 if @iso is no full date
 */
int
sijil_hijri_month (const char *iso, int offset)
{
  int year, month, day;

  return hijri_fields (iso, offset, &year, &month, &day) ? month : 0;
}

/**
 * sijil_hijri_show:
 * @iso: a full Gregorian date
 * @offset: days that the alliance adds, -1 to +1
 *
 * Returns: (transfer full): the date in the Umm al-Qura calendar, in the language of the window
 */
char *
sijil_hijri_show (const char *iso, int offset)
{
  g_autofree char *day = sijil_date_add_days (iso, offset);
  g_autofree char *plain =
      format_icu (day,
                  sijil_i18n_is_arabic () ? "ar_EG@calendar=islamic-umalqura;numbers=latn"
                                          : "en_GB@calendar=islamic-umalqura",
                  "d MMMM y");

  return sijil_text_digits (plain);
}
