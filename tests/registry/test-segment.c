#include "line.h"
#include "sender.h"
#include "sijil-bundle.h"
#include "sijil-exchange.h"
#include "sijil-incoming.h"
#include "sijil-segment.h"
#include "sijil-segment-seal.h"
#include "sijil-test.h"

/* What a new device reads of a long feed. */
#define FAMILIES 200
#define BATCH 2000

typedef struct {
  House *house;
  gint64 association;
  Sender writer;
  SijilId family[FAMILIES];
  guint edits;
} World;

static void
edit (World *world, SijilChangeSet *set)
{
  SijilId *id = &world->family[world->edits % FAMILIES];
  g_autoptr (SijilRecord) record = NULL;
  g_autofree char *text = g_strdup_printf ("%u", world->edits);

  if (world->edits < FAMILIES) {
    *id = add_new (set, desk_household (FALSE));
  } else {
    record = sijil_record_new (&sijil_household_type, id);
    sijil_record_set_text (record, SIJIL_HOUSEHOLD_VILLAGE, text);
    sijil_change_set_add (set, record, FALSE);
  }
  world->edits++;
}

static void
write_sets (World *world, guint n)
{
  while (n > 0) {
    g_autoptr (GPtrArray) sets =
        g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
    g_autoptr (SijilAnswer) answer = NULL;
    g_autoptr (GError) error = NULL;
    SijilAsk ask;

    /* What is named has to be there: the families come by themselves first. */
    while (sets->len < BATCH && sets->len < n && (world->edits != FAMILIES || sets->len == 0)) {
      SijilChangeSet *set = next_set (&world->writer);

      edit (world, set);
      g_ptr_array_add (sets, set);
    }
    ask = ask_of (&world->writer);
    answer = send_with (&world->writer, &ask, sets, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (answer->receipts->len, ==, sets->len);
    n -= sets->len;
  }
}

static World
world_new (guint sets)
{
  World world = { .house = house_new () };

  world.association = house_association (world.house, "جمعية البر");
  world.writer = sender_new (world.house, world.association);
  write_sets (&world, sets);
  return world;
}

static GBytes *
segment_for (World *world, guint32 number, guint64 after, GError **error)
{
  g_autoptr (SijilDevice) device = sijil_storage_device (world->house->registry->storage, number);
  SijilStorage *storage = world->house->registry->storage;
  GBytes *segment;

  g_assert_true (sijil_storage_begin (storage, NULL));
  segment = sijil_segment_after (world->house->registry, device, after, error);
  g_assert_true (sijil_storage_commit (storage, NULL));
  return segment;
}

static GBytes *
segment_after (World *world, guint64 after, GError **error)
{
  return segment_for (world, world->writer.number, after, error);
}

static gint64
given_to (World *world, Desk *desk)
{
  g_autoptr (SijilDevice) device =
      sijil_storage_device (world->house->registry->storage, desk->device);

  return device->given;
}

static guint
fold (World *world, Desk *desk, GBytes *segment)
{
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) payload =
      sijil_segment_open (segment, world->house->registry->public_key, &error);
  g_autoptr (GPtrArray) all = NULL;
  guint news = 0;

  g_assert_no_error (error);
  all = sijil_incoming_read_all (payload, link, &error);
  g_assert_no_error (error);
  desk_write (desk->store, sijil_incoming_apply_all, all);
  for (guint i = 0; i < all->len; i++)
    news += ((SijilIncoming *) all->pdata[i])->news;
  return news;
}

static void
assert_same (World *world, Desk *desk)
{
  for (guint i = 0; i < FAMILIES; i += 13) {
    g_autoptr (SijilFolded) folded = NULL;
    g_autoptr (SijilRecord) ours = desk_get (desk->store, &sijil_household_type, &world->family[i]);

    g_assert_true (sijil_storage_load (world->house->registry->storage, &sijil_household_type,
                                       &world->family[i], &folded, NULL));
    g_assert_true (sijil_record_same_field (ours, folded->record, SIJIL_HOUSEHOLD_VILLAGE));
  }
}

static void
a_new_device (void)
{
  World world = world_new (SIJIL_SEGMENT_SETS + 500);
  Desk *desk = line_desk (world.house, world.association);
  g_autoptr (GBytes) segment = NULL;
  g_autoptr (GError) error = NULL;

  segment = segment_after (&world, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fold (&world, desk, segment), ==, SIJIL_SEGMENT_SETS);
  g_assert_null (segment_after (&world, SIJIL_SEGMENT_SETS, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_NOT_FOUND);
  line_sync (desk);
  g_assert_cmpint (desk_number (desk->store, "SELECT count(*) FROM household"), ==, FAMILIES);
  assert_same (&world, desk);
  line_free (desk);
  house_free (world.house);
}

/* What it may know from then on; a piece that does not join what it has counts for nothing. */
static void
is_given (void)
{
  World world = world_new (2 * SIJIL_SEGMENT_SETS);
  Desk *desk = line_desk (world.house, world.association);

  g_bytes_unref (segment_for (&world, desk->device, SIJIL_SEGMENT_SETS, NULL));
  g_assert_cmpint (given_to (&world, desk), ==, 0);
  g_bytes_unref (segment_for (&world, desk->device, 0, NULL));
  g_assert_cmpint (given_to (&world, desk), ==, SIJIL_SEGMENT_SETS);
  g_bytes_unref (segment_for (&world, desk->device, SIJIL_SEGMENT_SETS, NULL));
  g_assert_cmpint (given_to (&world, desk), ==, 2 * SIJIL_SEGMENT_SETS);
  line_free (desk);
  house_free (world.house);
}

static void
never_changes (void)
{
  World world = world_new (SIJIL_SEGMENT_SETS);
  g_autoptr (GBytes) before = segment_after (&world, 0, NULL), after = NULL, second = NULL;

  write_sets (&world, SIJIL_SEGMENT_SETS);
  after = segment_after (&world, SIJIL_SEGMENT_SETS - 1, NULL);
  second = segment_after (&world, SIJIL_SEGMENT_SETS, NULL);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_nonnull (second);
  g_assert_false (g_bytes_equal (before, second));
  house_free (world.house);
}

/* A device that was away for long: its cursor stands in the middle of a segment. */
static void
a_stale_device (void)
{
  World world = world_new (3000);
  Desk *desk = line_desk (world.house, world.association);
  g_autoptr (GBytes) segment = NULL;

  line_sync (desk);
  desk_edit (desk->store, &sijil_household_type, &world.family[0], SIJIL_HOUSEHOLD_NOTES, "كما هي");
  write_sets (&world, SIJIL_SEGMENT_SETS);
  segment = segment_after (&world, 3000, NULL);
  fold (&world, desk, segment);
  line_sync (desk);
  assert_same (&world, desk);
  assert_takes (
      desk_text (desk->store, &sijil_household_type, &world.family[0], SIJIL_HOUSEHOLD_NOTES),
      "كما هي");
  g_assert_cmpint (desk_number (desk->store, "SELECT count(*) FROM loser WHERE open = 1"), ==, 0);
  line_free (desk);
  house_free (world.house);
}

static void
another_bit (void)
{
  World world = world_new (SIJIL_SEGMENT_SETS);
  g_autoptr (GBytes) segment = segment_after (&world, 0, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (segment, &size);

  for (gsize at = 0; at < size; at += 509) {
    g_autofree guint8 *copy = g_memdup2 (data, size);
    g_autoptr (GBytes) altered = NULL, cut = g_bytes_new (data, at);

    copy[at] ^= 1;
    altered = g_bytes_new_static (copy, size);
    g_assert_null (sijil_segment_open (altered, world.house->registry->public_key, NULL));
    g_assert_null (sijil_segment_open (cut, world.house->registry->public_key, NULL));
  }
  house_free (world.house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segment/what-is-in-one-was-given", is_given);
  g_test_add_func ("/segment/a-new-device-reads-it-and-then-the-feed", a_new_device);
  g_test_add_func ("/segment/it-never-changes", never_changes);
  g_test_add_func ("/segment/a-stale-device-passes-over-what-it-has", a_stale_device);
  g_test_add_func ("/segment/another-bit-is-refused", another_bit);
  return g_test_run ();
}
