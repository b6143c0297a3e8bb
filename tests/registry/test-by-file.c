#include "line.h"

#include "sijil-bundle.h"
#include "sijil-by-file.h"
#include "sijil-stick.h"
#include "sijil-sync-error.h"
#include "sijil-test.h"

/* One association with two desks, another with one, and a stick that goes round. */
typedef struct {
  House *house;
  Desk *desk[3];
  char *stick;
} World;

static World
world_new (void)
{
  World world = { .house = house_new (), .stick = desk_folder () };
  gint64 one = house_association (world.house, "جمعية البر");
  gint64 other = house_association (world.house, "جمعية الخير");

  for (int i = 0; i < 3; i++)
    world.desk[i] = line_desk (world.house, i < 2 ? one : other);
  return world;
}

static void
world_free (World *world)
{
  for (int i = 0; i < 3; i++)
    line_free (world->desk[i]);
  house_free (world->house);
  desk_remove (world->stick);
}

static char *
file_of (World *world, SijilBundleWay way, guint desk)
{
  g_autofree char *name = sijil_bundle_name (way, world->desk[desk]->device);

  return g_build_filename (world->stick, name, NULL);
}

static void
leave (World *world, guint desk)
{
  g_autoptr (GError) error = NULL;
  gint64 waiting;
  g_autofree char *path =
      sijil_stick_export (world->desk[desk]->store, world->stick, &waiting, &error);
  g_autofree char *expected = file_of (world, SIJIL_BUNDLE_UP, desk);

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, expected);
}

static SijilTaken
take (World *world, guint desk)
{
  g_autofree char *path = file_of (world, SIJIL_BUNDLE_UP, desk);
  g_autoptr (GError) error = NULL;
  SijilTaken taken;

  sijil_by_file_take (world->house->registry, path, &taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken.device, ==, world->desk[desk]->device);
  return taken;
}

static void
give (World *world, guint desk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      sijil_by_file_give (world->house->registry, world->desk[desk]->device, world->stick, &error);

  g_assert_no_error (error);
  g_assert_nonnull (path);
}

static gint64
fetch (World *world, guint desk)
{
  g_autoptr (GError) error = NULL;
  gint64 news = -1;

  sijil_stick_import (world->desk[desk]->store, world->stick, &news, &error);
  g_assert_no_error (error);
  return news;
}

static gint64
waiting (World *world, guint desk)
{
  return desk_number (world->desk[desk]->store, "SELECT count(*) FROM change_set WHERE state = 0");
}

static gint64
families (World *world, guint desk)
{
  return desk_number (world->desk[desk]->store, "SELECT count(*) FROM household");
}

static void
round_trip (World *world, guint desk)
{
  leave (world, desk);
  take (world, desk);
  give (world, desk);
  fetch (world, desk);
}

static void
there_and_back (void)
{
  World world = world_new ();
  SijilId family = desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);

  leave (&world, 0);
  g_assert_cmpint (waiting (&world, 0), >, 0);
  g_assert_cmpuint (take (&world, 0).new_sets, ==, waiting (&world, 0));
  g_assert_cmpint (waiting (&world, 0), >, 0);
  give (&world, 0);
  fetch (&world, 0);
  g_assert_cmpint (waiting (&world, 0), ==, 0);
  round_trip (&world, 1);
  g_assert_cmpint (families (&world, 1), ==, 1);
  g_object_unref (desk_get (world.desk[1]->store, &sijil_household_type, &family));
  world_free (&world);
}

/* What came on a stick was given as well: who edits it knew it. */
static void
known_by_file (void)
{
  World world = world_new ();
  SijilId family = desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);
  SijilId head = desk_head (world.desk[0]->store, &family);
  g_autoptr (SijilFolded) folded = NULL;

  round_trip (&world, 0);
  round_trip (&world, 1);
  desk_edit (world.desk[1]->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "هدى أحمد حسن");
  leave (&world, 1);
  take (&world, 1);
  g_assert_true (sijil_storage_load (world.house->registry->storage, &sijil_person_type, &head,
                                     &folded, NULL));
  g_assert_cmpstr (sijil_record_text (folded->record, SIJIL_PERSON_NAME), ==, "هدى أحمد حسن");
  world_free (&world);
}

static void
twice_changes_nothing (void)
{
  World world = world_new ();
  gint64 sets;

  desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);
  round_trip (&world, 0);
  round_trip (&world, 1);
  sets = house_number (world.house, "SELECT count(*) FROM change_set");
  g_assert_cmpuint (take (&world, 0).new_sets, ==, 0);
  g_assert_cmpuint (take (&world, 0).new_sets, ==, 0);
  fetch (&world, 0);
  fetch (&world, 1);
  g_assert_cmpint (house_number (world.house, "SELECT count(*) FROM change_set"), ==, sets);
  g_assert_cmpint (families (&world, 1), ==, 1);
  g_assert_cmpint (waiting (&world, 1), ==, 0);
  world_free (&world);
}

/* The file lay about while the line came back and went on. */
static void
after_the_line_did_it (void)
{
  World world = world_new ();
  SijilId family = desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);

  leave (&world, 0);
  leave (&world, 1);
  line_sync (world.desk[0]);
  desk_edit (world.desk[0]->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  line_sync (world.desk[0]);
  g_assert_cmpuint (take (&world, 0).new_sets, ==, 0);
  take (&world, 1);
  give (&world, 1);
  line_sync (world.desk[1]);
  desk_edit (world.desk[1]->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS,
             "النيل");
  line_sync (world.desk[1]);
  fetch (&world, 1);
  give (&world, 0);
  fetch (&world, 0);
  for (int i = 0; i < 2; i++) {
    assert_takes (
        desk_text (world.desk[i]->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE),
        "طوخ");
    line_sync (world.desk[i]);
    assert_takes (
        desk_text (world.desk[i]->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS),
        "النيل");
    g_assert_cmpint (waiting (&world, i), ==, 0);
  }
  world_free (&world);
}

static void
offices_share_a_stick (void)
{
  World world = world_new ();

  for (guint i = 0; i < 3; i++) {
    desk_family (world.desk[i]->store, "منى حسن علي", NULL, NULL, TRUE);
    leave (&world, i);
  }
  for (guint i = 0; i < 3; i++)
    take (&world, i);
  for (guint i = 0; i < 3; i++)
    give (&world, i);
  for (guint i = 0; i < 3; i++) {
    fetch (&world, i);
    g_assert_cmpint (waiting (&world, i), ==, 0);
    g_assert_cmpint (families (&world, i), ==, i < 2 ? 2 : 1);
  }
  world_free (&world);
}

/* More than fits into one request, one answer, one page. */
static void
a_year_of_work (void)
{
  World world = world_new ();
  SijilId family = desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);

  for (int i = 0; i < 600; i++) {
    g_autofree char *note = g_strdup_printf ("%d", i);

    desk_edit (world.desk[0]->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_NOTES, note);
  }
  round_trip (&world, 0);
  g_assert_cmpint (waiting (&world, 0), ==, 0);
  round_trip (&world, 1);
  assert_takes (
      desk_text (world.desk[1]->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_NOTES),
      "599");
  world_free (&world);
}

/* Both PCs take the same hand-over back; the second one cannot be kept. */
static void
what_is_refused_says_so (void)
{
  World world = world_new ();
  SijilStore *first = world.desk[0]->store, *second = world.desk[1]->store;
  g_autoptr (SijilRecord) box = desk_programme ("BOX", NULL, "month");
  SijilId programme = desk_put (first, box);
  SijilId family = desk_family (first, "هدى أحمد علي", NULL, NULL, TRUE);
  SijilId served = desk_serve (first, &family, &programme, NULL);

  line_sync (world.desk[0]);
  line_sync (world.desk[1]);
  desk_reverse (first, &served);
  desk_reverse (second, &served);
  line_sync (world.desk[0]);
  leave (&world, 1);
  g_assert_cmpuint (take (&world, 1).refused, ==, 1);
  give (&world, 1);
  fetch (&world, 1);
  g_assert_cmpint (desk_number (second, "SELECT count(*) FROM change_set WHERE state = 2"), ==, 1);
  world_free (&world);
}

static void
assert_refused (World *world, guint desk, const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  gint64 news;

  g_assert_false (sijil_stick_import (world->desk[desk]->store, path, &news, &error));
  g_assert_error (error, SIJIL_SYNC_ERROR, code);
}

static void
assert_not_taken (World *world, const char *path)
{
  g_autoptr (GError) error = NULL;
  SijilTaken taken;

  g_assert_false (sijil_by_file_take (world->house->registry, path, &taken, &error));
  g_assert_nonnull (error);
}

static void
another_bit_is_refused (void)
{
  World world = world_new ();
  g_autofree char *up = NULL, *down = NULL, *bad = NULL;
  gint64 sets;
  SijilBundleWay way;

  desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);
  round_trip (&world, 0);
  desk_family (world.desk[0]->store, "منى أحمد علي", NULL, NULL, TRUE);
  leave (&world, 0);
  sets = house_number (world.house, "SELECT count(*) FROM change_set");
  up = file_of (&world, SIJIL_BUNDLE_UP, 0);
  down = file_of (&world, SIJIL_BUNDLE_DOWN, 0);
  bad = g_build_filename (world.stick, "bad", NULL);
  for (int k = 0; k < 2; k++) {
    g_autoptr (GBytes) good = sijil_bundle_read (k == 0 ? up : down, NULL);
    gsize size;
    const guint8 *data = g_bytes_get_data (good, &size);

    way = k == 0 ? SIJIL_BUNDLE_UP : SIJIL_BUNDLE_DOWN;
    for (gsize at = 0; at < size; at += at < 120 ? 1 : 97) {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) altered = NULL, cut = g_bytes_new (data, at);
      g_autoptr (GError) error = NULL;
      gint64 news;

      copy[at] ^= 1u << (at % 8);
      altered = g_bytes_new_static (copy, size);
      g_assert_true (sijil_bundle_write (bad, altered, NULL));
      if (way == SIJIL_BUNDLE_UP)
        assert_not_taken (&world, bad);
      else
        g_assert_false (sijil_stick_import (world.desk[0]->store, bad, &news, &error));
      g_assert_true (sijil_bundle_write (bad, cut, NULL));
      if (way == SIJIL_BUNDLE_UP)
        assert_not_taken (&world, bad);
      else
        assert_refused (&world, 0, bad, SIJIL_SYNC_ERROR_DAMAGED);
    }
  }
  g_assert_cmpint (house_number (world.house, "SELECT count(*) FROM change_set"), ==, sets);
  world_free (&world);
}

static void
what_is_not_ours_is_refused (void)
{
  World world = world_new (), elsewhere = world_new ();
  g_autofree char *ours = file_of (&world, SIJIL_BUNDLE_UP, 0);
  g_autofree char *for_us = file_of (&world, SIJIL_BUNDLE_DOWN, 0);
  g_autofree char *theirs = file_of (&elsewhere, SIJIL_BUNDLE_DOWN, 0);

  assert_refused (&world, 0, world.stick, SIJIL_SYNC_ERROR_NOTHING_HERE);
  leave (&world, 0);
  take (&world, 0);
  give (&world, 0);
  leave (&elsewhere, 0);
  take (&elsewhere, 0);
  give (&elsewhere, 0);
  assert_refused (&world, 0, ours, SIJIL_SYNC_ERROR_FOREIGN);
  assert_refused (&world, 1, for_us, SIJIL_SYNC_ERROR_FOREIGN);
  assert_refused (&world, 0, theirs, SIJIL_SYNC_ERROR_FOREIGN);
  assert_not_taken (&world, for_us);
  assert_not_taken (&elsewhere, ours);
  world_free (&world);
  world_free (&elsewhere);
}

/* The registry believes that this desk has read more than it has: a profile from a backup. */
static void
a_gap_is_refused (void)
{
  World world = world_new ();
  SijilStorage *storage = world.house->registry->storage;
  g_autoptr (SijilDevice) device = NULL;
  g_autoptr (GError) error = NULL;
  gint64 news;

  desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);
  line_sync (world.desk[0]);
  device = sijil_storage_device (storage, world.desk[1]->device);
  device->cursor = 1;
  g_assert_true (sijil_storage_save_device (storage, device, NULL));
  give (&world, 1);
  g_assert_false (sijil_stick_import (world.desk[1]->store, world.stick, &news, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_GAP);
  g_assert_cmpint (families (&world, 1), ==, 0);
  /* Its own file says how far it has read. */
  round_trip (&world, 1);
  g_assert_cmpint (families (&world, 1), ==, 1);
  world_free (&world);
}

/* A backup takes the desk's place, made before its last change sets. */
typedef struct {
  Desk *desk;
  char *copy;
} Backup;

static Backup
copy_desk (Desk *desk)
{
  Backup backup = { desk, desk_folder () };
  g_autofree char *from = g_strconcat (desk->folder, "/.", NULL);
  const char *argv[] = { "cp", "-a", from, backup.copy, NULL };

  desk_close (desk->store);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  desk->store = desk_unlock (desk->folder);
  return backup;
}

static void
copy_back (Backup *backup)
{
  desk_close (backup->desk->store);
  desk_remove (backup->desk->folder);
  backup->desk->folder = backup->copy;
  backup->desk->store = desk_unlock (backup->copy);
}

static void
assert_copied_back (World *world, guint desk)
{
  gint64 before = waiting (world, desk), news;
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_stick_import (world->desk[desk]->store, world->stick, &news, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_GAP);
  g_assert_cmpint (waiting (world, desk), ==, before);
}

/* It has forgotten what the file says that it sent: to read on would pass over that for ever. */
static void
a_desk_that_forgot (void)
{
  World world = world_new ();
  Backup backup;

  desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);
  backup = copy_desk (world.desk[0]);
  desk_family (world.desk[0]->store, "منى أحمد علي", NULL, NULL, TRUE);
  line_sync (world.desk[0]);
  copy_back (&backup);
  give (&world, 0);
  assert_copied_back (&world, 0);
  world_free (&world);
}

/* It did other work under the same numbers: a receipt for what it has forgotten is none for that.
 */
static void
a_receipt_for_other_work (void)
{
  World world = world_new ();
  Backup backup;

  desk_family (world.desk[0]->store, "هدى أحمد علي", NULL, NULL, TRUE);
  backup = copy_desk (world.desk[0]);
  desk_family (world.desk[0]->store, "منى أحمد علي", NULL, NULL, TRUE);
  leave (&world, 0);
  take (&world, 0);
  give (&world, 0);
  copy_back (&backup);
  desk_family (world.desk[0]->store, "سعاد أحمد علي", NULL, NULL, TRUE);
  assert_copied_back (&world, 0);
  world_free (&world);
}

static void
a_device_that_was_revoked (void)
{
  World world = world_new ();
  g_autofree char *up = file_of (&world, SIJIL_BUNDLE_UP, 0);
  g_autoptr (SijilDevice) device = NULL;

  leave (&world, 0);
  device = sijil_storage_device (world.house->registry->storage, world.desk[0]->device);
  g_assert_true (sijil_storage_revoke_device (world.house->registry->storage, device, NULL));
  assert_not_taken (&world, up);
  world_free (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/by-file/what-came-on-a-stick-was-known", known_by_file);
  g_test_add_func ("/by-file/there-and-back", there_and_back);
  g_test_add_func ("/by-file/twice-changes-nothing", twice_changes_nothing);
  g_test_add_func ("/by-file/after-the-line-did-it", after_the_line_did_it);
  g_test_add_func ("/by-file/offices-share-a-stick", offices_share_a_stick);
  g_test_add_func ("/by-file/a-year-of-work", a_year_of_work);
  g_test_add_func ("/by-file/what-is-refused-says-so", what_is_refused_says_so);
  g_test_add_func ("/by-file/another-bit-is-refused", another_bit_is_refused);
  g_test_add_func ("/by-file/what-is-not-ours-is-refused", what_is_not_ours_is_refused);
  g_test_add_func ("/by-file/a-gap-is-refused", a_gap_is_refused);
  g_test_add_func ("/by-file/a-desk-that-forgot-is-told-so", a_desk_that_forgot);
  g_test_add_func ("/by-file/a-receipt-for-other-work-is-refused", a_receipt_for_other_work);
  g_test_add_func ("/by-file/a-device-that-was-revoked", a_device_that_was_revoked);
  return g_test_run ();
}
