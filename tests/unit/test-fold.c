#include "sijil-fold.h"
#include "sijil-test.h"

static void
same (const char *a, const char *b)
{
  g_autofree char *fa = sijil_fold (a);
  g_autofree char *fb = sijil_fold (b);

  g_assert_cmpstr (fa, ==, fb);
}

static void
hamza_and_teh_marbuta (void)
{
  same ("فاطمة أحمد", "فاطمه احمد");
  same ("إبراهيم", "ابراهيم");
  same ("آمال", "امال");
  same ("ٱلله", "الله");
  same ("مؤمن", "مومن");
  same ("هانئ", "هاني");
  same ("علاء", "علا");
  same ("رجاء محمد", "رجا محمد");
  assert_takes (sijil_fold ("فاطمة"), "فاطمه");
}

static void
yeh_family (void)
{
  same ("مصطفى", "مصطفي");
  same ("علی", "علي");
  same ("ليلے", "ليلي");
}

static void
foreign_heh_and_kaf (void)
{
  same ("کریمہ", "كريمة");
}

static void
diacritics_and_tatweel (void)
{
  same ("مُحَمَّد", "محمد");
  same ("محـــمد", "محمد");
  same ("رحمٰن", "رحمن");
  same ("شَعْبَانٌ", "شعبان");
}

static void
presentation_forms (void)
{
  same ("\xef\xba\xa3\xef\xba\xb4\xef\xbb\xa6", "حسن"); /* U+FEA3 FEB4 FEE6 */
  same ("ع\xef\xbb\xbc", "علا");                        /* U+FEFC, lam-alef */
}

static void
bidi_marks (void)
{
  same ("\xe2\x80\x8fمحمد\xe2\x80\x8e", "محمد");
  same (FSI "محمد" PDI, "محمد");
  same ("\xd8\x9cمحمد", "محمد");
  same ("عبد\xe2\x80\x8cالله", "عبدالله");
}

static void
digits_of_any_script (void)
{
  assert_takes (sijil_fold ("٠١٢٣٤٥٦٧٨٩"), "0123456789");
  assert_takes (sijil_fold ("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
  assert_takes (sijil_fold ("شارع ٢٦ يوليو"), "شارع 26 يوليو");
}

static void
gaps (void)
{
  assert_takes (sijil_fold ("  محمد \t\n علي  "), "محمد علي");
  assert_takes (sijil_fold ("محمد-علي،(حسن)"), "محمد علي حسن");
  assert_takes (sijil_fold ("محمد" NBSP "علي"), "محمد علي");
  assert_takes (sijil_fold (" . "), "");
  assert_takes (sijil_fold ("ء"), "");
  assert_takes (sijil_fold (NULL), "");
}

static void
latin_case (void)
{
  assert_takes (sijil_fold ("Élodie ABU-Zeid"), "elodie abu zeid");
}

static void
different_names_stay_different (void)
{
  static const char *const PAIRS[][2] = {
    { "حسن", "حسين" },   { "محمد", "محمود" }, { "سعيد", "سعد" },
    { "كريم", "كريمة" }, { "ثابت", "تابت" },  { "ذكي", "زكي" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (PAIRS); i++) {
    g_autofree char *a = sijil_fold (PAIRS[i][0]);
    g_autofree char *b = sijil_fold (PAIRS[i][1]);

    g_assert_cmpstr (a, !=, b);
  }
}

static void
twice_is_once (void)
{
  static const char *const TEXTS[] = { "إِبْراهيم ـ أبو زيد", "فاطمة  الزهراء ٢٠٢٦", "ﷲ", "Ab-Cd" };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++) {
    g_autofree char *once = sijil_fold (TEXTS[i]);

    assert_takes (sijil_fold (once), once);
  }
}

static void
broken_bytes (void)
{
  g_autofree char *folded = sijil_fold ("مح\xff\xfeمد");

  g_assert_true (g_utf8_validate (folded, -1, NULL));
}

static void
only_digits (void)
{
  assert_takes (sijil_only_digits ("٠١١-٥٧٧ ١٩٢٨٦"), "01157719286");
  assert_takes (sijil_only_digits ("+20 (115) 771.9286"), "201157719286");
  assert_takes (sijil_only_digits (LRI "0115" NBSP "771" PDI), "0115771");
  assert_takes (sijil_only_digits ("0115x"), NULL);
  assert_takes (sijil_only_digits ("٠١١م"), NULL);
  assert_takes (sijil_only_digits (NULL), "");
}

static void
ascii_digits (void)
{
  assert_takes (sijil_ascii_digits ("بيت ۱۲، ٣٤"), "بيت 12، 34");
  assert_takes (sijil_ascii_digits ("٥²"), "5²");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold/hamza-and-teh-marbuta-do-not-matter", hamza_and_teh_marbuta);
  g_test_add_func ("/fold/yeh-and-alef-maqsura-are-one", yeh_family);
  g_test_add_func ("/fold/persian-kaf-and-heh-are-the-arabic-ones", foreign_heh_and_kaf);
  g_test_add_func ("/fold/diacritics-and-tatweel-do-not-matter", diacritics_and_tatweel);
  g_test_add_func ("/fold/presentation-forms-are-plain-letters", presentation_forms);
  g_test_add_func ("/fold/marks-of-direction-and-joiners-do-not-matter", bidi_marks);
  g_test_add_func ("/fold/digits-of-any-script-are-ascii", digits_of_any_script);
  g_test_add_func ("/fold/whatever-is-no-letter-is-one-space-and-none-at-the-ends", gaps);
  g_test_add_func ("/fold/latin-letters-lose-case-and-accents", latin_case);
  g_test_add_func ("/fold/different-names-stay-different", different_names_stay_different);
  g_test_add_func ("/fold/folding-twice-is-folding-once", twice_is_once);
  g_test_add_func ("/fold/broken-bytes-give-sound-text", broken_bytes);
  g_test_add_func ("/fold/only-digits-takes-a-number-as-people-write-it", only_digits);
  g_test_add_func ("/fold/ascii-digits-leave-the-rest-as-typed", ascii_digits);
  return g_test_run ();
}
