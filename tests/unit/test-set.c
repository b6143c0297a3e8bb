#include "sijil-merge.h"
#include "sijil-set.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

#define SKILLS SIJIL_VOLUNTEER_SKILLS

static void
delta (void)
{
  assert_takes (sijil_set_delta (NULL, "cooking driving"), "+cooking +driving");
  assert_takes (sijil_set_delta ("cooking driving", "driving law"), "+law -cooking");
  g_assert_null (sijil_set_delta ("cooking", "cooking"));
  assert_takes (sijil_set_delta ("cooking", NULL), "-cooking");
}

static void
applied (void)
{
  assert_takes (sijil_set_apply (NULL, "+law +cooking"), "cooking law");
  assert_takes (sijil_set_apply ("cooking law", "-cooking -sewing +law"), "law");
  g_assert_null (sijil_set_apply ("law", "-law"));
}

static void
composed (void)
{
  assert_takes (sijil_set_compose ("+law", "+cooking"), "+law +cooking");
  assert_takes (sijil_set_compose ("+law +cooking", "-law"), "+cooking -law");
}

static void
nonsense (void)
{
  assert_takes (sijil_set_apply ("law", "cooking + - +aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
                "law");
}

static void
packed (void)
{
  SijilStamp stamp = { 100, 3, 4, 5 };
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  g_autoptr (SijilStamps) back = NULL;
  g_autoptr (GBytes) bytes = NULL;

  sijil_stamps_set (stamps, SKILLS, &stamp);
  sijil_stamps_add_element (stamps, SKILLS, "law", &stamp);
  bytes = sijil_stamps_pack (stamps);
  back = sijil_stamps_unpack (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpuint (sijil_stamps_get (back, SKILLS)->seq, ==, 5);
  g_assert_true (sijil_stamps_has_element (back, SKILLS, "law"));
  g_assert_false (sijil_stamps_has_element (back, SKILLS, "sewing"));
  sijil_stamps_confirm (back, 3, 100, &(SijilStamp){ 90, 3, 4, 7 });
  sijil_stamps_remove_element (back, SKILLS, "law", &(SijilStamp){ 200, 8, 6, 9 }, FALSE);
  g_assert_true (sijil_stamps_has_element (back, SKILLS, "law"));
  sijil_stamps_remove_element (back, SKILLS, "law", &(SijilStamp){ 200, 8, 7, 9 }, FALSE);
  g_assert_false (sijil_stamps_has_element (back, SKILLS, "law"));
}

/* A device that edits offline and then exchanges with one registry, as the store does it. */
typedef struct {
  guint32 number;
  guint64 base;
  SijilRecord *record;
  SijilStamps *stamps;
} Place;

typedef struct {
  SijilStamp stamp;
  char *delta;
} Change;

static void
place_init (Place *place, guint32 number)
{
  *place =
      (Place){ number, 0, sijil_record_new (&sijil_volunteer_type, NULL), sijil_stamps_new () };
}

static void
place_clear (Place *place)
{
  g_object_unref (place->record);
  sijil_stamps_free (place->stamps);
}

static void
merge (Place *place, SijilMergeSide side, const Change *change)
{
  g_autoptr (SijilChangeSet) set = sijil_change_set_new (NULL);
  g_autoptr (SijilRecord) record = sijil_record_new (&sijil_volunteer_type, NULL);
  g_autoptr (GPtrArray) losers = NULL;
  guint64 mask;

  sijil_record_set_text (record, SKILLS, change->delta);
  losers = sijil_merge_row (side, place->record, place->stamps,
                            sijil_change_set_add (set, record, FALSE), &change->stamp, &mask);
  g_assert_cmpuint (losers->len, ==, 0);
}

static Change *
edit (Place *place, const char *wanted, guint64 now)
{
  Change *change = g_new0 (Change, 1);
  g_autoptr (SijilRecord) record = sijil_record_new (&sijil_volunteer_type, NULL);
  guint64 newest = sijil_stamps_newest (place->stamps, G_MAXUINT64);

  change->delta = sijil_set_delta (sijil_record_text (place->record, SKILLS), wanted);
  change->stamp = (SijilStamp){ MAX (now, newest + 1), place->number, place->base, 0 };
  sijil_record_set_text (record, SKILLS, change->delta);
  sijil_merge_impose (place->record, place->stamps, SKILLS, record, &change->stamp);
  return change;
}

static void
change_free (Change *change)
{
  g_free (change->delta);
  g_free (change);
}

/* Two devices and the registry, a random story; all three hold the same set in the end, and no
 * element that somebody added after having seen it removed is missing. */
static void
converges (void)
{
  static const char *const CODES[] = { "law", "cooking", "sewing", "driving" };

  for (int round = 0; round < 300; round++) {
    Place registry, desk[2];
    g_autoptr (GPtrArray) log = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
    GPtrArray *outbox[2] = { g_ptr_array_new (), g_ptr_array_new () };
    guint seen[2] = { 0, 0 };

    place_init (&registry, 1);
    place_init (&desk[0], 2);
    place_init (&desk[1], 3);
    for (int step = 0; step < 40; step++) {
      int who = g_test_rand_int_range (0, 2);
      Place *place = &desk[who];

      if (step < 36 && g_test_rand_bit ()) {
        GString *wanted = g_string_new (NULL);
        g_autofree char *sorted = NULL;
        g_autofree char *text = NULL;

        for (guint i = 0; i < G_N_ELEMENTS (CODES); i++)
          if (g_test_rand_bit ())
            g_string_append_printf (wanted, " +%s", CODES[i]);
        text = g_string_free (wanted, FALSE);
        sorted = sijil_set_apply (NULL, text);
        g_ptr_array_add (outbox[who],
                         edit (place, sorted, (guint64) g_test_rand_int_range (1, 1000)));
        continue;
      }
      if (step >= 36)
        place = &desk[who = step % 2];
      for (guint i = 0; i < outbox[who]->len; i++) {
        Change *change = outbox[who]->pdata[i];

        change->stamp.seq = log->len + 1;
        g_ptr_array_add (log, change);
        merge (&registry, SIJIL_MERGE_AT_REGISTRY, change);
        sijil_stamps_confirm (place->stamps, place->number, change->stamp.stamp, &change->stamp);
      }
      g_ptr_array_set_size (outbox[who], 0);
      for (; seen[who] < log->len; seen[who]++) {
        Change *change = log->pdata[seen[who]];

        if (change->stamp.device != place->number)
          merge (place, SIJIL_MERGE_AT_DEVICE, change);
      }
      place->base = log->len;
    }
    for (int i = 0; i < 2; i++)
      g_assert_cmpstr (sijil_record_text (registry.record, SKILLS), ==,
                       sijil_record_text (desk[i].record, SKILLS));
    g_ptr_array_unref (outbox[0]);
    g_ptr_array_unref (outbox[1]);
    place_clear (&registry);
    place_clear (&desk[0]);
    place_clear (&desk[1]);
  }
}

static void
unseen_addition_stays (void)
{
  Place place;
  Change added = { { 100, 2, 0, 1 }, "+law" }, again = { { 120, 3, 0, 2 }, "+law" },
         removed = { { 150, 4, 1, 3 }, "-law" }, last = { { 160, 4, 3, 4 }, "-law" };

  for (SijilMergeSide side = SIJIL_MERGE_AT_REGISTRY; side <= SIJIL_MERGE_AT_DEVICE; side++) {
    place_init (&place, 1);
    merge (&place, side, &added);
    merge (&place, side, &again);
    merge (&place, side, &removed);
    g_assert_cmpstr (sijil_record_text (place.record, SKILLS), ==, "law");
    merge (&place, side, &last);
    g_assert_null (sijil_record_text (place.record, SKILLS));
    place_clear (&place);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/set/a-change-says-what-was-added-and-taken-out", delta);
  g_test_add_func ("/set/a-change-applies-to-any-set", applied);
  g_test_add_func ("/set/of-two-changes-the-later-says-what-holds", composed);
  g_test_add_func ("/set/words-that-are-no-change-are-passed-over", nonsense);
  g_test_add_func ("/set/stamps-of-elements-survive-packing", packed);
  g_test_add_func ("/set/a-removal-leaves-an-addition-that-it-had-not-seen", unseen_addition_stays);
  g_test_add_func ("/set/two-desks-and-the-registry-agree-in-any-order", converges);
  return g_test_run ();
}
