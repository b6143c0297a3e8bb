#include "fault-vfs.h"
#include "sijil-db-check.h"
#include "sijil-keys.h"
#include "sijil-test.h"
#include "story.h"

#include <stdlib.h>

/* How many places of a fault are tried, unless SIJIL_FAULTS=all asks for every one. */
#ifdef __SANITIZE_ADDRESS__
#define SAMPLE 10 /* each takes several times as long */
#else
#define SAMPLE 40
#endif

static guint
operations (FaultKind kind)
{
  Story story;
  guint n;

  story_begin (&story);
  /* Counting only: a number that is never reached. */
  fault_vfs_arm (kind, G_MAXUINT, 0);
  g_assert_true (story_go_on (&story));
  story_stop (&story);
  n = fault_vfs_disarm ();
  story_end (&story);
  return n;
}

static void
assert_sound_file (Story *story)
{
  g_autofree char *path = g_build_filename (story->folder, "register.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *slot = NULL;
  g_autoptr (GPtrArray) slots = sijil_keys_list (story->folder, NULL);
  g_auto (SijilOpened) opened = { { 0 } };

  g_assert_cmpuint (slots->len, ==, 1);
  sijil_keys_open (story->folder, ((SijilSlot *) slots->pdata[0])->id, PASSPHRASE, &opened, &error);
  g_assert_no_error (error);
  sijil_db_check (path, opened.key, SIJIL_DB_THOROUGH, &error);
  g_assert_no_error (error);
}

/* One bad moment, then: the file is sound, what was acknowledged is there, what was under way is
 * there whole or not at all, and the story is told to its end. */
static void
one_fault (FaultKind kind, guint nth)
{
  Story story;
  guint acknowledged, told;

  g_test_message ("%s at %u", fault_name (kind), nth);
  story_begin (&story);
  fault_vfs_arm (kind, nth, nth);
  story_go_on (&story);
  acknowledged = story.done;
  story_stop (&story);
  fault_vfs_disarm ();
  g_assert_true (fault_vfs_has_struck ());

  if (acknowledged > 0)
    g_assert_true (sijil_profile_exists (story.folder));
  if (sijil_profile_exists (story.folder)) {
    story.store = desk_unlock (story.folder);
    told = story_told (story.store);
    g_assert_cmpuint (told, >=, acknowledged);
    g_assert_cmpuint (told, <=, acknowledged + 1);
    story_check (story.store);
    story.done = told;
  }
  g_assert_true (story_go_on (&story));
  g_assert_cmpuint (story_told (story.store), ==, story_steps);
  story_check (story.store);
  story_stop (&story);
  assert_sound_file (&story);
  story_end (&story);
}

static void
every_place (gconstpointer data)
{
  FaultKind kind = (FaultKind) GPOINTER_TO_INT (data);
  guint n = operations (kind), step = 1;
  gboolean all = g_strcmp0 (g_getenv ("SIJIL_FAULTS"), "all") == 0;

  g_assert_cmpuint (n, >, 50);
  if (!all && n > SAMPLE)
    step = n / SAMPLE + 1;
  g_test_message ("%u operations, every %u.", n, step);
  /* Threads may do a few operations in another order, so that the last ones may not be reached. */
  for (guint nth = 1 + (step > 1 ? (guint) g_test_rand_int_range (0, (gint32) step) : 0);
       nth + 8 < n; nth += step)
    one_fault (kind, nth);
}

/* The same disk, and the same desk that stays open: it goes on reading, and writes again when it
 * can. */
static void
stays_open (gconstpointer data)
{
  FaultKind kind = (FaultKind) GPOINTER_TO_INT (data);

  for (guint nth = 1; nth < 60; nth += 60 / SAMPLE * 4) {
    Story story;

    story_begin (&story);
    story.store = desk_create (story.folder, "A");
    story.done = 1;
    fault_vfs_arm (kind, nth, nth);
    if (!story_go_on (&story) && story.store != NULL) {
      g_assert_cmpuint (story_told (story.store), ==, story.done);
      story_check (story.store);
    }
    /* There is room again. */
    fault_vfs_disarm ();
    g_assert_true (story_go_on (&story));
    g_assert_cmpuint (story_told (story.store), ==, story_steps);
    story_check (story.store);
    story_stop (&story);
    assert_sound_file (&story);
    story_end (&story);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ("register.");
  g_test_add_data_func ("/desk-disk/the-power-fails-at-any-write", GINT_TO_POINTER (FAULT_POWER),
                        every_place);
  g_test_add_data_func ("/desk-disk/any-write-fails", GINT_TO_POINTER (FAULT_ERROR), every_place);
  g_test_add_data_func ("/desk-disk/any-read-fails", GINT_TO_POINTER (FAULT_READ), every_place);
  g_test_add_data_func ("/desk-disk/the-disk-is-full-from-any-write-on",
                        GINT_TO_POINTER (FAULT_FULL), every_place);
  g_test_add_data_func ("/desk-disk/a-full-disk-is-read-and-written-again",
                        GINT_TO_POINTER (FAULT_FULL), stays_open);
  g_test_add_data_func ("/desk-disk/a-failed-write-is-done-again", GINT_TO_POINTER (FAULT_ERROR),
                        stays_open);
  return g_test_run ();
}
