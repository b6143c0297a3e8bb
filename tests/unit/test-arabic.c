#include "sijil-choices.h"
#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-period.h"
#include "sijil-test.h"
#include "sijil-text.h"

#include <locale.h>

/* The catalogue comes from the build tree, the locale from ./dev; without them there is nothing to
 * look at. */
static gboolean
no_arabic (void)
{
  if (sijil_i18n_is_arabic ())
    return FALSE;
  g_test_skip ("no Arabic catalogue or locale: run ./dev test");
  return TRUE;
}

static void
dates (void)
{
  if (no_arabic ())
    return;
  assert_takes (sijil_date_show ("2026-11-22"), "٢٢ نوفمبر ٢٠٢٦");
  assert_takes (sijil_date_show_weekday ("2026-11-22"), "الأحد ٢٢ نوفمبر ٢٠٢٦");
  assert_takes (sijil_hijri_show ("2026-11-22", 0), "١٢ جمادى الآخرة ١٤٤٨");
  assert_takes (sijil_date_clock (G_GINT64_CONSTANT (1795340700) * G_USEC_PER_SEC), "١١:٤٥");
}

static void
numbers (void)
{
  if (no_arabic ())
    return;
  assert_takes (sijil_text_number (1234567), "١٬٢٣٤٬٥٦٧");
  assert_takes (sijil_text_phone ("01157719286"), LRI "٠١١٥" NBSP "٧٧١" NBSP "٩٢٨٦" PDI);
}

/* JSON and SQL must never see an Arabic decimal comma. */
static void
c_numbers (void)
{
  char text[32];

  g_snprintf (text, sizeof text, "%.1f", 3.5);
  g_assert_cmpstr (text, ==, "3.5");
}

static void
labels (void)
{
  if (no_arabic ())
    return;
  g_assert_cmpstr (sijil_choice_label (sijil_governorates, "EG-KFS"), ==, "كفر الشيخ");
  for (const SijilChoice *c = sijil_families; c->code != NULL; c++)
    g_assert_cmpstr (sijil_choice_label (sijil_families, c->code), !=, c->label);
}

static void
periods (void)
{
  g_autofree char *shown = NULL;

  if (no_arabic ())
    return;
  shown = sijil_period_show ("R1448");
  g_assert_nonnull (g_strstr_len (shown, -1, "رمضان"));
  g_assert_nonnull (g_strstr_len (shown, -1, "١٤٤٨"));
}

int
main (int argc, char **argv)
{
  g_autofree char *locales = g_build_filename (g_getenv ("SIJIL_BUILD_ROOT"), "locale", NULL);

  g_unsetenv ("LC_ALL");
  g_setenv ("LANG", "ar_EG.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "ar", TRUE);
  g_setenv ("LOCPATH", locales, FALSE);
  g_test_init (&argc, &argv, NULL);
  sijil_i18n_init ();
  sijil_text_use_arabic_digits (sijil_i18n_is_arabic ());
  g_test_add_func ("/arabic/dates-are-in-words-and-arabic-digits", dates);
  g_test_add_func ("/arabic/numbers-are-in-arabic-digits", numbers);
  g_test_add_func ("/arabic/numbers-inside-the-program-stay-c", c_numbers);
  g_test_add_func ("/arabic/codes-have-arabic-labels", labels);
  g_test_add_func ("/arabic/ramadan-is-named-in-arabic", periods);
  return g_test_run ();
}
