#include "sijil-national-id.h"
#include "sijil-test.h"

#define TODAY "2026-11-22"

static void
reads (void)
{
  SijilNationalId id;

  g_assert_true (sijil_national_id_read ("29311241578319", TODAY, &id));
  g_assert_cmpstr (id.birth, ==, "1993-11-24");
  g_assert_cmpstr (id.sex, ==, "m");
  g_assert_cmpstr (id.governorate, ==, "EG-KFS");
  g_assert_true (sijil_national_id_read ("32108151566208", TODAY, &id));
  g_assert_cmpstr (id.birth, ==, "2021-08-15");
  g_assert_cmpstr (id.sex, ==, "f");
}

static void
abroad (void)
{
  SijilNationalId id;

  g_assert_true (sijil_national_id_read ("29311248878319", TODAY, &id));
  g_assert_cmpstr (id.governorate, ==, "");
}

static void
last_digit (void)
{
  SijilNationalId id;
  char digits[] = "29311241578310";

  for (char c = '0'; c <= '9'; c++) {
    digits[13] = c;
    g_assert_true (sijil_national_id_read (digits, TODAY, &id));
    g_assert_null (sijil_national_id_fault (digits, TODAY));
  }
}

static void
faults (void)
{
  static const struct {
    const char *digits;
    const char *sentence;
  } FAULTS[] = {
    { NULL, "A national ID has 14 digits" },
    { "", "A national ID has 14 digits" },
    { "2931124157831", "A national ID has 14 digits" },
    { "293112415783190", "A national ID has 14 digits" },
    { "2931124157831x", "A national ID has 14 digits" },
    { "١٩٣١١٢٤", "A national ID has 14 digits" },
    { "19311241578319", "The first digit of a national ID is 2 or 3" },
    { "49311241578319", "The first digit of a national ID is 2 or 3" },
    { "29313241578319", "The birth date inside this national ID does not exist" },
    { "29302291578319", "The birth date inside this national ID does not exist" },
    { "29311001578319", "The birth date inside this national ID does not exist" },
    { "32611231578319", "The birth date inside this national ID lies in the future" },
    { "29311240578319", "No governorate has the number inside this national ID" },
    { "29311249978319", "No governorate has the number inside this national ID" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (FAULTS); i++) {
    SijilNationalId id;

    g_assert_cmpstr (sijil_national_id_fault (FAULTS[i].digits, TODAY), ==, FAULTS[i].sentence);
    g_assert_false (sijil_national_id_read (FAULTS[i].digits, TODAY, &id));
  }
}

static void
born_today (void)
{
  g_assert_null (sijil_national_id_fault ("32611221578319", TODAY));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/national-id/gives-birth-sex-and-governorate", reads);
  g_test_add_func ("/national-id/born-abroad-is-88", abroad);
  g_test_add_func ("/national-id/the-fourteenth-digit-is-never-checked", last_digit);
  g_test_add_func ("/national-id/each-fault-has-its-sentence", faults);
  g_test_add_func ("/national-id/born-today-is-believed", born_today);
  return g_test_run ();
}
