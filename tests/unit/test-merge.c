#include "sijil-hlc.h"
#include "sijil-merge.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

typedef struct {
  SijilRecord *record;
  SijilStamps *stamps;
  GPtrArray *losers; /* of the last merge */
  guint64 applied;
  guint64 held;
} Row;

static void
row_init (Row *row, const SijilTypeDef *type)
{
  SijilId id = sijil_id_new ();

  *row = (Row){ sijil_record_new (type, &id), sijil_stamps_new (), NULL, 0, 0 };
}

static void
row_clear (Row *row)
{
  g_clear_object (&row->record);
  g_clear_pointer (&row->stamps, sijil_stamps_free);
  g_clear_pointer (&row->losers, g_ptr_array_unref);
}

/* Merges a change that sets @field to @text; bits of `held` go in and come out. */
static void
merge (Row *row, SijilMergeSide side, guint field, const char *text, SijilStamp stamp)
{
  g_autoptr (SijilChangeSet) set = sijil_change_set_new (NULL);
  g_autoptr (SijilRecord) record =
      sijil_record_new (sijil_record_def (row->record), sijil_record_id (row->record));
  SijilChangeRow *change;

  sijil_record_set_text (record, field, text);
  change = sijil_change_set_add (set, record, FALSE);
  change->held = row->held;
  g_clear_pointer (&row->losers, g_ptr_array_unref);
  row->losers = sijil_merge_row (side, row->record, row->stamps, change, &stamp, &row->applied);
  row->held = change->held;
}

static const char *
value (Row *row, guint field)
{
  return sijil_record_text (row->record, field);
}

static void
assert_loser (Row *row, guint field, const char *text, gboolean concurrent)
{
  SijilLoser *loser;

  g_assert_cmpuint (row->losers->len, ==, 1);
  loser = row->losers->pdata[0];
  g_assert_cmpuint (loser->field, ==, field);
  g_assert_cmpstr (sijil_record_text (loser->value, field), ==, text);
  g_assert_cmpint (loser->concurrent, ==, concurrent);
}

#define REGISTRY SIJIL_MERGE_AT_REGISTRY
#define DEVICE SIJIL_MERGE_AT_DEVICE
#define VILLAGE SIJIL_HOUSEHOLD_VILLAGE
#define NAME SIJIL_PERSON_NAME

static void
any_order (void)
{
  static const SijilStamp STAMPS[] = { { 100, 1, 0, 0 }, { 200, 2, 0, 0 }, { 200, 3, 0, 0 } };
  static const char *const TEXTS[] = { "one", "two", "three" };
  static const int ORDERS[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                   { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (ORDERS); i++)
    for (SijilMergeSide side = REGISTRY; side <= DEVICE; side++) {
      Row row;

      row_init (&row, &sijil_household_type);
      for (int k = 0; k < 3; k++)
        merge (&row, side, VILLAGE, TEXTS[ORDERS[i][k]], STAMPS[ORDERS[i][k]]);
      g_assert_cmpstr (value (&row, VILLAGE), ==, "three");
      g_assert_cmpuint (sijil_stamps_get (row.stamps, VILLAGE)->device, ==, 3);
      row_clear (&row);
    }
}

static void
known_edit (void)
{
  Row row;
  SijilHlc behind = { 0 };
  SijilStamp first = { sijil_hlc_at (G_GINT64_CONSTANT (1795340000000000)), 1, 0, 8 };
  SijilStamp second = { sijil_hlc_tick (&behind, G_GINT64_CONSTANT (1000000000000000), first.stamp),
                        2, 8, 0 };

  row_init (&row, &sijil_household_type);
  merge (&row, REGISTRY, VILLAGE, "old", first);
  merge (&row, REGISTRY, VILLAGE, "new", second);
  g_assert_cmpstr (value (&row, VILLAGE), ==, "new");
  assert_loser (&row, VILLAGE, "old", FALSE);
  row_clear (&row);
}

static void
losers_are_kept (void)
{
  Row row;

  row_init (&row, &sijil_household_type);
  merge (&row, REGISTRY, VILLAGE, "one", (SijilStamp){ 100, 1, 0, 5 });
  g_assert_cmpuint (row.losers->len, ==, 0);
  merge (&row, REGISTRY, VILLAGE, "two", (SijilStamp){ 200, 2, 0, 6 });
  assert_loser (&row, VILLAGE, "one", TRUE);
  g_assert_cmphex (row.applied, ==, SIJIL_FIELD_BIT (VILLAGE));
  merge (&row, REGISTRY, VILLAGE, "late", (SijilStamp){ 150, 3, 0, 7 });
  assert_loser (&row, VILLAGE, "late", TRUE);
  g_assert_cmphex (row.applied, ==, 0);
  row_clear (&row);
}

static void
same_device_knows_itself (void)
{
  Row row;

  row_init (&row, &sijil_household_type);
  merge (&row, REGISTRY, VILLAGE, "one", (SijilStamp){ 100, 1, 0, 5 });
  merge (&row, REGISTRY, VILLAGE, "two", (SijilStamp){ 200, 1, 0, 6 });
  assert_loser (&row, VILLAGE, "one", FALSE);
  row_clear (&row);
}

static void
equal_values_lose_nothing (void)
{
  Row row;

  row_init (&row, &sijil_household_type);
  merge (&row, REGISTRY, VILLAGE, "one", (SijilStamp){ 100, 1, 0, 5 });
  merge (&row, REGISTRY, VILLAGE, "one", (SijilStamp){ 200, 2, 0, 6 });
  g_assert_cmpuint (row.losers->len, ==, 0);
  row_clear (&row);
}

static void
guarded_held (void)
{
  Row row;

  row_init (&row, &sijil_person_type);
  merge (&row, REGISTRY, NAME, "first", (SijilStamp){ 100, 1, 0, 5 });
  merge (&row, REGISTRY, NAME, "second", (SijilStamp){ 900, 2, 4, 6 });
  g_assert_cmpstr (value (&row, NAME), ==, "first");
  g_assert_cmphex (row.held, ==, SIJIL_FIELD_BIT (NAME));
  assert_loser (&row, NAME, "second", TRUE);
  row_clear (&row);
}

static void
guarded_known (void)
{
  Row row;

  row_init (&row, &sijil_person_type);
  merge (&row, REGISTRY, NAME, "first", (SijilStamp){ 100, 1, 0, 5 });
  merge (&row, REGISTRY, NAME, "second", (SijilStamp){ 90, 2, 5, 6 });
  g_assert_cmpstr (value (&row, NAME), ==, "second");
  g_assert_cmphex (row.held, ==, 0);
  assert_loser (&row, NAME, "first", FALSE);
  row_clear (&row);
}

static void
guarded_equal (void)
{
  Row row;

  row_init (&row, &sijil_person_type);
  merge (&row, REGISTRY, NAME, "same", (SijilStamp){ 100, 1, 0, 5 });
  merge (&row, REGISTRY, NAME, "same", (SijilStamp){ 900, 2, 0, 6 });
  g_assert_cmphex (row.held, ==, 0);
  g_assert_cmpuint (row.losers->len, ==, 0);
  row_clear (&row);
}

static void
device_follows (void)
{
  Row row;

  row_init (&row, &sijil_person_type);
  merge (&row, DEVICE, NAME, "first", (SijilStamp){ 100, 1, 0, 5 });
  row.held = SIJIL_FIELD_BIT (NAME);
  merge (&row, DEVICE, NAME, "held there", (SijilStamp){ 900, 2, 4, 6 });
  g_assert_cmpstr (value (&row, NAME), ==, "first");
  row.held = 0;
  merge (&row, DEVICE, NAME, "let through", (SijilStamp){ 90, 3, 5, 7 });
  g_assert_cmpstr (value (&row, NAME), ==, "let through");
  merge (&row, DEVICE, NAME, "an older commit", (SijilStamp){ 950, 4, 0, 4 });
  g_assert_cmpstr (value (&row, NAME), ==, "let through");
  row_clear (&row);
}

static void
device_keeps_own (void)
{
  Row row;

  row_init (&row, &sijil_person_type);
  merge (&row, DEVICE, NAME, "mine, not sent", (SijilStamp){ 100, 1, 0, 0 });
  merge (&row, DEVICE, NAME, "theirs", (SijilStamp){ 900, 2, 0, 6 });
  g_assert_cmpstr (value (&row, NAME), ==, "mine, not sent");
  assert_loser (&row, NAME, "theirs", TRUE);
  merge (&row, DEVICE, NAME, "mine again", (SijilStamp){ 101, 1, 6, 0 });
  g_assert_cmpstr (value (&row, NAME), ==, "mine again");
  row_clear (&row);
}

static SijilRecord *
identity (Row *row, const char *type, const char *number)
{
  SijilRecord *record = sijil_record_new (&sijil_person_type, sijil_record_id (row->record));

  sijil_record_set_text (record, SIJIL_PERSON_ID_TYPE, type);
  sijil_record_set_text (record, SIJIL_PERSON_ID_NUMBER, number);
  sijil_record_set_null (record, SIJIL_PERSON_NO_ID_REASON);
  return record;
}

static guint64
merge_identity (Row *row, const char *type, const char *number, SijilStamp stamp)
{
  g_autoptr (SijilChangeSet) set = sijil_change_set_new (NULL);
  g_autoptr (SijilRecord) record = identity (row, type, number);
  SijilChangeRow *change = sijil_change_set_add (set, record, FALSE);

  g_clear_pointer (&row->losers, g_ptr_array_unref);
  row->losers = sijil_merge_row (REGISTRY, row->record, row->stamps, change, &stamp, &row->applied);
  return change->held;
}

/* A third edit that knew the standing number must not get a mixture: its kind of ID held by a
 * concurrent row that was equal in that one field, its number applied. */
static void
unit_is_held_whole (void)
{
  Row row;
  guint64 unit = sijil_type_unit_mask (&sijil_person_type, SIJIL_PERSON_ID_NUMBER);

  row_init (&row, &sijil_person_type);
  merge_identity (&row, "national", "29311241578319", (SijilStamp){ 100, 1, 0, 5 });
  g_assert_cmphex (
      merge_identity (&row, "national", "29502171575303", (SijilStamp){ 900, 2, 0, 6 }), ==, unit);
  g_assert_cmphex (merge_identity (&row, "foreign", "A123", (SijilStamp){ 901, 3, 5, 7 }), ==, 0);
  g_assert_cmpstr (value (&row, SIJIL_PERSON_ID_TYPE), ==, "foreign");
  g_assert_cmpstr (value (&row, SIJIL_PERSON_ID_NUMBER), ==, "A123");
  row_clear (&row);
}

static void
twice (void)
{
  static const SijilStamp STAMPS[] = { { 100, 1, 0, 5 }, { 900, 2, 0, 6 } };

  for (SijilMergeSide side = REGISTRY; side <= DEVICE; side++) {
    Row row;
    g_autoptr (GBytes) stamps = NULL, stamps_after = NULL, record = NULL, record_after = NULL;

    row_init (&row, &sijil_household_type);
    merge (&row, side, VILLAGE, "one", STAMPS[0]);
    merge (&row, side, VILLAGE, "two", STAMPS[1]);
    stamps = sijil_stamps_pack (row.stamps);
    record = sijil_record_pack (row.record);
    merge (&row, side, VILLAGE, "two", STAMPS[1]);
    g_assert_cmpuint (row.losers->len, ==, 0);
    g_assert_cmphex (row.applied, ==, 0);
    merge (&row, side, VILLAGE, "one", STAMPS[0]);
    stamps_after = sijil_stamps_pack (row.stamps);
    record_after = sijil_record_pack (row.record);
    g_assert_true (g_bytes_equal (stamps, stamps_after));
    g_assert_true (g_bytes_equal (record, record_after));
    row_clear (&row);
  }
}

static void
own_comes_back (void)
{
  Row row;

  row_init (&row, &sijil_household_type);
  merge (&row, DEVICE, VILLAGE, "mine", (SijilStamp){ 100, 1, 0, 0 });
  merge (&row, DEVICE, VILLAGE, "mine", (SijilStamp){ 100, 1, 0, 9 });
  g_assert_cmpuint (row.losers->len, ==, 0);
  g_assert_cmphex (row.applied, ==, 0);
  g_assert_cmpuint (sijil_stamps_get (row.stamps, VILLAGE)->seq, ==, 9);
  row_clear (&row);
}

static void
ledger (void)
{
  for (SijilMergeSide side = REGISTRY; side <= DEVICE; side++) {
    Row row;

    row_init (&row, &sijil_distribution_type);
    merge (&row, side, SIJIL_DISTRIBUTION_PERIOD, "R1448", (SijilStamp){ 100, 1, 0, 5 });
    merge (&row, side, SIJIL_DISTRIBUTION_PERIOD, "R1449", (SijilStamp){ 900, 1, 5, 6 });
    g_assert_cmpstr (value (&row, SIJIL_DISTRIBUTION_PERIOD), ==, "R1448");
    assert_loser (&row, SIJIL_DISTRIBUTION_PERIOD, "R1449", FALSE);
    row_clear (&row);
  }
}

static void
clearing (void)
{
  Row row;

  row_init (&row, &sijil_household_type);
  merge (&row, REGISTRY, VILLAGE, "one", (SijilStamp){ 100, 1, 0, 5 });
  merge (&row, REGISTRY, VILLAGE, NULL, (SijilStamp){ 200, 2, 5, 6 });
  g_assert_true (sijil_record_has (row.record, VILLAGE));
  g_assert_null (value (&row, VILLAGE));
  merge (&row, REGISTRY, VILLAGE, "late", (SijilStamp){ 150, 3, 0, 7 });
  g_assert_null (value (&row, VILLAGE));
  row_clear (&row);
}

static void
imposed (void)
{
  Row row;
  g_autoptr (SijilRecord) stands = NULL;
  SijilStamp stamp = { 50, 2, 0, 5 };

  row_init (&row, &sijil_person_type);
  merge (&row, DEVICE, NAME, "mine", (SijilStamp){ 100, 1, 0, 0 });
  stands = sijil_record_new (&sijil_person_type, NULL);
  sijil_record_set_text (stands, NAME, "stands");
  sijil_merge_impose (row.record, row.stamps, NAME, stands, &stamp);
  g_assert_cmpstr (value (&row, NAME), ==, "stands");
  g_assert_cmpuint (sijil_stamps_get (row.stamps, NAME)->stamp, ==, 50);
  row_clear (&row);
}

static void
merge_deletion (Row *row, SijilMergeSide side, gint64 when, SijilStamp stamp)
{
  g_autoptr (SijilChangeSet) set = sijil_change_set_new (NULL);
  g_autoptr (SijilRecord) record =
      sijil_record_new (sijil_record_def (row->record), sijil_record_id (row->record));

  sijil_record_set_number (record, SIJIL_HOUSEHOLD_DELETED, when);
  g_clear_pointer (&row->losers, g_ptr_array_unref);
  row->losers = sijil_merge_row (side, row->record, row->stamps,
                                 sijil_change_set_add (set, record, FALSE), &stamp, &row->applied);
}

static void
deletion_and_edit (void)
{
  for (SijilMergeSide side = REGISTRY; side <= DEVICE; side++)
    for (int edit_first = 0; edit_first <= 1; edit_first++) {
      Row row;

      row_init (&row, &sijil_household_type);
      merge (&row, side, VILLAGE, "one", (SijilStamp){ 100, 1, 0, 5 });
      g_assert_false (sijil_merge_is_gone (row.record, row.stamps));
      if (edit_first)
        merge (&row, side, VILLAGE, "two", (SijilStamp){ 200, 3, 5, 6 });
      merge_deletion (&row, side, 1000, (SijilStamp){ 300, 2, 5, edit_first ? 7 : 6 });
      if (!edit_first) {
        g_assert_true (sijil_merge_is_gone (row.record, row.stamps));
        merge (&row, side, VILLAGE, "two", (SijilStamp){ 200, 3, 5, 7 });
      }
      g_assert_false (sijil_merge_is_gone (row.record, row.stamps));
      g_assert_cmpstr (value (&row, VILLAGE), ==, "two");
      /* Whoever has seen the edit and deletes all the same means it. */
      merge_deletion (&row, side, 2000, (SijilStamp){ 400, 2, 7, 8 });
      g_assert_true (sijil_merge_is_gone (row.record, row.stamps));
      row_clear (&row);
    }
}

static void
two_deletions (void)
{
  Row row;

  row_init (&row, &sijil_household_type);
  merge (&row, REGISTRY, VILLAGE, "one", (SijilStamp){ 100, 1, 0, 5 });
  merge_deletion (&row, REGISTRY, 1000, (SijilStamp){ 300, 2, 5, 6 });
  merge_deletion (&row, REGISTRY, 1001, (SijilStamp){ 301, 3, 5, 7 });
  g_assert_cmpuint (row.losers->len, ==, 0);
  g_assert_true (sijil_merge_is_gone (row.record, row.stamps));
  row_clear (&row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/register-larger-stamp-wins-whatever-the-order", any_order);
  g_test_add_func ("/merge/register-known-edit-wins-with-a-clock-years-behind", known_edit);
  g_test_add_func ("/merge/register-losers-are-kept-with-their-concurrency", losers_are_kept);
  g_test_add_func ("/merge/a-device-knows-its-own-edits", same_device_knows_itself);
  g_test_add_func ("/merge/equal-values-lose-nothing", equal_values_lose_nothing);
  g_test_add_func ("/merge/guarded-concurrent-is-held-at-the-registry", guarded_held);
  g_test_add_func ("/merge/guarded-known-is-let-through", guarded_known);
  g_test_add_func ("/merge/guarded-equal-values-are-no-conflict", guarded_equal);
  g_test_add_func ("/merge/guarded-device-follows-the-registry", device_follows);
  g_test_add_func ("/merge/guarded-device-keeps-showing-what-it-has-not-sent", device_keeps_own);
  g_test_add_func ("/merge/guarded-fields-of-one-unit-are-held-together", unit_is_held_whole);
  g_test_add_func ("/merge/applying-twice-changes-nothing", twice);
  g_test_add_func ("/merge/our-own-set-coming-back-brings-its-number-only", own_comes_back);
  g_test_add_func ("/merge/a-ledger-never-changes", ledger);
  g_test_add_func ("/merge/emptying-a-field-is-an-edit-like-any-other", clearing);
  g_test_add_func ("/merge/what-the-registry-imposes-stands", imposed);
  g_test_add_func ("/merge/an-edit-that-a-deletion-had-not-seen-revives", deletion_and_edit);
  g_test_add_func ("/merge/two-deletions-are-no-conflict", two_deletions);
  return g_test_run ();
}
