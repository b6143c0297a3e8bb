#include "killer.h"
#include "sijil-test.h"
#include "story.h"
#include "town.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The real programs are killed at moments that nobody chose; the seed stands in the first line of
 * the output, and --seed repeats them. */
#define KILLS 5
#define HOUSEHOLDS 600

static void
write_sheet (const char *path)
{
  g_autoptr (GString) text = g_string_new ("رقم الأسرة,الاسم,صلة القرابة\n");

  for (int i = 0; i < HOUSEHOLDS; i++)
    g_string_append_printf (text, "%d,فاطمة محمد علي حسن,رب الأسرة\n%d,صابر حسن علي محمد,ابن\n", i,
                            i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
import (void)
{
  char *folder = desk_folder ();
  g_autofree char *sheet = g_build_filename (folder, "sheet.csv", NULL);
  gint64 longest = 0;
  guint cut = 0;

  write_sheet (sheet);
  for (int i = 0; i <= KILLS; i++) {
    g_autofree char *name = g_strdup_printf ("profile-%d", i);
    g_autofree char *profile = g_build_filename (folder, name, NULL);
    g_autoptr (GSubprocess) child = NULL;
    gint64 begin, n;
    gboolean ended;
    SijilStore *store;

    desk_close (desk_create (profile, "A"));
    begin = g_get_monotonic_time ();
    child = killer_start (profile, "import", sheet, NULL);
    if (i == 0) { /* once in peace, to know how long it takes */
      g_assert_true (g_subprocess_wait (child, NULL, NULL));
      longest = g_get_monotonic_time () - begin;
      ended = TRUE;
    } else
      ended = killer_kill_within (child, longest);
    store = desk_unlock (profile);
    n = desk_number (store, "SELECT count(*) FROM household");
    if (ended)
      g_assert_cmpint (n, ==, HOUSEHOLDS);
    cut += n > 0 && n < HOUSEHOLDS;
    g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, 2 * n);
    story_check_rows (store);
    desk_family (store, "زينب محمد علي حسن", NULL, NULL, TRUE);
    story_check_rows (store);
    desk_close (store);
  }
  g_test_message ("%u of %u were cut in the middle", cut, KILLS);
  desk_remove (folder);
}

static void
distribute (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "none");
  SijilId family, box;
  g_autofree char *household = NULL;
  gint64 longest = 0, acknowledged = 0, n;

  box = desk_put (store, programme);
  family = desk_family (store, "فاطمة محمد علي حسن", NULL, NULL, TRUE);
  household = sijil_id_to_string (&family);
  g_assert_false (sijil_id_is_null (&box));
  desk_close (store);
  for (int i = 0; i <= 2 * KILLS; i++) {
    gint64 begin = g_get_monotonic_time ();
    g_autoptr (GSubprocess) child =
        killer_start (folder, "distribute", "--programme", "box", "--household", household, NULL);

    if (i == 0) {
      g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
      longest = g_get_monotonic_time () - begin;
      acknowledged++;
    } else
      acknowledged += killer_kill_within (child, longest);
  }
  store = desk_unlock (folder);
  n = desk_number (store, "SELECT count(*) FROM distribution");
  g_assert_cmpint (n, >=, acknowledged);
  g_assert_cmpint (n, <=, 2 * KILLS + 1);
  story_check_rows (store);
  /* Each is one change set, and none is without its fact. */
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM change_row WHERE type = "
                                       "'distribution'"),
                   ==, n);
  desk_close (store);
  desk_remove (folder);
}

static void
more_families (Desk *desk, int n)
{
  for (int i = 0; i < n; i++)
    desk_family (desk->store, "فاطمة محمد علي حسن", NULL, NULL, TRUE);
}

static void
assert_agree (Town *town, Desk *desk)
{
  town_sync (desk);
  g_assert_cmpint (town_waiting (desk), ==, 0);
  g_assert_cmpint (desk_number (desk->store, "SELECT count(*) FROM household"), ==,
                   town_count (town, "households"));
  g_assert_cmpint (desk_number (desk->store, "SELECT count(*) FROM person"), ==,
                   town_count (town, "persons"));
  story_check_rows (desk->store);
}

static void
desk_in_sync (void)
{
  Town *town = town_new ();
  Desk *desk = town_desk (town, "1");
  gint64 longest = 0;

  for (int i = 0; i <= KILLS; i++) {
    g_autoptr (GSubprocess) child = NULL;
    gint64 begin;

    more_families (desk, 40);
    desk_close (desk->store);
    begin = g_get_monotonic_time ();
    child = killer_start (desk->folder, "sync", NULL);
    if (i == 0) {
      g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
      longest = g_get_monotonic_time () - begin;
    } else
      killer_kill_within (child, longest);
    desk->store = desk_unlock (desk->folder);
    story_check_rows (desk->store);
  }
  assert_agree (town, desk);
  town_desk_free (desk);
  town_free (town);
}

static gpointer
exchange (gpointer data)
{
  Desk *desk = data;
  gint64 begin = g_get_monotonic_time ();
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  sijil_exchanger_run (desk->store, NULL, NULL, NULL, NULL);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  return GSIZE_TO_POINTER ((gsize) (g_get_monotonic_time () - begin));
}

/* What a desk was told is kept is there when the registry is up again. */
static void
registry (void)
{
  Town *town = town_new ();
  Desk *desk = town_desk (town, "1");
  gint64 longest = 0;

  for (int i = 0; i <= KILLS; i++) {
    GThread *thread;
    SijilSyncState *state;

    more_families (desk, 60);
    thread = g_thread_new ("exchange", exchange, desk);
    if (i == 0) {
      longest = (gint64) GPOINTER_TO_SIZE (g_thread_join (thread));
      continue;
    }
    g_usleep ((gulong) g_test_rand_double_range (0, (double) longest));
    town_kill (town);
    g_thread_join (thread);
    town_start (town);
    state = desk_read (desk->store, sijil_sync_state, NULL);
    /* All but two confirmed sets are a family each: those are the clerk and the desk. */
    g_assert_cmpint (town_count (town, "households"), >=, state->confirmed - 2);
    sijil_sync_state_free (state);
  }
  assert_agree (town, desk);
  town_desk_free (desk);
  town_free (town);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_access ("/dev/shm", W_OK) == 0) /* nobody waits for a real disk there */
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_test_add_func ("/killed/an-import-leaves-whole-families-and-work-goes-on", import);
  g_test_add_func ("/killed/a-hand-over-that-was-said-is-there", distribute);
  g_test_add_func ("/killed/a-desk-in-the-middle-of-its-exchange-loses-nothing", desk_in_sync);
  g_test_add_func ("/killed/a-registry-keeps-what-it-has-confirmed", registry);
  return g_test_run ();
}
