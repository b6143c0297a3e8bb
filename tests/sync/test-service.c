#include "bad-line.h"
#include "sijil-sync-service.h"
#include "sijil-test.h"
#include "town.h"

static Town *town;

typedef struct {
  Desk *desk;
  SijilId family;
  guint written;
  gboolean exchanged; /* since the desk is busy */
} Busy;

static gboolean
on_next_person (gpointer data)
{
  Busy *busy = data;
  g_autofree char *note = g_strdup_printf ("ملاحظة %u", ++busy->written);

  desk_edit (busy->desk->store, &sijil_household_type, &busy->family, SIJIL_HOUSEHOLD_NOTES, note);
  return G_SOURCE_CONTINUE;
}

static void
on_changed (SijilSyncService *service, Busy *busy)
{
  if (busy->written > 0 && sijil_sync_service_phase (service) == SIJIL_SYNC_RUNNING)
    busy->exchanged = TRUE;
}

/* Somebody is served every half second: the pause after the last change never comes. */
static void
busy_desk (void)
{
  Busy busy = { .desk = town_desk (town, "1") };
  g_autoptr (SijilSyncService) service = sijil_sync_service_new (busy.desk->store);
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint queue;

  busy.family = desk_family (busy.desk->store, "هدى أحمد علي حسن", NULL, "1991-11-24", TRUE);
  g_signal_connect (service, "changed", G_CALLBACK (on_changed), &busy);
  sijil_sync_service_start (service);
  while (town_waiting (busy.desk) > 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  queue = g_timeout_add (500, on_next_person, &busy);
  while (!busy.exchanged && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (busy.exchanged);
  g_source_remove (queue);
  while (sijil_sync_service_phase (service) == SIJIL_SYNC_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  sijil_sync_service_stop (service);
  g_clear_object (&service);
  town_desk_free (busy.desk);
}

static void
wait_until (SijilSyncService *service, gboolean (*done) (SijilSyncService *service))
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!done (service) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (done (service));
}

static gboolean
some_is_sent (SijilSyncService *service)
{
  SijilSyncProgress progress;

  sijil_sync_service_progress (service, &progress);
  return progress.sent > 0;
}

static gboolean
rests (SijilSyncService *service)
{
  return sijil_sync_service_phase (service) != SIJIL_SYNC_RUNNING;
}

/* The line is wanted for a call: the exchange stops at once, and later goes on where it was. */
static void
cancelled (void)
{
  const BadLineQuality slow = { .bytes_per_s = 8000, .delay_ms = 50 };
  BadLine *line = bad_line_new (town->port, &slow);
  Desk *desk = town_lone_desk ();
  g_autofree char *invitation = town_invite (town, "1", bad_line_port (line));
  g_autoptr (SijilSyncService) service = sijil_sync_service_new (desk->store);
  gint64 before = town_count (town, "households"), waiting, end;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 500; i++) {
    SijilId id = sijil_id_new ();
    g_autofree char *noise = sijil_id_to_string (&id);
    SijilRecord *household = desk_household (FALSE);

    sijil_record_set_text (household, SIJIL_HOUSEHOLD_NOTES, noise); /* which does not pack */
    desk_save (desk->store, household, desk_person ("فاطمة محمد", "head", NULL, NULL), NULL);
  }
  sijil_enrol (desk->store, invitation, NULL, &error);
  g_assert_no_error (error);
  sijil_sync_service_start (service);
  wait_until (service, some_is_sent);
  sijil_sync_service_cancel (service);
  wait_until (service, rests);
  g_assert_cmpint (sijil_sync_service_phase (service), ==, SIJIL_SYNC_IDLE);
  waiting = town_waiting (desk);
  g_assert_cmpint (waiting, >, 0);
  g_assert_cmpint (waiting, <, 500);
  /* What waits, and what is written meanwhile, would be sent after three seconds. */
  desk_family (desk->store, "هدى أحمد علي حسن", NULL, "1991-11-24", TRUE);
  end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  while (g_get_monotonic_time () < end) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_true (rests (service));
  }
  bad_line_become (line, &(BadLineQuality){ 0 });
  town_sync (desk);
  g_assert_cmpint (town_waiting (desk), ==, 0);
  g_assert_cmpint (town_count (town, "households"), ==, before + 501);
  sijil_sync_service_stop (service);
  g_clear_object (&service);
  town_desk_free (desk);
  bad_line_free (line);
}

static gboolean
all_is_sent (SijilSyncService *service)
{
  const SijilSyncState *state = sijil_sync_service_state (service);

  return rests (service) && state != NULL && state->waiting == 0;
}

static void
edit_and_send (Desk *desk, SijilSyncService *service, const SijilId *family, const char *note)
{
  g_assert_true (rests (service));
  desk_edit (desk->store, &sijil_household_type, family, SIJIL_HOUSEHOLD_NOTES, note);
  sijil_sync_service_sync_now (service);
  wait_until (service, all_is_sent);
  g_assert_cmpint (sijil_sync_service_phase (service), ==, SIJIL_SYNC_IDLE);
  g_assert_cmpint (town_waiting (desk), ==, 0);
}

/* A busy clerk's next change finds the line open; and closed, if it was, without a word of it. */
static void
kept_line (void)
{
  BadLine *line = bad_line_new (town->port, &(BadLineQuality){ 0 });
  Desk *desk = town_lone_desk ();
  g_autofree char *invitation = town_invite (town, "1", bad_line_port (line));
  g_autoptr (SijilSyncService) service = sijil_sync_service_new (desk->store);
  SijilId family = desk_family (desk->store, "هدى أحمد علي حسن", NULL, "1991-11-24", TRUE);
  BadLineCount before, after;
  g_autoptr (GError) error = NULL;

  sijil_enrol (desk->store, invitation, NULL, &error);
  g_assert_no_error (error);
  edit_and_send (desk, service, &family, "1");
  bad_line_count (line, &before);
  edit_and_send (desk, service, &family, "2");
  edit_and_send (desk, service, &family, "3");
  bad_line_count (line, &after);
  g_assert_cmpuint (after.connections, ==, before.connections);
  bad_line_free (line);
  sijil_sync_service_stop (service);
  g_clear_object (&service);
  town_desk_free (desk);
}

static void
closed_line (void)
{
  Desk *desk = town_desk (town, "1");
  g_autoptr (SijilSyncService) service = sijil_sync_service_new (desk->store);
  SijilId family = desk_family (desk->store, "هدى أحمد علي حسن", NULL, "1991-11-24", TRUE);

  edit_and_send (desk, service, &family, "1");
  town_stop (town);
  town_start (town);
  edit_and_send (desk, service, &family, "2");
  sijil_sync_service_stop (service);
  g_clear_object (&service);
  town_desk_free (desk);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/service/a-desk-that-never-rests-exchanges-all-the-same", busy_desk);
  g_test_add_func ("/service/an-exchange-is-stopped-and-goes-on-where-it-was", cancelled);
  g_test_add_func ("/service/the-next-exchange-takes-the-same-connection", kept_line);
  g_test_add_func ("/service/a-connection-that-was-closed-is-made-anew-without-a-word",
                   closed_line);
  status = g_test_run ();
  town_free (town);
  return status;
}
