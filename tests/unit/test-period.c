#include "sijil-period.h"
#include "sijil-test.h"

static void
ramadan (void)
{
  assert_takes (sijil_period_of ("ramadan", "2026-11-22", 0), "R1448");
  assert_takes (sijil_period_of ("ramadan", "2027-02-08", 0), "R1448");
}

/* Boxes go out in Sha'ban and late in Shawwal: all of one Hijri year is one Ramadan. */
static void
around_ramadan (void)
{
  assert_takes (sijil_period_of ("ramadan", "2027-01-25", 0), "R1448");
  assert_takes (sijil_period_of ("ramadan", "2027-04-05", 0), "R1448");
  assert_takes (sijil_period_of ("ramadan", "2027-07-01", 0), "R1449");
}

static void
two_in_2030 (void)
{
  assert_takes (sijil_period_of ("ramadan", "2030-01-10", 0), "R1451");
  assert_takes (sijil_period_of ("ramadan", "2030-12-28", 0), "R1452");
}

static void
offset (void)
{
  /* 1 Muharram 1449 is 2027-06-06. */
  assert_takes (sijil_period_of ("ramadan", "2027-06-05", 0), "R1448");
  assert_takes (sijil_period_of ("ramadan", "2027-06-06", 0), "R1449");
  assert_takes (sijil_period_of ("ramadan", "2027-06-05", 1), "R1449");
  assert_takes (sijil_period_of ("ramadan", "2027-06-06", -1), "R1448");
}

static void
month_and_year (void)
{
  assert_takes (sijil_period_of ("month", "2026-11-22", 0), "2026-11");
  assert_takes (sijil_period_of ("year", "2026-11-22", 0), "2026");
}

static void
winter (void)
{
  assert_takes (sijil_period_of ("winter", "2026-11-01", 0), "2026-W");
  assert_takes (sijil_period_of ("winter", "2026-12-31", 0), "2026-W");
  assert_takes (sijil_period_of ("winter", "2027-01-01", 0), "2026-W");
  assert_takes (sijil_period_of ("winter", "2027-03-31", 0), "2026-W");
  assert_takes (sijil_period_of ("winter", "2027-04-01", 0), "2027-W");
}

static void
ever (void)
{
  assert_takes (sijil_period_of ("ever", "2026-11-22", 0), "ever");
  assert_takes (sijil_period_of ("ever", "no day", 0), "ever");
}

/* Or else aid of years ago would be an overlap. */
static void
no_limit (void)
{
  assert_takes (sijil_period_of ("none", "2026-11-22", 0), "2026-11");
  assert_takes (sijil_period_of (NULL, "2026-11-22", 0), "2026-11");
}

static void
show (void)
{
  assert_takes (sijil_period_show ("R1448"), "Ramadan 1448");
  assert_takes (sijil_period_show ("2026-W"), "winter 2026");
  assert_takes (sijil_period_show ("2026-11"), "November 2026");
  assert_takes (sijil_period_show ("2026"), "2026");
  assert_takes (sijil_period_show ("ever"), "ever");
  assert_takes (sijil_period_show (NULL), "ever");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/period/ramadan-is-named-by-its-hijri-year", ramadan);
  g_test_add_func ("/period/boxes-before-and-after-ramadan-count-to-it", around_ramadan);
  g_test_add_func ("/period/the-two-ramadans-of-2030-differ", two_in_2030);
  g_test_add_func ("/period/the-offset-of-the-alliance-moves-the-turn-of-the-year", offset);
  g_test_add_func ("/period/months-and-years-are-gregorian", month_and_year);
  g_test_add_func ("/period/winter-is-named-by-its-first-year", winter);
  g_test_add_func ("/period/once-only-is-ever", ever);
  g_test_add_func ("/period/without-a-limit-it-is-the-month", no_limit);
  g_test_add_func ("/period/is-shown-in-words", show);
  return g_test_run ();
}
