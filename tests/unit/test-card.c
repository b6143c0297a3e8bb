#include "sijil-card.h"
#include "sijil-test.h"

#include <string.h>

#define ALL "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Printed cards live for years: this pins the check character. */
static void
make (void)
{
  assert_takes (sijil_card_make ("QAD", 1), "QAD15");
  assert_takes (sijil_card_make ("QAD", 3275), "QAD3275K");
  assert_takes (sijil_card_make ("QAD", 1234567890), "QAD1234567890N");
}

static void
all_made_are_valid (void)
{
  for (int i = 0; i < 200; i++) {
    g_autofree char *letters = sijil_card_random_letters ();

    for (guint64 n = 1; n < 100000; n = n * 7 + 1) {
      g_autofree char *card = sijil_card_make (letters, n);

      g_assert_true (sijil_card_is_valid (card));
    }
  }
}

static void
single_errors (void)
{
  static const guint64 COUNTERS[] = { 1, 42, 3275, 900001 };

  for (guint i = 0; i < G_N_ELEMENTS (COUNTERS); i++) {
    g_autofree char *card = sijil_card_make ("KTR", COUNTERS[i]);

    for (gsize at = 0; card[at] != '\0'; at++) {
      char right = card[at];

      for (const char *p = ALL; *p != '\0'; p++) {
        card[at] = *p;
        g_assert_true (sijil_card_is_valid (card) == (*p == right));
      }
      card[at] = right;
    }
  }
}

static void
swapped (void)
{
  static const guint64 COUNTERS[] = { 12, 3275, 981726354 };

  for (guint i = 0; i < G_N_ELEMENTS (COUNTERS); i++) {
    g_autofree char *card = sijil_card_make ("KTR", COUNTERS[i]);

    for (gsize at = 3; card[at + 2] != '\0'; at++) {
      char c = card[at];

      if (c == card[at + 1])
        continue;
      card[at] = card[at + 1];
      card[at + 1] = c;
      g_assert_false (sijil_card_is_valid (card));
      card[at + 1] = card[at];
      card[at] = c;
    }
  }
}

static void
no_cards (void)
{
  static const char *const WRONG[] = { NULL,   "",      "QAD",
                                       "QAD1", "QA11X", "QAD01X",
                                       "محمد", "qad1",  "QAD12345678901234" };

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    g_assert_false (sijil_card_is_valid (WRONG[i]));
}

static char *
card (void)
{
  return sijil_card_make ("QAD", 3275);
}

static void
latin_keys (void)
{
  g_autofree char *right = card ();
  g_autofree char *lower = g_ascii_strdown (right, -1);
  g_autofree char *spaced = g_strdup_printf (" %.3s - %s\n", lower, lower + 3);
  g_autofree char *prefixed = g_strconcat ("SJ1:", right, NULL);
  g_autofree char *shown = sijil_card_show (right);

  assert_takes (sijil_card_from_keys (right), right);
  assert_takes (sijil_card_from_keys (lower), right);
  assert_takes (sijil_card_from_keys (spaced), right);
  assert_takes (sijil_card_from_keys (prefixed), right);
  assert_takes (sijil_card_from_keys (shown), right);
}

/* What the Arabic layout of PC keyboards makes of each key, A to Z. */
static const char *const KEYS[26] = {
  "ش", "لا", "ؤ", "ي", "ث", "ب", "ل", "ا", "ه", "ت", "ن", "م", "ة",
  "ى", "خ",  "ح", "ض", "ق", "س", "ف", "ع", "ر", "ص", "ء", "غ", "ئ",
};

static char *
under_arabic_layout (const char *text, gboolean arabic_digits)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isalpha (*p))
      g_string_append (out, KEYS[g_ascii_toupper (*p) - 'A']);
    else if (g_ascii_isdigit (*p) && arabic_digits)
      g_string_append_unichar (out, 0x0660 + (gunichar) (*p - '0'));
    else
      g_string_append_c (out, *p);
  }
  return g_string_free (out, FALSE);
}

static void
arabic_keys (void)
{
  static const char *const LETTERS[] = { "QAD", "EFG", "JKP", "RTU", "VWY", "GGG" };

  for (guint i = 0; i < G_N_ELEMENTS (LETTERS); i++)
    for (guint64 n = 1; n < 400; n++) {
      g_autofree char *right = sijil_card_make (LETTERS[i], n);
      g_autofree char *typed = under_arabic_layout (right, n % 2 == 0);
      g_autofree char *prefixed = g_strconcat ("SJ1:", right, NULL);
      g_autofree char *scanned = under_arabic_layout (prefixed, FALSE);

      assert_takes (sijil_card_from_keys (typed), right);
      assert_takes (sijil_card_from_keys (scanned), right);
    }
}

/* A scanner holds Shift for capitals; some of those keys are marks or brackets then. */
static void
arabic_keys_with_shift (void)
{
  static const char *const SHIFTED[26] = {
    "\331\220",
    "\357\273\265",
    "}",
    "]",
    "\331\217",
    "[",
    "\357\273\267",
    "أ",
    "÷",
    "ـ",
    "،",
    "/",
    "'",
    "آ",
    "×",
    "؛",
    "\331\216",
    "\331\214",
    "\331\215",
    "\357\273\271",
    "`",
    "{",
    "\331\213",
    "\331\222",
    "إ",
    "~",
  };
  static const char *const LETTERS[] = { "QAD", "EFG", "JKP", "RTU", "VWY" };

  for (guint i = 0; i < G_N_ELEMENTS (LETTERS); i++)
    for (guint64 n = 1; n < 400; n++) {
      g_autofree char *right = sijil_card_make (LETTERS[i], n);
      g_autoptr (GString) typed = g_string_new ("\331\215ـ1:");

      for (const char *p = right; *p != '\0'; p++)
        if (g_ascii_isalpha (*p))
          g_string_append (typed, SHIFTED[*p - 'A']);
        else
          g_string_append_c (typed, *p);
      assert_takes (sijil_card_from_keys (typed->str), right);
    }
}

/* X gives the key B as one character, other systems as two. */
static void
lam_alef_key (void)
{
  for (guint64 n = 1; n < 2000; n++) {
    g_autofree char *right = sijil_card_make ("QAD", n);
    gsize last = strlen (right) - 1;
    g_autofree char *typed = NULL;

    if (right[last] != 'B')
      continue;
    right[last] = '\0';
    typed = g_strconcat (right, "\357\273\273", NULL);
    right[last] = 'B';
    assert_takes (sijil_card_from_keys (typed), right);
  }
}

static void
no_card_from_keys (void)
{
  static const char *const TEXTS[] = { NULL,   "",          "محمد علي",    "29311241578319",
                                       "SJ1:", "SJ2:QAD1X", "01157719286", "ضشي" };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    assert_takes (sijil_card_from_keys (TEXTS[i]), NULL);
}

static void
show (void)
{
  assert_takes (sijil_card_show ("QAD3275X"), LRI "QAD" NBSP "3275X" PDI);
  assert_takes (sijil_card_show (NULL), "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/check-character-is-fixed-for-ever", make);
  g_test_add_func ("/card/all-that-are-made-are-valid", all_made_are_valid);
  g_test_add_func ("/card/every-single-wrong-character-is-caught", single_errors);
  g_test_add_func ("/card/neighbouring-digits-swapped-are-caught", swapped);
  g_test_add_func ("/card/what-is-no-card-is-refused", no_cards);
  g_test_add_func ("/card/latin-keys-spaces-and-prefix-are-read", latin_keys);
  g_test_add_func ("/card/keys-under-the-arabic-layout-are-read", arabic_keys);
  g_test_add_func ("/card/shifted-keys-under-the-arabic-layout-are-read", arabic_keys_with_shift);
  g_test_add_func ("/card/the-lam-alef-key-is-read-as-one-character-too", lam_alef_key);
  g_test_add_func ("/card/names-ids-and-phones-are-no-cards", no_card_from_keys);
  g_test_add_func ("/card/is-shown-in-two-groups-left-to-right", show);
  return g_test_run ();
}
