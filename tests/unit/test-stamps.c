#include "sijil-stamps.h"
#include "sijil-test.h"

static void
packs (void)
{
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  g_autoptr (SijilStamps) back = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SijilStamp a = { G_MAXUINT64 - 1, G_MAXUINT32, G_MAXUINT64, 0 };
  SijilStamp b = { 5, 0, 0, 17 };
  gsize len;
  const guint8 *data;

  sijil_stamps_set (stamps, 0, &a);
  sijil_stamps_set (stamps, 59, &a);
  sijil_stamps_set (stamps, 7, &b);
  bytes = sijil_stamps_pack (stamps);
  data = g_bytes_get_data (bytes, &len);
  back = sijil_stamps_unpack (data, len);
  for (guint i = 0; i < 64; i++) {
    const SijilStamp *found = sijil_stamps_get (back, i);

    if (i != 0 && i != 59 && i != 7) {
      g_assert_null (found);
      continue;
    }
    g_assert_cmpuint (found->stamp, ==, i == 7 ? b.stamp : a.stamp);
    g_assert_cmpuint (found->device, ==, i == 7 ? b.device : a.device);
    g_assert_cmpuint (found->base, ==, i == 7 ? b.base : a.base);
    g_assert_cmpuint (found->seq, ==, i == 7 ? b.seq : a.seq);
  }
}

static void
small (void)
{
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  g_autoptr (GBytes) bytes = NULL;
  SijilStamp stamp = { G_GUINT64_CONSTANT (117650000000000000), 300, 20000, 20001 };

  for (guint i = 0; i < 18; i++)
    sijil_stamps_set (stamps, i, &stamp);
  bytes = sijil_stamps_pack (stamps);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 32);
}

static void
damage (void)
{
  static const guint8 ENDLESS[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 };
  g_autoptr (SijilStamps) none = sijil_stamps_unpack (NULL, 0);
  g_autoptr (SijilStamps) endless = sijil_stamps_unpack (ENDLESS, sizeof ENDLESS);
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  g_autoptr (SijilStamps) cut = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SijilStamp a = { 5, 1, 2, 3 }, b = { 6, 1, 2, 4 };

  g_assert_null (sijil_stamps_get (none, 0));
  g_assert_null (sijil_stamps_get (endless, 0));
  sijil_stamps_set (stamps, 0, &a);
  sijil_stamps_set (stamps, 1, &b);
  bytes = sijil_stamps_pack (stamps);
  cut = sijil_stamps_unpack (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) - 1);
  g_assert_cmpuint (sijil_stamps_get (cut, 0)->stamp, ==, 5);
  g_assert_null (sijil_stamps_get (cut, 1));
}

static void
overwrites (void)
{
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  SijilStamp a = { 5, 1, 0, 0 }, b = { 6, 2, 0, 0 };

  sijil_stamps_set (stamps, 3, &a);
  sijil_stamps_set (stamps, 4, &a);
  sijil_stamps_set (stamps, 3, &b);
  g_assert_cmpuint (sijil_stamps_get (stamps, 3)->stamp, ==, 6);
  g_assert_cmpuint (sijil_stamps_get (stamps, 4)->stamp, ==, 5);
  /* The argument may be a stamp of the very list. */
  sijil_stamps_set (stamps, 4, sijil_stamps_get (stamps, 3));
  g_assert_cmpuint (sijil_stamps_get (stamps, 4)->device, ==, 2);
}

static void
newest (void)
{
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  SijilStamp a = { 5, 1, 0, 0 }, b = { 9, 2, 0, 0 };

  g_assert_cmpuint (sijil_stamps_newest (stamps, G_MAXUINT64), ==, 0);
  sijil_stamps_set (stamps, 0, &a);
  sijil_stamps_set (stamps, 1, &b);
  g_assert_cmpuint (sijil_stamps_newest (stamps, 1), ==, 5);
  g_assert_cmpuint (sijil_stamps_newest (stamps, 3), ==, 9);
  g_assert_cmpuint (sijil_stamps_newest (stamps, 4), ==, 0);
}

static void
confirm (void)
{
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  SijilStamp ours = { 900, 4, 10, 0 }, theirs = { 900, 5, 10, 0 }, now = { 800, 4, 6, 77 };

  sijil_stamps_set (stamps, 0, &ours);
  sijil_stamps_set (stamps, 1, &theirs);
  g_assert_true (sijil_stamps_confirm (stamps, 4, 900, &now));
  g_assert_cmpuint (sijil_stamps_get (stamps, 0)->stamp, ==, 800);
  g_assert_cmpuint (sijil_stamps_get (stamps, 0)->base, ==, 6);
  g_assert_cmpuint (sijil_stamps_get (stamps, 0)->seq, ==, 77);
  g_assert_cmpuint (sijil_stamps_get (stamps, 1)->stamp, ==, 900);
  g_assert_cmpuint (sijil_stamps_get (stamps, 1)->seq, ==, 0);
  g_assert_false (sijil_stamps_confirm (stamps, 4, 900, &now));
}

static void
renumber (void)
{
  g_autoptr (SijilStamps) stamps = sijil_stamps_new ();
  SijilStamp sent = { 1, 0, 0, 50 }, waiting = { 2, 0, 0, 0 }, other = { 3, 7, 0, 0 };

  sijil_stamps_set (stamps, 0, &sent);
  sijil_stamps_set (stamps, 1, &waiting);
  sijil_stamps_set (stamps, 2, &other);
  g_assert_true (sijil_stamps_renumber (stamps, 0, 12, TRUE));
  g_assert_cmpuint (sijil_stamps_get (stamps, 0)->device, ==, 0);
  g_assert_cmpuint (sijil_stamps_get (stamps, 1)->device, ==, 12);
  g_assert_cmpuint (sijil_stamps_get (stamps, 2)->device, ==, 7);
  g_assert_true (sijil_stamps_renumber (stamps, 0, 12, FALSE));
  g_assert_cmpuint (sijil_stamps_get (stamps, 0)->device, ==, 12);
  g_assert_false (sijil_stamps_renumber (stamps, 0, 12, FALSE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stamps/packed-come-back", packs);
  g_test_add_func ("/stamps/a-row-written-at-once-takes-few-bytes", small);
  g_test_add_func ("/stamps/a-damaged-blob-gives-what-it-still-holds", damage);
  g_test_add_func ("/stamps/a-field-has-its-last-writer", overwrites);
  g_test_add_func ("/stamps/newest-looks-at-the-given-fields-only", newest);
  g_test_add_func ("/stamps/confirming-numbers-our-own-and-no-others", confirm);
  g_test_add_func ("/stamps/renumbering-leaves-confirmed-ones-when-told", renumber);
  return g_test_run ();
}
