#include "sijil-printable.h"
#include "sijil-test.h"

#define RLO "\342\200\256"
#define ZWNJ "\342\200\214"
#define NEL "\302\205"
#define LINE_SEPARATOR "\342\200\250"

static const char *const NAMES[] = { "مكتب طنطا", "Tanta 2 (branch)", "می" ZWNJ "خواهم", "a\\b",
                                     "ش" };

static const char *const NO_NAMES[] = {
  NULL,
  "",
  " ",
  " مكتب",
  "مكتب ",
  "a\tb",
  "a\nb",
  "a\r",
  "a\033[2J",
  "a\177",
  "a" NEL "b",
  "a" LINE_SEPARATOR "b",
  "a" RLO "b",
  "\342\201\246a",
  "a\377b",
  "\330",
  "a\342\200\213b",
};

static void
is_name (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    g_assert_true (sijil_printable_is_name (NAMES[i], 30));
  for (guint i = 0; i < G_N_ELEMENTS (NO_NAMES); i++)
    g_assert_false (sijil_printable_is_name (NO_NAMES[i], 30));
}

static void
length (void)
{
  g_assert_true (sijil_printable_is_name ("مكتب", 4));
  g_assert_false (sijil_printable_is_name ("مكتب", 3));
}

/* What the desk sends of a name that was typed before anybody looked. */
static void
mended (void)
{
  assert_takes (sijil_printable_name ("  مكتب\tطنطا \n", 30), "مكتب طنطا");
  assert_takes (sijil_printable_name ("a" RLO "b\033[2J", 30), "ab[2J");
  assert_takes (sijil_printable_name ("abcdef", 3), "abc");
  assert_takes (sijil_printable_name ("ab cdef", 3), "ab");
  assert_takes (sijil_printable_name (NULL, 3), "");
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    assert_takes (sijil_printable_name (NAMES[i], 30), NAMES[i]);
  for (guint i = 0; i < G_N_ELEMENTS (NO_NAMES); i++)
    for (guint most = 1; most < 8; most++) {
      g_autofree char *name = sijil_printable_name (NO_NAMES[i], most);

      g_assert_true (*name == '\0' || sijil_printable_is_name (name, most));
    }
}

static void
escaped (void)
{
  assert_takes (sijil_printable_escape ("مكتب طنطا"), "مكتب طنطا");
  assert_takes (sijil_printable_escape ("a\tb\nc\033[31m"), "a\\x09b\\x0ac\\x1b[31m");
  assert_takes (sijil_printable_escape ("a" RLO "b" NEL), "a\\u{202e}b\\x85");
  assert_takes (sijil_printable_escape ("a\377b\330"), "a\\xffb\\xd8");
  assert_takes (sijil_printable_escape (NULL), "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printable/a-name-steers-nothing", is_name);
  g_test_add_func ("/printable/a-name-is-measured-in-characters", length);
  g_test_add_func ("/printable/a-name-that-was-typed-badly-is-mended", mended);
  g_test_add_func ("/printable/what-would-steer-a-terminal-is-shown-as-what-it-is", escaped);
  return g_test_run ();
}
