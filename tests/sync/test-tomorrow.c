#include "sijil-test.h"
#include "town.h"

/* A PC that has used up its day, at a real registry: what it does with the rest. */
static Town *town;

static SijilSyncState *
state_of (Desk *desk)
{
  return desk_read (desk->store, sijil_sync_state, NULL);
}

static void
used_up (void)
{
  static const char *const SIX[] = { "--records-a-day", "6", NULL };
  Desk *desk = town_desk (town, "1"), *other = town_desk (town, "1");
  SijilSyncState *state;
  SijilId theirs;

  town_stop (town);
  town->limits = SIX;
  town_start (town);
  for (guint i = 0; i < 5; i++)
    desk_family (desk->store, "أسرة جديدة", NULL, NULL, FALSE);
  theirs = desk_family (other->store, "أسرة المكتب الآخر", NULL, NULL, FALSE);
  town_sync (other);
  /* It is no failure: what was taken is confirmed, the rest waits, and news come all the same. */
  town_sync (desk);
  state = state_of (desk);
  g_assert_true (state->takes_tomorrow);
  g_assert_cmpint (state->waiting, >, 0);
  g_assert_cmpint (state->confirmed, >, 0);
  g_assert_null (state->last_error);
  g_assert_nonnull (sijil_tomorrow_sentence (state));
  sijil_sync_state_free (state);
  g_assert_nonnull (desk_get (desk->store, &sijil_household_type, &theirs));
  /* A registry that allows more takes it. */
  town_stop (town);
  town->limits = NULL;
  town_start (town);
  town_sync (desk);
  state = state_of (desk);
  g_assert_cmpint (state->waiting, ==, 0);
  g_assert_false (state->takes_tomorrow);
  sijil_sync_state_free (state);
  town_sync (other);
  g_assert_cmpint (desk_number (other->store, "SELECT count(*) FROM household"), ==, 6);
  town_desk_free (desk);
  town_desk_free (other);
}

/* The desk does not notice, and the running registry sees at once what the operator has said. */
static void
in_quarantine (void)
{
  Desk *desk = town_desk (town, "1"), *other = town_desk (town, "2");
  g_autofree char *number = g_strdup_printf ("%u", town_device (desk));
  g_autofree char *held = NULL, *released = NULL;
  gint64 findings;

  desk_family (other->store, "رؤوف مرقص جبرة", "27401010100015", NULL, TRUE);
  town_sync (other);
  findings = town_count (town, "findings");
  held = town_run (town, "device", "quarantine", number, NULL);
  desk_family (desk->store, "رؤوف مرقص جبرة", "27401010100015", NULL, TRUE);
  town_sync (desk);
  g_assert_cmpint (town_waiting (desk), ==, 0);
  g_assert_cmpint (town_count (town, "quarantined"), >, 0);
  g_assert_cmpint (town_count (town, "findings"), ==, findings);
  released = town_run (town, "device", "release", number, NULL);
  g_assert_cmpint (town_count (town, "quarantined"), ==, 0);
  /* It is linked in a moment when nobody asks; an exchange sets that off. */
  town_sync (other);
  while (town_count (town, "unlinked") > 0)
    g_thread_yield ();
  g_assert_cmpint (town_count (town, "findings"), ==, findings + 2);
  town_desk_free (desk);
  town_desk_free (other);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/tomorrow/what-is-beyond-the-day-waits-and-news-come", used_up);
  g_test_add_func ("/tomorrow/a-quarantine-counts-at-once-and-ends-without-loss", in_quarantine);
  status = g_test_run ();
  town_free (town);
  return status;
}
