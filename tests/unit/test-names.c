#include "sijil-names.h"

static void
swapped (void)
{
  g_assert_true (sijil_given_names_agree ("فاطمة علي", "فاطمة حسن"));
  g_assert_true (sijil_given_names_agree ("فاطمة", "فطامة"));
  g_assert_true (sijil_given_names_agree ("abcd", "abdc"));
  g_assert_false (sijil_given_names_agree ("abcd", "badc"));
  g_assert_false (sijil_given_names_agree ("احمد", "محمد"));
}

/* The end of the shorter one is where they differ: nothing lies behind it. */
static void
begins (void)
{
  static const char *const LONGER[] = { "عليا", "علياء", "علياءزين" };

  for (guint i = 0; i < G_N_ELEMENTS (LONGER); i++) {
    g_assert_false (sijil_given_names_agree ("علي", LONGER[i]));
    g_assert_false (sijil_given_names_agree (LONGER[i], "علي"));
  }
}

static void
nobody (void)
{
  g_assert_false (sijil_given_names_agree (NULL, NULL));
  g_assert_false (sijil_given_names_agree ("", "علي"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/two-swapped-letters-are-a-slip", swapped);
  g_test_add_func ("/names/a-name-that-begins-another-is-another", begins);
  g_test_add_func ("/names/no-name-agrees-with-none", nobody);
  return g_test_run ();
}
