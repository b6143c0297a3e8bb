#include "sijil-test.h"
#include "sijil-text.h"

static void
digits (void)
{
  assert_takes (sijil_text_digits ("A12"), "A12");
  sijil_text_use_arabic_digits (TRUE);
  assert_takes (sijil_text_digits ("A12"), "A١٢");
  assert_takes (sijil_text_number (1234567), "١٬٢٣٤٬٥٦٧");
  sijil_text_use_arabic_digits (FALSE);
  assert_takes (sijil_text_digits (NULL), "");
}

static void
numbers (void)
{
  assert_takes (sijil_text_number (0), "0");
  assert_takes (sijil_text_number (999), "999");
  assert_takes (sijil_text_number (1000), "1,000");
  assert_takes (sijil_text_number (-1234567), "-1,234,567");
  assert_takes (sijil_text_number (G_MININT64), "-9,223,372,036,854,775,808");
}

static void
money (void)
{
  assert_takes (sijil_text_money (0), "EGP 0");
  assert_takes (sijil_text_money (40000), "EGP 400");
  assert_takes (sijil_text_money (123456705), "EGP 1,234,567.05");
  sijil_text_use_arabic_digits (TRUE);
  assert_takes (sijil_text_money (123450), "EGP ١٬٢٣٤٫٥٠");
  sijil_text_use_arabic_digits (FALSE);
}

static void
money_owed (void)
{
  assert_takes (sijil_text_money (-40050), "EGP -400.50");
  assert_takes (sijil_text_money (-5), "EGP -0.05");
}

static void
parse_money (void)
{
  static const struct {
    const char *text;
    gint64 piastres;
  } GOOD[] = {
    { "400", 40000 },
    { "٤٠٠", 40000 },
    { "1,234.5", 123450 },
    { "١٬٢٣٤٫٥٠", 123450 },
    { " 12 000 ", 1200000 },
    { "0.05", 5 },
    { ".5", 50 },
    { "10000000000", 1000000000000 },
  };
  static const char *const BAD[] = {
    NULL,
    "",
    ".",
    "-5",
    "12.345",
    "1.2.3",
    "abc",
    "12 EGP",
    "10000000000.01",
    "99999999999999999999",
  };
  gint64 piastres;

  for (guint i = 0; i < G_N_ELEMENTS (GOOD); i++) {
    g_assert_true (sijil_text_parse_money (GOOD[i].text, &piastres));
    g_assert_cmpint (piastres, ==, GOOD[i].piastres);
  }
  for (guint i = 0; i < G_N_ELEMENTS (BAD); i++)
    g_assert_false (sijil_text_parse_money (BAD[i], &piastres));
}

static void
groups (void)
{
  assert_takes (sijil_text_national_id ("29311241578319"),
                LRI "2" NBSP "931124" NBSP "15" NBSP "7831" NBSP "9" PDI);
  assert_takes (sijil_text_national_id ("123"), LRI "123" PDI);
  assert_takes (sijil_text_national_id (NULL), LRI PDI);
  assert_takes (sijil_text_phone ("01157719286"), LRI "0115" NBSP "771" NBSP "9286" PDI);
  assert_takes (sijil_text_phone ("19123"), LRI "1912" NBSP "3" PDI);
}

static void
isolates (void)
{
  assert_takes (sijil_text_isolate ("محمد"), FSI "محمد" PDI);
  assert_takes (sijil_text_ltr ("012"), LRI "012" PDI);
}

static void
foreign_override (void)
{
  assert_takes (sijil_text_isolate ("a\xe2\x80\xae"
                                    "b" PDI),
                FSI "ab" PDI);
  assert_takes (sijil_text_strip_bidi (FSI "م" PDI "\xe2\x80\x8f\xd8\x9c"
                                           "x"),
                "مx");
  assert_takes (sijil_text_strip_bidi ("محـ\xe2\x80\x8cمَد"), "محـ\xe2\x80\x8cمَد");
  assert_takes (sijil_text_strip_bidi (NULL), "");
}

static void
initial (void)
{
  assert_takes (sijil_text_initial (" أحمد"), "ا");
  assert_takes (sijil_text_initial ("mona"), "m");
  assert_takes (sijil_text_initial (NULL), "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/digits-follow-the-window", digits);
  g_test_add_func ("/text/numbers-have-groups-of-thousands", numbers);
  g_test_add_func ("/text/money-shows-piastres-only-where-there-are-any", money);
  g_test_add_func ("/text/money-that-was-taken-back-keeps-its-sign", money_owed);
  g_test_add_func ("/text/money-is-read-as-typed-or-refused", parse_money);
  g_test_add_func ("/text/ids-and-phones-are-grouped-by-unbreakable-spaces", groups);
  g_test_add_func ("/text/names-and-numbers-stand-in-isolates", isolates);
  g_test_add_func ("/text/foreign-marks-of-direction-never-pass", foreign_override);
  g_test_add_func ("/text/initial-is-the-first-folded-letter", initial);
  return g_test_run ();
}
