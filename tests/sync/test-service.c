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

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/service/a-desk-that-never-rests-exchanges-all-the-same", busy_desk);
  status = g_test_run ();
  town_free (town);
  return status;
}
