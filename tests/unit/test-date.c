#include "sijil-date.h"
#include "sijil-test.h"

static void
forms (void)
{
  assert_takes (sijil_date_parse ("2026-11-22", SIJIL_DATE_DAY), "2026-11-22");
  assert_takes (sijil_date_parse ("22/11/2026", SIJIL_DATE_DAY), "2026-11-22");
  assert_takes (sijil_date_parse ("2.1.2026", SIJIL_DATE_DAY), "2026-01-02");
  assert_takes (sijil_date_parse (" 2026/1/2 ", SIJIL_DATE_DAY), "2026-01-02");
}

static void
any_script (void)
{
  assert_takes (sijil_date_parse ("٢٠٠٤-٠٣-١٤", SIJIL_DATE_DAY), "2004-03-14");
  assert_takes (sijil_date_parse ("١٤/٣/٢٠٠٤", SIJIL_DATE_DAY), "2004-03-14");
  assert_takes (sijil_date_parse ("\xe2\x80\x8f۱۴/۳/۲۰۰۴", SIJIL_DATE_DAY), "2004-03-14");
}

static void
partial (void)
{
  assert_takes (sijil_date_parse ("1988", SIJIL_DATE_YEAR), "1988");
  assert_takes (sijil_date_parse ("6/1988", SIJIL_DATE_YEAR), "1988-06");
  assert_takes (sijil_date_parse ("1988-06", SIJIL_DATE_MONTH), "1988-06");
  assert_takes (sijil_date_parse ("1988", SIJIL_DATE_MONTH), NULL);
  assert_takes (sijil_date_parse ("1988-06", SIJIL_DATE_DAY), NULL);
  g_assert_true (sijil_date_is_valid ("1988-06-20", SIJIL_DATE_YEAR));
}

static void
no_dates (void)
{
  static const char *const WRONG[] = {
    NULL,       "",           "today",      "2026-02-29", "31/4/2026",     "2026-13-01",
    "0/5/2026", "22/11/26",   "1/2/3/2026", "2026-11-",   "-2026",         "2026--11",
    "1700",     "3000-01-01", "20261122",   "22 11 2026", "2026-11-22T00", "12/2026/1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    assert_takes (sijil_date_parse (WRONG[i], SIJIL_DATE_YEAR), NULL);
  g_assert_false (sijil_date_is_valid ("2026-1-2", SIJIL_DATE_DAY));
  g_assert_true (sijil_date_is_valid ("2024-02-29", SIJIL_DATE_DAY));
}

static void
age (void)
{
  g_assert_cmpint (sijil_date_age ("1988-11-22", "2026-11-22"), ==, 38);
  g_assert_cmpint (sijil_date_age ("1988-11-23", "2026-11-22"), ==, 37);
  g_assert_cmpint (sijil_date_age ("1988-12", "2026-11-22"), ==, 37);
  g_assert_cmpint (sijil_date_age ("1988", "2026-01-01"), ==, 38);
  g_assert_cmpint (sijil_date_age ("2026-11-22", "2026-11-22"), ==, 0);
}

static void
age_unknown (void)
{
  g_assert_cmpint (sijil_date_age (NULL, "2026-11-22"), ==, -1);
  g_assert_cmpint (sijil_date_age ("soon", "2026-11-22"), ==, -1);
  g_assert_cmpint (sijil_date_age ("2026-11-23", "2026-11-22"), ==, -1);
  g_assert_cmpint (sijil_date_age ("2030-01-01", "2026-11-22"), ==, -1);
}

static void
days (void)
{
  assert_takes (sijil_date_add_days ("2024-02-28", 2), "2024-03-01");
  assert_takes (sijil_date_add_days ("2026-01-01", -1), "2025-12-31");
  assert_takes (sijil_date_add_days ("2026-01", 1), NULL);
  g_assert_cmpint (sijil_date_days_between ("2026-11-22", "2027-02-08"), ==, 78);
  g_assert_cmpint (sijil_date_days_between ("2026-11-22", "2026-11-20"), ==, -2);
}

/* The day of a hand-over is Egypt's, on a PC in any time zone. */
static void
day_of_egypt (void)
{
  gint64 us = G_GINT64_CONSTANT (1795384800) * G_USEC_PER_SEC; /* 2026-11-22 22:00 UTC */

  assert_takes (sijil_date_of_instant (us), "2026-11-23");
  assert_takes (sijil_date_of_instant (us - 1), "2026-11-22");
  assert_takes (sijil_date_clock (us + 5 * 60 * G_USEC_PER_SEC), "12:05");
  assert_takes (sijil_date_clock (us - 60 * G_USEC_PER_SEC), "11:59");
}

static void
hijri (void)
{
  g_assert_cmpint (sijil_hijri_year ("2026-11-22", 0), ==, 1448);
  g_assert_cmpint (sijil_hijri_month ("2026-11-22", 0), ==, 6);
  assert_takes (sijil_hijri_show ("2026-11-22", 0), "12 Jumada II 1448");
  g_assert_cmpint (sijil_hijri_month ("2027-02-07", 0), ==, 8);
  g_assert_cmpint (sijil_hijri_month ("2027-02-08", 0), ==, 9);
  assert_takes (sijil_hijri_show ("2027-02-08", 0), "1 Ramadan 1448");
  g_assert_cmpint (sijil_hijri_year ("2026-11", 0), ==, 0);
}

static void
hijri_offset (void)
{
  g_assert_cmpint (sijil_hijri_month ("2027-02-07", 1), ==, 9);
  g_assert_cmpint (sijil_hijri_month ("2027-02-08", -1), ==, 8);
  assert_takes (sijil_hijri_show ("2027-02-07", 1), "1 Ramadan 1448");
}

static void
show (void)
{
  assert_takes (sijil_date_show ("2026-11-22"), "22 November 2026");
  assert_takes (sijil_date_show ("2026-11"), "November 2026");
  assert_takes (sijil_date_show ("2026"), "2026");
  assert_takes (sijil_date_show (NULL), "");
  assert_takes (sijil_date_show_weekday ("2026-11-22"), "Sunday 22 November 2026");
  assert_takes (sijil_date_show_short ("2026-11-22", "2026-11-22"), "Today");
  assert_takes (sijil_date_show_short ("2026-11-21", "2026-11-22"), "Yesterday");
  assert_takes (sijil_date_show_short ("2026-11-01", "2026-11-22"), "1 November");
  assert_takes (sijil_date_show_short ("2025-11-01", "2026-11-22"), "1 November 2025");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "America/Los_Angeles", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/is-read-in-the-forms-that-people-write", forms);
  g_test_add_func ("/date/digits-of-any-script-are-read", any_script);
  g_test_add_func ("/date/partial-dates-pass-where-they-may", partial);
  g_test_add_func ("/date/what-is-no-date-is-refused", no_dates);
  g_test_add_func ("/date/age-is-whole-years-reached", age);
  g_test_add_func ("/date/age-is-minus-one-when-unknown-or-ahead", age_unknown);
  g_test_add_func ("/date/days-are-added-and-counted", days);
  g_test_add_func ("/date/day-and-clock-are-those-of-egypt-on-any-pc", day_of_egypt);
  g_test_add_func ("/date/hijri-is-umm-al-qura", hijri);
  g_test_add_func ("/date/hijri-offset-of-the-alliance-moves-the-day", hijri_offset);
  g_test_add_func ("/date/shown-as-far-as-it-is-known", show);
  return g_test_run ();
}
