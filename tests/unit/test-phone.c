#include "sijil-phone.h"
#include "sijil-test.h"

static void
forms (void)
{
  static const struct {
    const char *typed;
    const char *stored;
  } CASES[] = {
    { "01012345678", "01012345678" },
    { "٠١٠١٢٣٤٥٦٧٨", "01012345678" },
    { "+20 101 234 5678", "01012345678" },
    { "+2 010 1234 5678", "01012345678" },
    { "0020-101-2345678", "01012345678" },
    { "201012345678", "01012345678" },
    { "+20 (0)10 12345678", "01012345678" },
    { "1012345678", "01012345678" }, /* a spreadsheet lost the zero */
    { "1512345678", "01512345678" },
    { "1312345678", "1312345678" }, /* no such mobile */
    { "+20 47 2560123", "0472560123" },
    { "0472560123", "0472560123" },
    { "00202 27951234", "0227951234" },
    { "+20 3 4871234", "034871234" },
    { "+20 13 2512345", "0132512345" },
    { "472560123", "472560123" }, /* a landline without its zero may be anything */
    { "+966 50 123 4567", "966501234567" },
    { "00966501234567", "00966501234567" },
    { "16528", "16528" },
    { "2010", "2010" },
    { "20", "20" },
    { "20101234567", "20101234567" }, /* a digit is missing */
    { "2010123456789", "2010123456789" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    assert_takes (sijil_phone_form (CASES[i].typed), CASES[i].stored);
}

static void
no_phone (void)
{
  assert_takes (sijil_phone_form ("عند الجيران"), NULL);
  assert_takes (sijil_phone_form ("010a"), NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/has-one-form", forms);
  g_test_add_func ("/phone/words-are-none", no_phone);
  return g_test_run ();
}
