#include "bad-line.h"
#include "sijil-test.h"
#include "town.h"

#define LARGE_REQUEST 3000 /* bytes up */

static Town *town;
static BadLine *line;

static Desk *
desk_on_line (void)
{
  Desk *desk = town_lone_desk ();
  g_autofree char *invitation = town_invite (town, "1", bad_line_port (line));
  g_autoptr (GError) error = NULL;

  sijil_enrol (desk->store, invitation, NULL, &error);
  g_assert_no_error (error);
  return desk;
}

static void
work (Desk *desk, int families)
{
  for (int i = 0; i < families; i++) {
    SijilId id = sijil_id_new (), household;
    g_autofree char *noise = sijil_id_to_string (&id);
    SijilRecord *record = desk_household (FALSE);

    sijil_record_set_text (record, SIJIL_HOUSEHOLD_NOTES, noise); /* which does not pack */
    household =
        desk_save (desk->store, record, desk_person ("فاطمة محمد", "head", NULL, NULL), NULL);
    g_assert_false (sijil_id_is_null (&household));
  }
}

static void
lost_answer (void)
{
  Desk *desk = desk_on_line ();
  gint64 before = town_count (town, "households"), waiting;
  g_autoptr (GError) error = NULL;
  SijilSyncState *state;

  town_sync (desk);
  work (desk, 150);
  waiting = town_waiting (desk);
  bad_line_lose_answer (line, LARGE_REQUEST);
  if (!sijil_exchanger_run (desk->store, NULL, NULL, NULL, &error)) {
    g_assert_error (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE);
    g_assert_cmpint (town_waiting (desk), ==, waiting); /* nothing is dropped on a guess */
    g_assert_cmpint (town_count (town, "households"), >, before); /* and yet it was committed */
  }
  g_assert_cmpuint (bad_line_lost (line), ==, 1);
  town_sync (desk);
  state = desk_read (desk->store, sijil_sync_state, NULL);
  g_assert_cmpint (state->waiting, ==, 0);
  g_assert_cmpuint (state->refused->len, ==, 0);
  g_assert_null (state->last_error);
  sijil_sync_state_free (state);
  g_assert_cmpint (town_count (town, "households"), ==, before + 150);
  g_assert_cmpint (town_count (town, "persons"), >=, before + 150);
  town_desk_free (desk);
}

/* Two desks ask at the same time, and each gets what was meant for the other. */
static void
crossed_answers (void)
{
  Desk *desks[] = { desk_on_line (), desk_on_line () };
  gint64 before = town_count (town, "households");
  GThread *other;

  for (int i = 0; i < 2; i++) {
    town_sync (desks[i]);
    work (desks[i], 150);
  }
  bad_line_cross_answers (line, LARGE_REQUEST);
  other = g_thread_new ("exchange", town_exchange, desks[1]);
  town_exchange (desks[0]);
  g_thread_join (other);
  g_assert_cmpuint (bad_line_crossed (line), ==, 1);
  for (int i = 0; i < 2; i++) {
    SijilSyncState *state;

    town_sync (desks[i]);
    state = desk_read (desks[i]->store, sijil_sync_state, NULL);
    g_assert_cmpint (state->waiting, ==, 0);
    g_assert_cmpuint (state->refused->len, ==, 0);
    sijil_sync_state_free (state);
  }
  g_assert_cmpint (town_count (town, "households"), ==, before + 300);
  for (int i = 0; i < 2; i++)
    town_desk_free (desks[i]);
}

static void
offline (void)
{
  Desk *desk = desk_on_line ();
  SijilSyncState *state;

  town_sync (desk);
  work (desk, 2);
  town_stop (town);
  for (int i = 0; i < 2; i++)
    town_sync_fails (desk, SIJIL_SYNC_ERROR_UNREACHABLE);
  state = desk_read (desk->store, sijil_sync_state, NULL);
  g_assert_cmpint (state->waiting, ==, 2);
  g_assert_nonnull (state->last_error);
  sijil_sync_state_free (state);
  work (desk, 1); /* work goes on */
  town_start (town);
  town_sync (desk);
  g_assert_cmpint (town_waiting (desk), ==, 0);
  town_desk_free (desk);
}

static void
unenrolled (void)
{
  Desk *desk = town_lone_desk ();

  work (desk, 1);
  town_sync_fails (desk, SIJIL_SYNC_ERROR_NOT_ENROLLED);
  g_assert_cmpint (town_waiting (desk), ==, 2);
  town_desk_free (desk);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  line = bad_line_new (town->port, &(BadLineQuality){ 0 });
  g_test_add_func ("/bad-line/a-lost-answer-doubles-nothing", lost_answer);
  g_test_add_func ("/bad-line/answers-that-arrive-at-each-others-desk-change-nothing",
                   crossed_answers);
  g_test_add_func ("/bad-line/without-a-line-everything-waits", offline);
  g_test_add_func ("/bad-line/without-an-invitation-everything-waits", unenrolled);
  status = g_test_run ();
  bad_line_free (line);
  town_free (town);
  return status;
}
