#include "sijil-crockford.h"
#include "sijil-test.h"

#include <string.h>

static void
normalise (void)
{
  assert_takes (sijil_crockford_normalise ("ab-cd ef"), "ABCDEF");
  assert_takes (sijil_crockford_normalise ("OoIiLl"), "001111");
  assert_takes (sijil_crockford_normalise ("٤X\t7\n"), "4X7");
  assert_takes (sijil_crockford_normalise (NULL), "");
}

static void
strangers (void)
{
  assert_takes (sijil_crockford_normalise ("ABU"), NULL);
  assert_takes (sijil_crockford_normalise ("AB*"), NULL);
  assert_takes (sijil_crockford_normalise ("مAB"), NULL);
}

static void
check (void)
{
  g_autofree char *code = sijil_crockford_with_check ("7K3MPQ9XTR4WZ0");
  gsize last = strlen (code) - 1;
  char right = code[last];

  g_assert_true (sijil_crockford_check (code));
  for (const char *p = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; *p != '\0'; p++) {
    code[last] = *p;
    g_assert_true (sijil_crockford_check (code) == (*p == right));
  }
  g_assert_false (sijil_crockford_check (""));
  g_assert_false (sijil_crockford_check ("A"));
}

static void
random_letters (void)
{
  g_autofree char *a = sijil_crockford_random (24);
  g_autofree char *b = sijil_crockford_random (24);

  g_assert_cmpuint (strlen (a), ==, 24);
  g_assert_cmpstr (a, !=, b);
  assert_takes (sijil_crockford_normalise (a), a);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crockford/letters-are-read-as-people-type-them", normalise);
  g_test_add_func ("/crockford/letters-outside-the-alphabet-are-refused", strangers);
  g_test_add_func ("/crockford/no-other-check-letter-passes", check);
  g_test_add_func ("/crockford/random-letters-are-plain-already", random_letters);
  return g_test_run ();
}
