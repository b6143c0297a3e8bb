#include "sijil-change-set.h"
#include "sijil-record.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

static SijilRecord *
person (void)
{
  SijilId id = sijil_id_new ();

  return sijil_record_new (&sijil_person_type, &id);
}

static void
three_states (void)
{
  g_autoptr (SijilRecord) record = person ();

  g_assert_false (sijil_record_has (record, SIJIL_PERSON_PHONE));
  g_assert_true (sijil_record_is_null (record, SIJIL_PERSON_PHONE));
  sijil_record_set_null (record, SIJIL_PERSON_PHONE);
  g_assert_true (sijil_record_has (record, SIJIL_PERSON_PHONE));
  g_assert_true (sijil_record_is_null (record, SIJIL_PERSON_PHONE));
  sijil_record_set_text (record, SIJIL_PERSON_PHONE, "0115");
  g_assert_false (sijil_record_is_null (record, SIJIL_PERSON_PHONE));
  g_assert_cmpstr (sijil_record_text (record, SIJIL_PERSON_PHONE), ==, "0115");
  g_assert_cmphex (sijil_record_present (record), ==, SIJIL_FIELD_BIT (SIJIL_PERSON_PHONE));
  sijil_record_unset (record, SIJIL_PERSON_PHONE);
  g_assert_false (sijil_record_has (record, SIJIL_PERSON_PHONE));
  g_assert_null (sijil_record_text (record, SIJIL_PERSON_PHONE));
}

static void
empty_text_is_null (void)
{
  g_autoptr (SijilRecord) record = person ();

  sijil_record_set_text (record, SIJIL_PERSON_PHONE, "");
  g_assert_true (sijil_record_has (record, SIJIL_PERSON_PHONE));
  g_assert_true (sijil_record_is_null (record, SIJIL_PERSON_PHONE));
}

static void
zero_is_a_value (void)
{
  g_autoptr (SijilRecord) record = sijil_record_new (&sijil_household_type, NULL);

  g_assert_cmpint (sijil_record_number (record, SIJIL_HOUSEHOLD_INCOME, -7), ==, -7);
  sijil_record_set_number (record, SIJIL_HOUSEHOLD_INCOME, 0);
  g_assert_cmpint (sijil_record_number (record, SIJIL_HOUSEHOLD_INCOME, -7), ==, 0);
  g_assert_false (sijil_record_is_null (record, SIJIL_HOUSEHOLD_INCOME));
}

static void
references (void)
{
  g_autoptr (SijilRecord) record = person ();
  SijilId home = sijil_id_new (), back;

  g_assert_false (sijil_record_reference (record, SIJIL_PERSON_HOUSEHOLD, &back));
  sijil_record_set_reference (record, SIJIL_PERSON_HOUSEHOLD, &home);
  g_assert_true (sijil_record_reference (record, SIJIL_PERSON_HOUSEHOLD, &back));
  g_assert_true (sijil_id_equal (&home, &back));
}

static void
own_value (void)
{
  g_autoptr (SijilRecord) record = person ();

  sijil_record_set_text (record, SIJIL_PERSON_NAME, "فوزي");
  sijil_record_set_text (record, SIJIL_PERSON_NAME, sijil_record_text (record, SIJIL_PERSON_NAME));
  g_assert_cmpstr (sijil_record_text (record, SIJIL_PERSON_NAME), ==, "فوزي");
}

static void
copies (void)
{
  g_autoptr (SijilRecord) record = person ();
  g_autoptr (SijilRecord) copy = NULL;

  sijil_record_set_text (record, SIJIL_PERSON_NAME, "فوزي");
  sijil_record_set_null (record, SIJIL_PERSON_PHONE);
  copy = sijil_record_copy (record);
  sijil_record_set_text (record, SIJIL_PERSON_NAME, "أحمد");
  g_assert_cmpstr (sijil_record_text (copy, SIJIL_PERSON_NAME), ==, "فوزي");
  g_assert_true (sijil_record_has (copy, SIJIL_PERSON_PHONE));
  g_assert_false (sijil_record_has (copy, SIJIL_PERSON_SEX));
  g_assert_true (sijil_id_equal (sijil_record_id (record), sijil_record_id (copy)));
}

static void
packs (void)
{
  g_autoptr (SijilRecord) record = sijil_record_new (&sijil_household_type, NULL);
  g_autoptr (SijilRecord) back = sijil_record_new (&sijil_household_type, NULL);
  g_autoptr (GBytes) bytes = NULL;

  sijil_record_set_text (record, SIJIL_HOUSEHOLD_VILLAGE, "منية مسير");
  sijil_record_set_number (record, SIJIL_HOUSEHOLD_INCOME, G_MININT64);
  sijil_record_set_null (record, SIJIL_HOUSEHOLD_PHONE);
  bytes = sijil_record_pack (record);
  g_assert_true (sijil_record_unpack (back, bytes));
  g_assert_cmphex (sijil_record_present (back), ==, sijil_record_present (record));
  for (guint i = 0; i < SIJIL_HOUSEHOLD_N_FIELDS; i++)
    g_assert_true (sijil_record_same_field (record, back, i));
}

static void
packs_one (void)
{
  g_autoptr (SijilRecord) record = person ();
  g_autoptr (SijilRecord) back = person ();
  g_autoptr (GBytes) bytes = NULL;

  sijil_record_set_text (record, SIJIL_PERSON_NAME, "فوزي");
  sijil_record_set_text (record, SIJIL_PERSON_PHONE, "0115");
  bytes = sijil_record_pack_field (record, SIJIL_PERSON_PHONE);
  g_assert_true (sijil_record_unpack (back, bytes));
  g_assert_cmphex (sijil_record_present (back), ==, SIJIL_FIELD_BIT (SIJIL_PERSON_PHONE));
}

static void
damage (void)
{
  g_autoptr (SijilRecord) record = person ();
  g_autoptr (GBytes) good = NULL;
  gsize len;
  const guint8 *data;

  sijil_record_set_text (record, SIJIL_PERSON_NAME, "فوزي أحمد سويلم");
  sijil_record_set_text (record, SIJIL_PERSON_PHONE, "01157719286");
  good = sijil_record_pack (record);
  data = g_bytes_get_data (good, &len);
  for (gsize cut = 1; cut < len; cut++) {
    g_autoptr (GBytes) bad = g_bytes_new (data, cut);
    g_autoptr (SijilRecord) back = person ();

    /* Between two fields nobody can see that there were more. */
    if (sijil_record_unpack (back, bad))
      g_assert_true (sijil_record_present (back) == 0 ||
                     sijil_record_same_field (back, record, SIJIL_PERSON_NAME));
  }
  {
    g_autoptr (GBytes) half = g_bytes_new (data, len / 2);

    g_assert_false (sijil_record_unpack (record, half));
  }
}

/* Field 59 with a text, one with a number, and a phone. */
static void
of_a_newer_program (void)
{
  static const guint8 PACKED[] = { 0xff,
                                   59,
                                   2,
                                   5,
                                   0,
                                   0,
                                   0,
                                   'l',
                                   'a',
                                   't',
                                   'e',
                                   'r',
                                   60,
                                   1,
                                   7,
                                   0,
                                   0,
                                   0,
                                   0,
                                   0,
                                   0,
                                   0,
                                   SIJIL_PERSON_PHONE,
                                   2,
                                   4,
                                   0,
                                   0,
                                   0,
                                   '0',
                                   '1',
                                   '1',
                                   '5' };
  g_autoptr (SijilRecord) record = person ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (PACKED, sizeof PACKED);

  g_assert_true (sijil_record_unpack (record, bytes));
  g_assert_cmpstr (sijil_record_text (record, SIJIL_PERSON_PHONE), ==, "0115");
  g_assert_cmphex (sijil_record_present (record), ==, SIJIL_FIELD_BIT (SIJIL_PERSON_PHONE));
}

static void
of_an_older_program (void)
{
  g_autoptr (SijilRecord) record = person ();
  g_autoptr (GVariant) packed = g_variant_ref_sink (g_variant_new_parsed (
      "[(%y, <'later'>), (%y, <'0115'>)]", (guchar) 59, (guchar) SIJIL_PERSON_PHONE));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (packed);

  g_assert_true (sijil_record_unpack (record, bytes));
  g_assert_cmpstr (sijil_record_text (record, SIJIL_PERSON_PHONE), ==, "0115");
  g_assert_cmphex (sijil_record_present (record), ==, SIJIL_FIELD_BIT (SIJIL_PERSON_PHONE));
}

static void
diff_of_nothing (void)
{
  g_autoptr (SijilRecord) old = person ();
  g_autoptr (SijilRecord) same = NULL;
  g_autoptr (SijilRecord) diff = NULL;

  sijil_record_set_text (old, SIJIL_PERSON_NAME, "فوزي");
  same = sijil_record_copy (old);
  sijil_record_set_null (same, SIJIL_PERSON_PHONE); /* absent and empty are the same value */
  diff = sijil_record_diff (old, same);
  g_assert_cmphex (sijil_record_present (diff), ==, 0);
}

/* A form holds all fields; somebody turned to another part of the identity meanwhile. */
static void
changes_are_whole_units (void)
{
  g_autoptr (SijilRecord) begun = person ();
  g_autoptr (SijilRecord) edited = sijil_record_new (&sijil_person_type, sijil_record_id (begun));
  g_autoptr (SijilRecord) changes = NULL;

  sijil_record_set_text (begun, SIJIL_PERSON_ID_TYPE, "passport");
  sijil_record_set_text (begun, SIJIL_PERSON_ID_NUMBER, "A5");
  sijil_record_set_text (begun, SIJIL_PERSON_PHONE, "0115");
  sijil_record_set_text (edited, SIJIL_PERSON_ID_NUMBER, "A6");
  sijil_record_set_text (edited, SIJIL_PERSON_PHONE, "0115");
  sijil_record_set_null (edited, SIJIL_PERSON_STATE);
  changes = sijil_record_changes (begun, edited);
  g_assert_cmpstr (sijil_record_text (changes, SIJIL_PERSON_ID_TYPE), ==, "passport");
  g_assert_cmpstr (sijil_record_text (changes, SIJIL_PERSON_ID_NUMBER), ==, "A6");
  g_assert_false (sijil_record_has (changes, SIJIL_PERSON_PHONE));
  g_assert_false (sijil_record_has (changes, SIJIL_PERSON_STATE));
}

static void
diff_leaves_the_rest (void)
{
  g_autoptr (SijilRecord) old = person ();
  g_autoptr (SijilRecord) edited = sijil_record_new (&sijil_person_type, sijil_record_id (old));
  g_autoptr (SijilRecord) diff = NULL;

  sijil_record_set_text (old, SIJIL_PERSON_NAME, "فوزي");
  sijil_record_set_text (old, SIJIL_PERSON_PHONE, "0115");
  sijil_record_set_null (edited, SIJIL_PERSON_PHONE);
  diff = sijil_record_diff (old, edited);
  g_assert_cmphex (sijil_record_present (diff), ==, SIJIL_FIELD_BIT (SIJIL_PERSON_PHONE));
  g_assert_true (sijil_record_is_null (diff, SIJIL_PERSON_PHONE));
  g_assert_true (sijil_id_equal (sijil_record_id (diff), sijil_record_id (old)));
}

static void
diff_takes_units (void)
{
  g_autoptr (SijilRecord) old = person ();
  g_autoptr (SijilRecord) edited = NULL;
  g_autoptr (SijilRecord) diff = NULL;

  sijil_record_set_text (old, SIJIL_PERSON_ID_TYPE, "national");
  sijil_record_set_text (old, SIJIL_PERSON_ID_NUMBER, "29311241578319");
  edited = sijil_record_copy (old);
  sijil_record_set_text (edited, SIJIL_PERSON_ID_NUMBER, "29502171575303");
  diff = sijil_record_diff (old, edited);
  g_assert_cmphex (sijil_record_present (diff), ==,
                   sijil_type_unit_mask (&sijil_person_type, SIJIL_PERSON_ID_NUMBER));
  g_assert_cmpstr (sijil_record_text (diff, SIJIL_PERSON_ID_TYPE), ==, "national");
  g_assert_true (sijil_record_is_null (diff, SIJIL_PERSON_NO_ID_REASON));
}

static void
diff_of_new (void)
{
  g_autoptr (SijilRecord) fresh = person ();
  g_autoptr (SijilRecord) diff = NULL;

  sijil_record_set_text (fresh, SIJIL_PERSON_NAME, "فوزي");
  sijil_record_set_null (fresh, SIJIL_PERSON_PHONE);
  diff = sijil_record_diff (NULL, fresh);
  g_assert_cmphex (sijil_record_present (diff), ==, SIJIL_FIELD_BIT (SIJIL_PERSON_NAME));
}

static void
born_in_a_set (void)
{
  SijilId none = { 0 };
  g_autoptr (SijilChangeSet) set = sijil_change_set_new (NULL);
  g_autoptr (SijilRecord) first = sijil_record_new (&sijil_person_type, &none);
  g_autoptr (SijilRecord) second = sijil_record_new (&sijil_person_type, &none);
  SijilId derived = sijil_id_derive (&set->id, 1);

  sijil_change_set_add (set, first, TRUE);
  g_assert_cmpuint (sijil_change_set_add (set, second, TRUE)->index, ==, 1);
  g_assert_true (sijil_id_equal (sijil_record_id (second), &derived));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/changes-of-a-form-are-whole-units", changes_are_whole_units);
  g_test_add_func ("/record/absent-empty-and-value-are-three-states", three_states);
  g_test_add_func ("/record/empty-text-is-null", empty_text_is_null);
  g_test_add_func ("/record/zero-is-a-value", zero_is_a_value);
  g_test_add_func ("/record/references-come-back", references);
  g_test_add_func ("/record/a-value-can-be-set-from-itself", own_value);
  g_test_add_func ("/record/copies-are-independent", copies);
  g_test_add_func ("/record/packed-fields-come-back-and-no-others", packs);
  g_test_add_func ("/record/one-field-is-packed-alone", packs_one);
  g_test_add_func ("/record/damaged-bytes-are-refused-and-harmless", damage);
  g_test_add_func ("/record/fields-of-a-newer-program-are-passed-over", of_a_newer_program);
  g_test_add_func ("/record/what-an-older-program-packed-is-read", of_an_older_program);
  g_test_add_func ("/record/diff-of-the-same-is-empty", diff_of_nothing);
  g_test_add_func ("/record/diff-leaves-out-what-was-not-mentioned", diff_leaves_the_rest);
  g_test_add_func ("/record/diff-takes-whole-merge-units", diff_takes_units);
  g_test_add_func ("/record/diff-of-a-new-record-holds-its-values-only", diff_of_new);
  g_test_add_func ("/record/a-row-born-in-a-set-gets-its-derived-id", born_in_a_set);
  return g_test_run ();
}
