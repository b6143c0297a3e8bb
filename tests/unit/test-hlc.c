#include "sijil-hlc.h"
#include "sijil-test.h"

#define NOW G_GINT64_CONSTANT (1795340000000000)
#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
equal_time (void)
{
  SijilHlc clock = { 0 };
  guint64 last = 0;

  for (int i = 0; i < 1000; i++) {
    guint64 stamp = sijil_hlc_tick (&clock, NOW, 0);

    g_assert_cmpuint (stamp, >, last);
    last = stamp;
  }
  g_assert_cmpint (sijil_hlc_millis (last), ==, NOW / 1000);
}

static void
backwards (void)
{
  SijilHlc clock = { 0 };
  guint64 before = sijil_hlc_tick (&clock, NOW, 0);

  for (int i = 0; i < 3; i++) {
    guint64 stamp = sijil_hlc_tick (&clock, NOW - 400 * DAY_US, 0);

    g_assert_cmpuint (stamp, >, before);
    before = stamp;
  }
}

static void
above (void)
{
  SijilHlc clock = { 0 };
  guint64 seen = sijil_hlc_at (NOW + 5 * G_USEC_PER_SEC);
  guint64 stamp = sijil_hlc_tick (&clock, NOW, seen);

  g_assert_cmpuint (stamp, >, seen);
  g_assert_cmpuint (sijil_hlc_tick (&clock, NOW, 0), >, stamp);
}

static void
years_behind (void)
{
  SijilHlc clock = { 0 };
  guint64 seen = sijil_hlc_at (NOW);

  g_assert_cmpuint (sijil_hlc_tick (&clock, NOW - 2000 * DAY_US, seen), >, seen);
}

static void
day_ahead (void)
{
  SijilHlc clock = { 0 };
  guint64 seen = sijil_hlc_at (NOW + 3 * DAY_US);

  g_assert_cmpuint (sijil_hlc_tick (&clock, NOW, seen), >, seen);
  g_assert_cmpint (sijil_hlc_millis (sijil_hlc_tick (&clock, NOW, 0)), ==, NOW / 1000);
}

/* A stamp and its device name a change set, also when two sets go over one far stamp. */
static void
day_ahead_twice (void)
{
  SijilHlc clock = { 0 };
  guint64 seen = sijil_hlc_at (NOW + 3 * DAY_US);
  g_autoptr (GHashTable) given = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint64 stamps[200];

  for (int i = 0; i < 200; i++) {
    stamps[i] = sijil_hlc_tick (&clock, NOW + i / 4 * 1000, seen);
    g_assert_cmpuint (stamps[i], >, seen);
    g_assert_cmpuint (stamps[i], <=, seen + G_GUINT64_CONSTANT (0x100000000));
    g_assert_true (g_hash_table_add (given, &stamps[i]));
  }
}

static void
offset (void)
{
  SijilHlc clock = { .offset_ms = -60000 };

  g_assert_cmpint (sijil_hlc_millis (sijil_hlc_tick (&clock, NOW, 0)), ==, NOW / 1000 - 60000);
}

/* Two edits in one millisecond, over far stamps of which the second is one smaller: they must not
 * meet, since a stamp and its device name a change set. */
static void
far_neighbours (void)
{
  SijilHlc clock = { 0, 0 };
  guint64 far = sijil_hlc_at (NOW + 2 * DAY_US);
  guint64 one = sijil_hlc_tick (&clock, NOW, far), other = sijil_hlc_tick (&clock, NOW, far - 1);

  g_assert_cmpuint (one, >, far);
  g_assert_cmpuint (other, >, far - 1);
  g_assert_cmpuint (one, !=, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hlc/grows-while-time-stands-still", equal_time);
  g_test_add_func ("/hlc/grows-when-the-pc-is-set-back", backwards);
  g_test_add_func ("/hlc/exceeds-what-is-overwritten-and-stays-above-it", above);
  g_test_add_func ("/hlc/exceeds-what-is-overwritten-with-a-clock-years-behind", years_behind);
  g_test_add_func ("/hlc/a-stamp-a-day-ahead-is-exceeded-but-not-adopted", day_ahead);
  g_test_add_func ("/hlc/two-edits-over-one-far-stamp-differ", day_ahead_twice);
  g_test_add_func ("/hlc/corrects-by-what-the-registry-showed", offset);
  g_test_add_func ("/hlc/edits-over-neighbouring-far-stamps-differ", far_neighbours);
  return g_test_run ();
}
