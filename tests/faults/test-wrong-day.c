#include "false-clock.h"
#include "sijil-date.h"
#include "sijil-test.h"
#include "town.h"

#include <string.h>

#define YEAR (365L * 24 * 3600)
#define GOOD_FROM (-2 * 365)
#define GOOD_TO (10 * 365)

/* A registry whose certificate is not of today, and desks whose clock is not. */
static Town *town;

static void
show (int from_day, int to_day)
{
  if (town->server != NULL)
    town_stop (town);
  town_certificate (town, from_day, to_day);
  town_start (town);
}

static char *
failure (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_exchanger_run (desk->store, NULL, NULL, NULL, &error));
  g_assert_error (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNTRUSTED);
  return g_strdup (error->message);
}

static void
assert_names_today (const char *sentence)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *shown = sijil_date_show (today);

  g_assert_nonnull (strstr (sentence, shown));
}

static void
one_day (int from_day, int to_day)
{
  Desk *desk;
  g_autofree char *sentence = NULL;
  SijilSyncState *state;
  gint64 before;

  show (GOOD_FROM, GOOD_TO);
  desk = town_desk (town, "1");
  before = town_count (town, "households");
  desk_family (desk->store, "فاطمة محمد علي", NULL, NULL, TRUE);
  show (from_day, to_day);
  sentence = failure (desk);
  assert_names_today (sentence);
  state = desk_read (desk->store, sijil_sync_state, NULL);
  g_assert_cmpint (state->waiting, ==, 3);           /* the clerk, the desk, the family */
  g_assert_cmpstr (state->last_error, ==, sentence); /* the page Sync shows it */
  sijil_sync_state_free (state);
  g_assert_cmpint (town_count (town, "households"), ==, before);
  show (GOOD_FROM, GOOD_TO);
  town_sync (desk);
  g_assert_cmpint (town_waiting (desk), ==, 0);
  town_desk_free (desk);
}

static void
expired (void)
{
  one_day (GOOD_FROM, -1);
}

static void
not_yet_valid (void)
{
  one_day (2, GOOD_TO);
}

static void
at_enrolment (void)
{
  const int days[][2] = { { GOOD_FROM, -1 }, { 2, GOOD_TO } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    Desk *desk = town_lone_desk ();
    g_autofree char *line = NULL;
    g_autoptr (GError) error = NULL;

    show (days[i][0], days[i][1]);
    line = town_invite (town, "1", 0);
    g_assert_false (sijil_enrol (desk->store, line, NULL, &error));
    g_assert_error (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNTRUSTED);
    assert_names_today (error->message);
    g_clear_error (&error);
    show (GOOD_FROM, GOOD_TO); /* the invitation is not used up */
    sijil_enrol (desk->store, line, NULL, &error);
    g_assert_no_error (error);
    town_desk_free (desk);
  }
}

/* The certificate is good; it is the desk that believes another day, and is told which. */
static void
wrong_here (void)
{
  Desk *desk;
  g_autofree char *sentence = NULL;

  show (-30, 30);
  desk = town_desk (town, "1");
  false_clock_seconds = -YEAR;
  sentence = failure (desk);
  assert_names_today (sentence);
  false_clock_seconds = 0;
  town_sync (desk);
  town_desk_free (desk);
}

static gint64
newest_stamp_ms (Desk *desk)
{
  return desk_number (desk->store, "SELECT max(stamp) FROM change_set") >> 16;
}

static void
assert_now (gint64 ms)
{
  gint64 now = g_get_real_time () / 1000 - false_clock_seconds * 1000;

  g_assert_cmpint (ABS (ms - now), <, 10 * 60 * 1000);
}

static void
edit (Desk *desk, const SijilId *id, const char *phone)
{
  desk_edit (desk->store, &sijil_household_type, id, SIJIL_HOUSEHOLD_PHONE, phone);
}

static char *
phone_at (Desk *desk, const SijilId *id)
{
  return desk_text (desk->store, &sijil_household_type, id, SIJIL_HOUSEHOLD_PHONE);
}

/* Work goes on, the clock is told to be wrong, and who edits last wins, whatever the clocks say. */
static void
a_year_off (gconstpointer data)
{
  long off = GPOINTER_TO_INT (data) * YEAR;
  Desk *wrong, *right;
  SijilSyncState *state;
  SijilId id;

  show (GOOD_FROM, GOOD_TO);
  right = town_desk (town, "1");
  false_clock_seconds = off;
  wrong = town_desk (town, "1");
  id = desk_family (wrong->store, "فاطمة محمد علي", NULL, NULL, TRUE);
  town_sync (wrong);
  g_assert_cmpint (town_waiting (wrong), ==, 0);
  state = desk_read (wrong->store, sijil_sync_state, NULL);
  g_assert_cmpint (ABS (state->clock_off_ms / 1000 + off), <, 600);
  sijil_sync_state_free (state);

  edit (wrong, &id, "01000000001"); /* stamped by the time of the registry now */
  town_sync (wrong);
  if (off < 0)
    assert_now (newest_stamp_ms (wrong));

  false_clock_seconds = 0;
  town_sync (right);
  edit (right, &id, "01000000002");
  town_sync (right);
  assert_now (newest_stamp_ms (right));
  false_clock_seconds = off;
  town_sync (wrong);
  assert_takes (phone_at (wrong, &id), "01000000002");
  edit (wrong, &id, "01000000003");
  town_sync (wrong);
  false_clock_seconds = 0;
  town_sync (right);
  assert_takes (phone_at (right, &id), "01000000003");
  assert_takes (phone_at (wrong, &id), "01000000003");
  town_desk_free (wrong);
  town_desk_free (right);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/wrong-day/an-expired-certificate-names-the-date-here", expired);
  g_test_add_func ("/wrong-day/one-that-is-not-yet-valid-does-too", not_yet_valid);
  g_test_add_func ("/wrong-day/joining-says-it-and-uses-nothing-up", at_enrolment);
  g_test_add_func ("/wrong-day/a-dead-battery-is-told-which-day-it-believes", wrong_here);
  g_test_add_data_func ("/wrong-day/a-clock-a-year-ahead-works-on", GINT_TO_POINTER (1),
                        a_year_off);
  g_test_add_data_func ("/wrong-day/a-clock-a-year-behind-works-on", GINT_TO_POINTER (-1),
                        a_year_off);
  status = g_test_run ();
  town_free (town);
  return status;
}
