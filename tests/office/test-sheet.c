#include "sijil-office-error.h"
#include "sijil-sheet-family.h"
#include "sijil-test.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define HEADINGS "رقم الأسرة,الاسم,صلة القرابة,النوع,تاريخ الميلاد,الرقم القومي,التليفون,القرية\n"

static SijilSheet *
try_read (const char *text, gsize len, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len);

  return sijil_sheet_read (bytes, NULL, error);
}

static SijilSheet *
read_sheet (const char *text)
{
  g_autoptr (GError) error = NULL;
  SijilSheet *sheet = try_read (text, strlen (text), &error);

  g_assert_no_error (error);
  return sheet;
}

static SijilSheetPeople *
people_of (SijilSheet *sheet, guint family)
{
  return sijil_sheet_people (sheet, ((SijilSheetFamily *) sheet->families->pdata[family])->rows,
                             NULL);
}

static const char *
person_text (SijilSheetPeople *people, guint person, guint field)
{
  return sijil_record_text (people->persons->pdata[person], field);
}

/* There is one remark, in @line, that says @word. */
static void
assert_one_remark (SijilSheet *sheet, guint line, const char *word)
{
  g_autofree char *sentence = NULL;
  g_autofree char *plain = NULL;

  g_assert_cmpuint (sheet->remarks->len, ==, 1);
  g_assert_cmpuint (((SijilRemark *) sheet->remarks->pdata[0])->line, ==, line);
  sentence = sijil_remark_sentence (sheet->remarks->pdata[0]);
  plain = sijil_text_strip_bidi (sentence);
  if (strstr (plain, word) == NULL)
    g_error ("“%s” is not in “%s”", word, plain);
}

static void
assert_refused (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  SijilSheet *sheet = try_read (text, strlen (text), &error);

  g_assert_null (sheet);
  g_assert_error (error, SIJIL_OFFICE_ERROR, code);
}

static void
test_families (void)
{
  g_autoptr (SijilSheet) sheet =
      read_sheet (HEADINGS "١,فوزي أحمد سويلم عاشور,رب الأسرة,ذكر,1993-11-24,29311241578319,,منية\n"
                           "2,هدى سامي علي,رب الأسرة,,1970,,,\n"
                           "1,شادية غانم أحمد,زوجة,أنثى,,29502171575303,0115 771 9286,\n");
  g_autoptr (SijilSheetPeople) people = people_of (sheet, 0);

  g_assert_cmpuint (sheet->remarks->len, ==, 0);
  g_assert_cmpuint (sheet->n_rows, ==, 3);
  g_assert_cmpuint (sheet->families->len, ==, 2);
  g_assert_cmpuint (people->persons->len, ==, 2);
  g_assert_cmpstr (sijil_record_text (people->household, SIJIL_HOUSEHOLD_PHONE), ==, "01157719286");
  g_assert_cmpstr (person_text (people, 1, SIJIL_PERSON_BIRTH_DATE), ==, "1995-02-17");
}

static void
test_headings_of_both_languages (void)
{
  g_autoptr (SijilSheet) sheet = read_sheet (
      "Register of 2026, all villages\n\nHousehold ID;Full name;Date of birth;id_number;Mobile\n"
      "7;Huda Sami Ali;1970;;01157719286\n");

  g_assert_cmpuint (sheet->families->len, ==, 1);
  g_assert_cmpint (sheet->columns[SIJIL_COLUMN_BIRTH_DATE], ==, 2);
  g_assert_cmpint (sheet->columns[SIJIL_COLUMN_ID_NUMBER], ==, 3);
  g_assert_cmpint (sheet->columns[SIJIL_COLUMN_PHONE], ==, 4);
}

static void
test_missing_headings (void)
{
  assert_refused ("foo,bar\n1,2\n", SIJIL_OFFICE_ERROR_HEADINGS);
  assert_refused ("الاسم,النوع\nهدى,أنثى\n", SIJIL_OFFICE_ERROR_HEADINGS);
}

static void
test_double_headings (void)
{
  g_autoptr (SijilSheet) sheet = NULL;

  assert_refused ("رقم الأسرة,الاسم,الإسم\n1,هدى سامي,علي\n", SIJIL_OFFICE_ERROR_HEADINGS);
  sheet = read_sheet ("رقم الأسرة,الاسم,ملاحظات,ملاحظات\n1,هدى سامي,,\n");
  g_assert_cmpuint (sheet->families->len, ==, 1);
}

static void
test_only_headings (void)
{
  g_autoptr (SijilSheet) sheet = read_sheet (HEADINGS);

  g_assert_cmpuint (sheet->n_rows, ==, 0);
  g_assert_cmpuint (sheet->families->len, ==, 0);
  g_assert_cmpuint (sheet->remarks->len, ==, 0);
}

static void
test_reasons (void)
{
  g_autoptr (SijilSheet) sheet = read_sheet (
      HEADINGS "1,هدى سامي علي,رب الأسرة,,1970,,,\n1,منى هاني علي,ابنة,,,2.9501E+13,,\n");
  g_autoptr (SijilSheetPeople) people = people_of (sheet, 0);

  assert_one_remark (sheet, 3, "الرقم القومي");
  g_assert_cmpstr (person_text (people, 0, SIJIL_PERSON_NO_ID_REASON), ==, "not-in-sheet");
  g_assert_cmpstr (person_text (people, 1, SIJIL_PERSON_NO_ID_REASON), ==, "other");
  g_assert_null (person_text (people, 1, SIJIL_PERSON_ID_NUMBER));
}

static void
test_heads (void)
{
  g_autoptr (SijilSheet) sheet =
      read_sheet (HEADINGS "1,هدى سامي علي,رب الأسرة,,1970,,,\n1,هاني فوزي علي,رب الأسرة,,1965,,,\n"
                           "2,منى هاني علي,ابنة,,1999,,,\n3,علي هاني فوزي,حماة,,1999,,,\n");
  g_autoptr (SijilSheetPeople) people = people_of (sheet, 0);
  g_autoptr (SijilSheetPeople) other = people_of (sheet, 2);

  g_assert_cmpuint (sheet->n_without_head, ==, 2);
  g_assert_cmpstr (person_text (people, 0, SIJIL_PERSON_RELATION), ==, "head");
  g_assert_cmpstr (person_text (people, 1, SIJIL_PERSON_RELATION), ==, "other");
  g_assert_cmpstr (person_text (other, 0, SIJIL_PERSON_RELATION), ==, "other");
  g_assert_cmpuint (sheet->remarks->len, ==, 2);
}

static void
test_phone_and_place (void)
{
  g_autoptr (SijilSheet) sheet =
      read_sheet (HEADINGS "1,منى هاني علي,ابنة,,1999,,01111111111,طوخ\n"
                           "1,هاني فوزي علي,رب الأسرة,,1965,,01222222222,أسنيت\n");
  g_autoptr (SijilSheetPeople) people = people_of (sheet, 0);

  g_assert_cmpstr (sijil_record_text (people->household, SIJIL_HOUSEHOLD_PHONE), ==, "01222222222");
  g_assert_cmpstr (sijil_record_text (people->household, SIJIL_HOUSEHOLD_VILLAGE), ==, "أسنيت");
  g_assert_cmpuint (sijil_sheet_set_aside (sheet), ==, 2);
}

static void
test_long_name (void)
{
  g_autofree char *name = g_strnfill (10000, 'x');
  g_autofree char *text =
      g_strdup_printf (HEADINGS "1,%s,رب الأسرة,,1970,,,\n1,منى هاني علي,ابنة,,1999,,,\n", name);
  g_autoptr (SijilSheet) sheet = read_sheet (text);

  assert_one_remark (sheet, 2, "الاسم");
  g_assert_cmpuint (sheet->n_persons, ==, 1);
}

static void
test_control_characters (void)
{
  static const char TEXT[] = HEADINGS "1,هدى\001سامي,رب الأسرة,,1970,,,\n"
                                      "2,منى\0هاني,رب الأسرة,,1999,,,\n"
                                      "3,علي\tهاني,رب الأسرة,,1999,,,\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilSheet) sheet = try_read (TEXT, sizeof TEXT - 1, &error);
  g_autoptr (SijilSheetPeople) people = people_of (sheet, 0);

  g_assert_no_error (error);
  g_assert_cmpuint (sheet->families->len, ==, 1);
  g_assert_cmpuint (sijil_sheet_set_aside (sheet), ==, 2);
  g_assert_cmpstr (person_text (people, 0, SIJIL_PERSON_NAME), ==, "علي هاني");
}

static void
test_overrides (void)
{
  g_autoptr (SijilSheet) sheet =
      read_sheet (HEADINGS "1,\342\200\256هدى سامي\342\200\254,رب الأسرة,,1970,,,\n"
                           "2,\342\200\217منى هاني\342\200\217,رب الأسرة,,1970,,,\n");
  g_autoptr (SijilSheetPeople) people = people_of (sheet, 0);

  assert_one_remark (sheet, 2, "الاسم");
  g_assert_cmpstr (person_text (people, 0, SIJIL_PERSON_NAME), ==, "هدى سامي");
}

static void
test_ragged (void)
{
  g_autoptr (SijilSheet) sheet = read_sheet (
      HEADINGS "1,هدى سامي علي\n2,منى هاني علي,ابنة,,1999,,,,,طوخ\n3,علي سامي,,,,,,,,\n");

  assert_one_remark (sheet, 3, "");
  g_assert_cmpuint (sheet->families->len, ==, 2);
}

static void
test_line_break (void)
{
  g_autoptr (SijilSheet) sheet =
      read_sheet (HEADINGS "1,\"هدى سامي\nعلي\",رب الأسرة,,1970,,,\n2,5,رب الأسرة,,,,,\n");
  g_autoptr (SijilSheetPeople) people = people_of (sheet, 0);

  g_assert_cmpstr (person_text (people, 0, SIJIL_PERSON_NAME), ==, "هدى سامي علي");
  assert_one_remark (sheet, 4, "الاسم");
}

static void
test_twice (void)
{
  g_autoptr (SijilSheet) sheet =
      read_sheet (HEADINGS "1,فوزي أحمد سويلم عاشور,رب الأسرة,,,29311241578319,,\n"
                           "2,فوزى احمد سويلم,رب الأسرة,,,29311241578319,,\n"
                           "2,شادية غانم أحمد هاشم,زوجة,,,29502171575303,,\n"
                           "3,شادية غانم أحمد هاشم,رب الأسرة,,1995-02-17,,,\n"
                           "4,سامي غانم أحمد,رب الأسرة,,,29311241578319,,\n");

  g_assert_cmpuint (sheet->families->len, ==, 3);
  g_assert_cmpuint (sheet->n_persons, ==, 3);
  g_assert_cmpuint (sheet->n_without_head, ==, 1);
  g_assert_cmpuint (sijil_sheet_set_aside (sheet), ==, 2);
}

static void
test_too_many (void)
{
  GString *text = g_string_new (HEADINGS);
  g_autoptr (SijilSheet) sheet = NULL;

  for (int i = 0; i < 70; i++)
    g_string_append_printf (text, "1,هدى سامي %c,,,1970,,,\n", 'a' + i % 26);
  sheet = read_sheet (text->str);
  g_assert_cmpuint (sheet->n_persons, ==, 60);
  g_assert_cmpuint (sijil_sheet_set_aside (sheet), ==, 10);
  g_string_free (text, TRUE);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (HEADINGS "1,هدى\n", strlen (HEADINGS "1,هدى\n"));
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sijil_sheet_read (bytes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/rows-with-one-number-are-a-family", test_families);
  g_test_add_func ("/sheet/headings-in-english-below-a-title", test_headings_of_both_languages);
  g_test_add_func ("/sheet/without-number-and-name-it-is-refused", test_missing_headings);
  g_test_add_func ("/sheet/the-same-heading-twice-is-refused", test_double_headings);
  g_test_add_func ("/sheet/only-headings-is-an-empty-sheet", test_only_headings);
  g_test_add_func ("/sheet/a-missing-id-has-a-reason-and-a-cut-one-is-no-id", test_reasons);
  g_test_add_func ("/sheet/one-head-or-none", test_heads);
  g_test_add_func ("/sheet/phone-and-place-are-the-head-s", test_phone_and_place);
  g_test_add_func ("/sheet/a-name-of-ten-thousand-letters-is-set-aside", test_long_name);
  g_test_add_func ("/sheet/a-damaged-cell-sets-its-row-aside", test_control_characters);
  g_test_add_func ("/sheet/overrides-are-taken-out-and-told", test_overrides);
  g_test_add_func ("/sheet/a-row-that-is-too-wide-is-set-aside", test_ragged);
  g_test_add_func ("/sheet/a-line-break-in-a-cell-keeps-the-line-numbers", test_line_break);
  g_test_add_func ("/sheet/one-person-twice-is-one-person", test_twice);
  g_test_add_func ("/sheet/a-family-has-at-most-sixty-persons", test_too_many);
  g_test_add_func ("/sheet/reading-can-be-stopped", test_cancelled);
  return g_test_run ();
}
