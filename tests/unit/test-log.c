#include "sijil-log.h"
#include "sijil-test.h"

static void
numbers (void)
{
  assert_takes (sijil_log_redact ("id 29311241578319 refused"), "id *** refused");
  assert_takes (sijil_log_redact ("phone 01157719286"), "phone ***");
}

static void
names (void)
{
  assert_takes (sijil_log_redact ("saved محمد"), "saved ***");
  assert_takes (sijil_log_redact ("٢٩٣١١٢٤"), "***");
}

static void
plain (void)
{
  assert_takes (sijil_log_redact ("sqlite 10250: 12345 rows in 3.5 s"),
                "sqlite 10250: 12345 rows in 3.5 s");
  assert_takes (sijil_log_redact (NULL), "");
}

static void
broken (void)
{
  g_autofree char *safe = sijil_log_redact ("x\xff\xfe");

  g_assert_true (g_utf8_validate (safe, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/long-numbers-never-reach-a-log", numbers);
  g_test_add_func ("/log/names-and-arabic-digits-never-reach-a-log", names);
  g_test_add_func ("/log/codes-and-counts-stay-readable", plain);
  g_test_add_func ("/log/broken-bytes-give-sound-text", broken);
  return g_test_run ();
}
