#include "sijil-csv.h"
#include "sijil-office-error.h"
#include "sijil-test.h"
#include "sijil-text.h"

#include <string.h>

static SijilCsv *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  SijilCsv *csv = sijil_csv_parse (g_strdup (text), &error);

  g_assert_no_error (error);
  return csv;
}

/* The sentence names all of @words. */
static void
assert_refused (char *text, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  SijilCsv *csv = sijil_csv_parse (text, &error);
  g_autofree char *plain = NULL;

  g_assert_null (csv);
  g_assert_error (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE);
  plain = sijil_text_strip_bidi (error->message);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (plain, words[i]) == NULL)
      g_error ("“%s” is not in “%s”", words[i], plain);
}

static void
test_separators (void)
{
  static const char *const TEXTS[] = { "a,b;c,d\n1,2,3\n", "a;b,c;d\n1;2;3\n",
                                       "a\tb,c\td\n1\t2\t3\n", "sep=;\na;b,c;d\n1;2;3\n" };
  static const char SEPARATORS[] = { ',', ';', '\t', ';' };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++) {
    g_autoptr (SijilCsv) csv = parse (TEXTS[i]);

    g_assert_cmpint (csv->separator, ==, SEPARATORS[i]);
    g_assert_cmpuint (csv->n_rows, ==, 2);
    g_assert_cmpuint (sijil_csv_width (csv, 0), ==, 3);
    g_assert_cmpstr (sijil_csv_cell (csv, 1, 2), ==, "3");
  }
}

/* Commas in an address must not win over the tabs between the cells. */
static void
test_separators_inside (void)
{
  g_autoptr (SijilCsv) csv = parse ("a;b\n1;x,y,z,u\n2;x,y,z,u\n3;x,y\n");
  g_autoptr (SijilCsv) quoted = parse ("a;b\n1;\"x;;;y\"\n2;\"u;;;;v\"\n");

  g_assert_cmpint (csv->separator, ==, ';');
  g_assert_cmpstr (sijil_csv_cell (quoted, 2, 1), ==, "u;;;;v");
}

static void
test_line_ends (void)
{
  static const char *const ENDS[] = { "\n", "\r\n", "\r" };

  for (guint i = 0; i < G_N_ELEMENTS (ENDS); i++) {
    g_autofree char *text =
        g_strdup_printf ("a,b%s%s1,2%s,,%s3,4", ENDS[i], ENDS[i], ENDS[i], ENDS[i]);
    g_autoptr (SijilCsv) csv = parse (text);

    g_assert_cmpuint (csv->n_rows, ==, 3);
    g_assert_cmpuint (sijil_csv_line (csv, 1), ==, 3);
    g_assert_cmpuint (sijil_csv_line (csv, 2), ==, 5);
    g_assert_cmpstr (sijil_csv_cell (csv, 2, 1), ==, "4");
  }
}

static void
test_quotes (void)
{
  g_autoptr (SijilCsv) csv = parse ("a,b\n\"x \"\"y\"\",\r\nz\" ,\" u \"\n1,5\"\n");

  g_assert_cmpstr (sijil_csv_cell (csv, 1, 0), ==, "x \"y\",\r\nz");
  g_assert_cmpstr (sijil_csv_cell (csv, 1, 1), ==, "u");
  g_assert_cmpuint (sijil_csv_line (csv, 2), ==, 4);
  g_assert_cmpstr (sijil_csv_cell (csv, 2, 1), ==, "5\"");
}

static void
test_ragged (void)
{
  g_autoptr (SijilCsv) csv = parse ("a,b,c\n1\n1,2,3,4\n");

  g_assert_null (sijil_csv_cell (csv, 1, 2));
  g_assert_cmpstr (sijil_csv_cell (csv, 2, 3), ==, "4");
  g_assert_null (sijil_csv_cell (csv, 2, 4));
}

static void
test_unclosed (void)
{
  static const char *const WORDS[] = { "3", "الاسم", NULL };

  assert_refused (g_strdup ("رقم الأسرة,الاسم\n1,سعاد\n2,\"علي\n3,هدى\n4,نادية\n"), WORDS);
}

static void
test_behind_quote (void)
{
  static const char *const WORDS[] = { "2", "الاسم", NULL };

  assert_refused (g_strdup ("رقم الأسرة,الاسم\n1,\"سعاد\" علي\n"), WORDS);
}

static void
test_bounds (void)
{
  static const char *const CELL[] = { "2", "b", NULL };
  static const char *const COLUMNS[] = { "1", "201", NULL };
  static const char *const ROWS[] = { "200,000", NULL };
  g_autofree char *long_cell = g_strnfill (200 * 1024, 'x');
  GString *rows = g_string_new ("a,b\n");

  assert_refused (g_strdup_printf ("a,b\n1,%s\n", long_cell), CELL);
  assert_refused (g_strnfill (300, ','), COLUMNS);
  for (guint i = 0; i <= SIJIL_CSV_MAX_ROWS; i++)
    g_string_append (rows, "1,2\n");
  assert_refused (g_string_free (rows, FALSE), ROWS);
}

static void
test_empty (void)
{
  static const char *const NONE[] = { NULL };

  assert_refused (g_strdup (" \n,,\n\n"), NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/the-separator-is-found-out", test_separators);
  g_test_add_func ("/csv/a-separator-inside-cells-does-not-count", test_separators_inside);
  g_test_add_func ("/csv/lines-end-in-three-ways-and-blank-ones-are-left-out", test_line_ends);
  g_test_add_func ("/csv/a-quoted-cell-may-hold-anything", test_quotes);
  g_test_add_func ("/csv/rows-may-be-ragged", test_ragged);
  g_test_add_func ("/csv/an-unclosed-quote-is-named-where-it-opens", test_unclosed);
  g_test_add_func ("/csv/text-behind-a-quote-is-named", test_behind_quote);
  g_test_add_func ("/csv/cells-columns-and-rows-are-bounded", test_bounds);
  g_test_add_func ("/csv/only-blank-rows-is-empty", test_empty);
  return g_test_run ();
}
