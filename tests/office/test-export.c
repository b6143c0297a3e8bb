#include "desk.h"
#include "sijil-export.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define LRM "\342\200\216"
#define RLM "\342\200\217"

static void
assert_cell (const char *text, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  sijil_export_cell (out, text);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_formulas (void)
{
  assert_cell ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
  assert_cell ("+201", "'+201");
  assert_cell ("-1", "'-1");
  assert_cell ("@SUM(A1)", "'@SUM(A1)");
  assert_cell (" \t=1,2", "\"' \t=1,2\"");
  assert_cell ("a=b", "a=b");
}

/* A spreadsheet takes the wide letters of a Japanese keyboard for the narrow ones, and overlooks
 * what cannot be seen before them. */
static void
test_wide_formulas (void)
{
  assert_cell ("＝1+1", "'＝1+1");
  assert_cell ("＋201", "'＋201");
  assert_cell ("－1", "'－1");
  assert_cell ("＠SUM(A1)", "'＠SUM(A1)");
  assert_cell ("  ＝1", "'  ＝1");
  assert_cell (RLM "＝1", "'＝1");
  assert_cell (FSI " " LRM "=1" PDI, "' =1");
  assert_cell (NBSP "=1", "'" NBSP "=1");
  assert_cell ("\343\200\200＝1", "'\343\200\200＝1"); /* the wide space */
  assert_cell ("\342\200\213@x", "'\342\200\213@x");   /* a space without width */
  assert_cell ("\357\273\277=1", "'\357\273\277=1");   /* the mark of UTF-8 */
  assert_cell ("أ＝ب", "أ＝ب");
  assert_cell ("'", "'");
}

static void
test_quotes (void)
{
  assert_cell ("a,b", "\"a,b\"");
  assert_cell ("a \"b\"\nc", "\"a \"\"b\"\"\nc\"");
  assert_cell ("\342\200\256ab", "ab");
  assert_cell (NULL, "");
}

typedef struct {
  char *folder;
  SijilStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->folder = desk_folder ();
  f->store = desk_create (f->folder, "جمعية");
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  desk_close (f->store);
  desk_remove (f->folder);
}

static char *
write_list (Fixture *f, const char *list, guint expected)
{
  g_autofree char *path = g_build_filename (f->folder, "list.csv", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  guint rows;
  GStatBuf info;

  g_assert_true (sijil_export (f->store, sijil_export_list (list), path, NULL, &rows, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rows, ==, expected);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\357\273\277"));
  return text;
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

static void
test_households (Fixture *f, gconstpointer unused)
{
  SijilRecord *household = desk_household (TRUE);
  g_autofree char *text = NULL;

  sijil_record_set_number (household, SIJIL_HOUSEHOLD_INCOME, 987654);
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_NOTES, "سر بيننا");
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_ADDRESS, "=1+1");
  desk_save (f->store, household, desk_person ("هدى سامي علي", "head", NULL, "1970"), NULL);
  text = write_list (f, "households", 1);
  assert_has (text, "Card number,Head of family,");
  assert_has (text, ",هدى سامي علي,");
  assert_has (text, ",'=1+1,");
  assert_has (text, ",Read out and agreed,");
  g_assert_null (strstr (text, "9876"));
  g_assert_null (strstr (text, "سر بيننا"));
}

static void
test_distributions (Fixture *f, gconstpointer unused)
{
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "none");
  SijilId box = desk_put (f->store, programme);
  SijilId family = desk_family (f->store, "هدى سامي علي", "28403121402648", NULL, TRUE);
  SijilId served = desk_serve (f->store, &family, &box, NULL);
  g_autofree char *text = NULL;

  desk_reverse (f->store, &served);
  text = write_list (f, "distributions", 2);
  assert_has (text, ",box,");
  assert_has (text, ",-1,");
}

/* What was written as text is read as what it was. */
static void
test_apostrophes_come_off (Fixture *f, gconstpointer unused)
{
  static const char *const ADDRESSES[] = { "=1+1", "＝1+1", "－ شارع", "'مربع" };
  g_autoptr (GString) text = g_string_new ("رقم الأسرة,الاسم,العنوان\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SijilSheet) sheet = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ADDRESSES); i++) {
    g_string_append_printf (text, "%u,هدى سامي علي,", i + 1);
    sijil_export_cell (text, ADDRESSES[i]);
    g_string_append_c (text, '\n');
  }
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  sheet = sijil_sheet_read (bytes, NULL, NULL);
  g_assert_nonnull (sheet);
  for (guint i = 0; i < G_N_ELEMENTS (ADDRESSES); i++)
    g_assert_cmpstr (sijil_sheet_cell (sheet, i + 1, SIJIL_COLUMN_ADDRESS), ==, ADDRESSES[i]);
}

/* More than two pages, and all of it comes in again at another desk. */
static void
test_round_trip (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SijilSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 300; i++) {
    g_autofree char *birth = g_strdup_printf ("%d-05-0%d", 1940 + i / 9, 1 + i % 9);

    desk_save (f->store, desk_household (TRUE), desk_person ("هدى سامي علي", "head", NULL, birth),
               desk_person ("منى هاني علي", "child", NULL, birth), NULL);
  }
  text = write_list (f, "persons", 600);
  bytes = g_bytes_new (text, strlen (text));
  sheet = sijil_sheet_read (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheet->families->len, ==, 300);
  g_assert_cmpuint (sheet->n_persons, ==, 600);
  g_assert_cmpuint (sheet->n_without_head, ==, 0);
  g_assert_cmpuint (sheet->remarks->len, ==, 0);
}

static void
test_cannot_be_written (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (f->folder, "none", "list.csv", NULL);
  g_autoptr (GError) error = NULL;
  guint rows;

  g_assert_false (sijil_export (f->store, &sijil_household_type, path, NULL, &rows, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_cancelled (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (f->folder, "list.csv", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint rows;

  g_cancellable_cancel (cancellable);
  g_assert_false (sijil_export (f->store, &sijil_household_type, path, cancellable, &rows, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/a-text-is-never-a-formula", test_formulas);
  g_test_add_func ("/export/nor-in-wide-letters-or-behind-what-is-not-seen", test_wide_formulas);
  g_test_add_func ("/export/cells-are-quoted-where-they-must-be", test_quotes);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/export/households-without-what-is-sensitive", test_households);
  ADD ("/export/distributions-with-names-and-reversals", test_distributions);
  ADD ("/export/the-apostrophe-comes-off-again", test_apostrophes_come_off);
  ADD ("/export/persons-come-in-again-as-they-went-out", test_round_trip);
  ADD ("/export/a-file-that-cannot-be-written-is-an-error", test_cannot_be_written);
  ADD ("/export/stopped-it-leaves-no-file", test_cancelled);
#undef ADD
  return g_test_run ();
}
