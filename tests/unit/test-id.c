#include "sijil-id.h"
#include "sijil-test.h"

#include <string.h>

static void
new_is_v7 (void)
{
  gint64 before = g_get_real_time () / 1000;
  SijilId id = sijil_id_new ();
  gint64 after = g_get_real_time () / 1000;

  g_assert_cmpint (id.bytes[6] >> 4, ==, 7);
  g_assert_cmpint (id.bytes[8] >> 6, ==, 2);
  g_assert_cmpint (sijil_id_millis (&id), >=, before);
  g_assert_cmpint (sijil_id_millis (&id), <=, after);
}

static void
many_are_all_different (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);

  for (int i = 0; i < 20000; i++) {
    SijilId id = sijil_id_new ();

    g_assert_true (g_hash_table_add (seen, sijil_id_copy (&id)));
  }
}

static void
text_comes_back (void)
{
  SijilId id = sijil_id_new (), back;
  g_autofree char *text = sijil_id_to_string (&id);
  g_autofree char *upper = g_ascii_strup (text, -1);

  g_assert_true (sijil_id_parse (text, &back));
  g_assert_true (sijil_id_equal (&id, &back));
  g_assert_true (sijil_id_parse (upper, &back));
  g_assert_true (sijil_id_equal (&id, &back));
  g_assert_cmpuint (strlen (text), ==, SIJIL_ID_TEXT_LEN);
}

static void
what_is_no_uuid_is_refused (void)
{
  static const char *const WRONG[] = {
    NULL,
    "",
    "0190",
    "019356f0-7d6a-7c3e-8f00-0123456789a",
    "019356f0-7d6a-7c3e-8f00-0123456789abc",
    "019356f0 7d6a-7c3e-8f00-0123456789ab",
    "019356f0-7d6a-7c3e-8f000-123456789ab",
    "019356g0-7d6a-7c3e-8f00-0123456789ab",
    "{19356f0-7d6a-7c3e-8f00-0123456789a}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++) {
    SijilId id = { { 9, 9 } };

    g_assert_false (sijil_id_parse (WRONG[i], &id));
    g_assert_cmpint (id.bytes[0], ==, 9);
  }
}

/* Both sides of the wire derive the ids of new rows: this pins the rule for ever. */
static void
derived_is_stable (void)
{
  SijilId set, one, again, two;

  g_assert_true (sijil_id_parse ("019356f0-7d6a-7c3e-8f00-0123456789ab", &set));
  one = sijil_id_derive (&set, 0);
  again = sijil_id_derive (&set, 0);
  two = sijil_id_derive (&set, 1);
  g_assert_true (sijil_id_equal (&one, &again));
  g_assert_false (sijil_id_equal (&one, &two));
  g_assert_cmpint (one.bytes[6] >> 4, ==, 7);
  g_assert_cmpint (one.bytes[8] >> 6, ==, 2);
  g_assert_cmpint (sijil_id_millis (&one), ==, sijil_id_millis (&set));
  assert_takes (sijil_id_to_string (&one), "019356f0-7d6a-76f7-aa53-7ad5d75c25d1");
  assert_takes (sijil_id_to_string (&two), "019356f0-7d6a-7b83-8d0e-4800855fb15a");
}

static void
zero_means_none (void)
{
  SijilId none = { 0 }, some = sijil_id_new ();

  g_assert_true (sijil_id_is_null (&none));
  g_assert_false (sijil_id_is_null (&some));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/new-is-a-uuid-of-version-7-of-now", new_is_v7);
  g_test_add_func ("/id/many-made-at-once-are-all-different", many_are_all_different);
  g_test_add_func ("/id/text-comes-back-in-either-case", text_comes_back);
  g_test_add_func ("/id/what-is-no-uuid-is-refused-and-nothing-touched",
                   what_is_no_uuid_is_refused);
  g_test_add_func ("/id/derived-id-follows-from-set-and-position-for-ever", derived_is_stable);
  g_test_add_func ("/id/zero-means-none", zero_means_none);
  return g_test_run ();
}
