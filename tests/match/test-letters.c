#include "sijil-fold.h"
#include "sijil-letters.h"
#include "sijil-phonetic.h"

static SijilLetters
letters (const char *text)
{
  g_autofree char *folded = sijil_fold (text);
  SijilLetters read;

  sijil_letters_read (&read, folded);
  return read;
}

static guint
distance (const char *a, const char *b)
{
  SijilLetters one = letters (a), other = letters (b);

  return sijil_letters_distance (&one, &other, 9);
}

static void
distances (void)
{
  g_assert_cmpuint (distance ("", ""), ==, 0);
  g_assert_cmpuint (distance ("حسن", ""), ==, 3);
  g_assert_cmpuint (distance ("", "حسن"), ==, 3);
  g_assert_cmpuint (distance ("حسن", "حسن"), ==, 0);
  g_assert_cmpuint (distance ("حسن", "حسين"), ==, 1);
  g_assert_cmpuint (distance ("سعيد", "سيعد"), ==, 1);
  g_assert_cmpuint (distance ("محمد", "أحمد"), ==, 1);
  g_assert_cmpuint (distance ("kitten", "sitting"), ==, 3);
  g_assert_cmpuint (distance ("abcdef", "badcfe"), ==, 3);
}

/* Optimal string alignment as the textbook writes it down. */
static guint
by_the_book (const SijilLetters *a, const SijilLetters *b)
{
  guint d[SIJIL_LETTERS_MAX + 1][SIJIL_LETTERS_MAX + 1];

  for (guint i = 0; i <= a->len; i++)
    for (guint k = 0; k <= b->len; k++) {
      guint swap, cost = i > 0 && k > 0 && a->text[i - 1] != b->text[k - 1];

      if (i == 0 || k == 0) {
        d[i][k] = i + k;
        continue;
      }
      d[i][k] = MIN (MIN (d[i - 1][k], d[i][k - 1]) + 1, d[i - 1][k - 1] + cost);
      swap = i > 1 && k > 1 && a->text[i - 1] == b->text[k - 2] && a->text[i - 2] == b->text[k - 1];
      if (swap)
        d[i][k] = MIN (d[i][k], d[i - 2][k - 2] + 1);
    }
  return d[a->len][b->len];
}

static SijilLetters
random_letters (void)
{
  SijilLetters made = { .len = (guint8) g_test_rand_int_range (0, SIJIL_LETTERS_MAX + 1) };

  for (guint i = 0; i < made.len; i++)
    made.text[i] = (guint8) ('a' + g_test_rand_int_range (0, 4));
  return made;
}

static void
distances_by_the_book (void)
{
  for (guint i = 0; i < 20000; i++) {
    SijilLetters a = random_letters (), b = random_letters ();

    g_assert_cmpuint (sijil_letters_distance (&a, &b, 99), ==, by_the_book (&a, &b));
  }
}

static void
at_most (void)
{
  SijilLetters a = letters ("عبدالرحمن"), b = letters ("علي");

  g_assert_cmpuint (sijil_letters_distance (&a, &b, 3), ==, 3);
}

static void
assert_sounds (const char *a, const char *b, gboolean alike)
{
  SijilLetters one = letters (a), other = letters (b), sound, other_sound;

  sijil_phonetic (&one, &sound);
  sijil_phonetic (&other, &other_sound);
  g_assert_true (sijil_letters_equal (&sound, &other_sound) == alike);
}

static void
sounds (void)
{
  assert_sounds ("شريف", "Saherif", TRUE);
  assert_sounds ("ياسر", "Iasr", TRUE);
  assert_sounds ("أيمن", "Aimn", TRUE);
  assert_sounds ("خالد", "Khaled", TRUE);
  assert_sounds ("ذكي", "زكي", TRUE);
  assert_sounds ("محمد", "محمود", TRUE);
  assert_sounds ("كريم", "رحيم", FALSE);
  assert_sounds ("آية", "يا", TRUE); /* no consonant: not empty */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letters/slips-are-counted", distances);
  g_test_add_func ("/letters/slips-are-counted-as-by-the-textbook", distances_by_the_book);
  g_test_add_func ("/letters/more-slips-than-asked-for-are-not-counted", at_most);
  g_test_add_func ("/phonetic/arabic-and-latin-spellings-sound-alike", sounds);
  return g_test_run ();
}
