#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SijilDatePrecision:
 *
 * How much of a date must be known. Dates are ISO text: `1988`, `1988-06` or `1988-06-20`.
 */
typedef enum {
  SIJIL_DATE_DAY,
  SIJIL_DATE_MONTH,
  SIJIL_DATE_YEAR,
} SijilDatePrecision;

char *sijil_date_parse (const char *text, SijilDatePrecision least) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_date_is_valid (const char *iso, SijilDatePrecision least);
gboolean sijil_date_split (const char *iso, int *year, int *month, int *day);
char *sijil_date_today (void) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_date_of_instant (gint64 us) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_date_clock (gint64 us) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_date_add_days (const char *iso, int days) G_GNUC_WARN_UNUSED_RESULT;
int sijil_date_days_between (const char *from, const char *to);
int sijil_date_age (const char *birth, const char *today);
char *sijil_date_show (const char *iso) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_date_show_short (const char *iso, const char *today) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_date_show_weekday (const char *iso) G_GNUC_WARN_UNUSED_RESULT;
int sijil_hijri_year (const char *iso, int offset);
int sijil_hijri_month (const char *iso, int offset);
char *sijil_hijri_show (const char *iso, int offset) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
