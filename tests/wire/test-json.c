#include "sijil-json.h"
#include "sijil-test.h"

#include <string.h>

static void
scan_refuses (gconstpointer text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_json_scan (text, strlen (text), &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == SIJIL_WIRE_ERROR);
}

/* What the scan cannot see must still be refused by the parser behind it. */
static void
parse_refuses (gconstpointer text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_json_parse (text, strlen (text), &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == SIJIL_WIRE_ERROR);
}

static const struct {
  const char *name;
  const char *text;
} NOT_SCANNED[] = {
  { "an-empty-body", "" },
  { "spaces-alone", " \n\t" },
  { "a-number-beyond-int64", "{\"a\":9223372036854775808}" },
  { "a-number-far-beyond", "{\"a\":99999999999999999999999999999999999999}" },
  { "a-negative-number-beyond-int64", "{\"a\":-9223372036854775809}" },
  { "an-exponent", "{\"a\":1e999}" },
  { "a-small-exponent", "{\"a\":1E1}" },
  { "a-fraction", "{\"a\":0.5}" },
  { "a-leading-zero", "{\"a\":01}" },
  { "a-plus", "{\"a\":+1}" },
  { "a-lonely-minus", "{\"a\":-}" },
  { "hexadecimal", "{\"a\":0x10}" },
  { "not-a-number", "{\"a\":NaN}" },
  { "infinity", "{\"a\":Infinity}" },
  { "a-comment", "{\"a\":1 /* x */}" },
  { "a-line-comment", "{\"a\":1} // x" },
  { "a-hash-comment", "# x\n{\"a\":1}" },
  { "single-quotes", "{'a':1}" },
  { "a-bare-key", "{a:1}" },
  { "an-assignment", "var a = {\"a\":1}" },
  { "a-semicolon", "{\"a\":1};" },
  { "too-many-closing-brackets", "{\"a\":1}}" },
  { "an-open-bracket", "{\"a\":[1}"
                       "[" },
  { "an-open-string", "{\"a\":\"x" },
  { "an-open-escape", "{\"a\":\"x\\" },
  { "an-unknown-escape", "{\"a\":\"\\x41\"}" },
  { "a-short-escape", "{\"a\":\"\\u12\"}" },
  { "an-escaped-nul", "{\"a\":\"x\\u0000y\"}" },
  { "the-first-half-of-a-pair", "{\"a\":\"\\ud800\"}" },
  { "the-second-half-of-a-pair", "{\"a\":\"\\udc00x\"}" },
  { "half-a-pair-and-a-letter", "{\"a\":\"\\ud800\\u0041\"}" },
  { "two-first-halves", "{\"a\":\"\\ud800\\ud800\"}" },
  { "a-control-character", "{\"a\":\"x\ny\"}" },
  { "bad-utf-8", "{\"a\":\"\xff\"}" },
  { "an-overlong-form", "{\"a\":\"\xc0\xaf\"}" },
  { "a-byte-order-mark", "\xef\xbb\xbf{\"a\":1}" },
  { "two-documents", "{\"a\":1}{\"b\":2}" },
  { "capital-true", "{\"a\":True}" },
};

static const struct {
  const char *name;
  const char *text;
} NOT_PARSED[] = {
  { "a-list", "[1]" },
  { "a-number", "1" },
  { "crossed-brackets", "{\"a\":[1}]" },
  { "no-colon", "{\"a\" 1}" },
  { "no-value", "{\"a\":}" },
  { "a-doubled-comma", "{\"a\":1,,\"b\":2}" },
  { "two-values", "{\"a\":1 2}" },
};

static void
nul (void)
{
  static const char TEXT[] = "{\"a\":1}\0{\"b\":2}";
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_json_scan (TEXT, sizeof TEXT - 1, &error));
  g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED);
}

static void
nested (void)
{
  gsize n = 200000;
  g_autofree char *text = g_malloc (2 * n + 1);

  memset (text, '[', n);
  memset (text + n, ']', n);
  text[2 * n] = '\0';
  scan_refuses (text);
  text[n] = '\0'; /* and never closed */
  scan_refuses (text);
  memset (text, '{', n);
  scan_refuses (text);
}

static void
depth (void)
{
  for (guint n = SIJIL_MAX_DEPTH; n <= SIJIL_MAX_DEPTH + 1; n++) {
    g_autoptr (GString) text = g_string_new ("{\"a\":");

    for (guint i = 1; i < n; i++)
      g_string_append_c (text, '[');
    for (guint i = 1; i < n; i++)
      g_string_append_c (text, ']');
    g_string_append_c (text, '}');
    g_assert_cmpint (sijil_json_scan (text->str, text->len, NULL), ==, n == SIJIL_MAX_DEPTH);
  }
}

static void
good (void)
{
  static const char TEXT[] =
      "{ \"a\" : 9223372036854775807, \"b\":-9223372036854775807,\"c\":[true,false,null,0,-0],"
      "\"d\":\"\\u0641\\\"\\\\\\n س\",\"e\":{}}";
  g_autoptr (GError) error = NULL;
  JsonObject *object = sijil_json_parse (TEXT, sizeof TEXT - 1, &error);
  gint64 number;

  g_assert_no_error (error);
  g_assert_true (sijil_json_int (object, "a", 0, G_MAXINT64, &number, &error));
  g_assert_cmpint (number, ==, G_MAXINT64);
  g_assert_cmpstr (sijil_json_string (object, "d", 100, NULL), ==, "ف\"\\\n س");
  g_assert_cmpuint (json_array_get_length (sijil_json_array (object, "c", 5, NULL)), ==, 5);
  json_object_unref (object);
}

static void
a_pair (void)
{
  static const char TEXT[] = "{\"a\":\"\\ud83d\\udc4d\"}";
  JsonObject *object = sijil_json_parse (TEXT, sizeof TEXT - 1, NULL);

  g_assert_nonnull (object);
  g_assert_cmpstr (sijil_json_string (object, "a", 100, NULL), ==, "\360\237\221\215");
  json_object_unref (object);
}

static void
bounds (void)
{
  static const char TEXT[] = "{\"n\":5,\"t\":\"abc\",\"l\":[1,2],\"o\":{},\"b\":true,\"z\":null}";
  JsonObject *object = sijil_json_parse (TEXT, sizeof TEXT - 1, NULL);
  gint64 number;

  g_assert_nonnull (object);
  g_assert_true (sijil_json_int (object, "n", 5, 5, &number, NULL));
  g_assert_false (sijil_json_int (object, "n", 6, 9, &number, NULL));
  g_assert_false (sijil_json_int (object, "n", 0, 4, &number, NULL));
  g_assert_false (sijil_json_int (object, "b", 0, 4, &number, NULL));
  g_assert_false (sijil_json_int (object, "z", 0, 4, &number, NULL));
  g_assert_false (sijil_json_int (object, "not-there", 0, 4, &number, NULL));
  g_assert_nonnull (sijil_json_string (object, "t", 3, NULL));
  g_assert_null (sijil_json_string (object, "t", 2, NULL));
  g_assert_null (sijil_json_string (object, "n", 9, NULL));
  g_assert_nonnull (sijil_json_array (object, "l", 2, NULL));
  g_assert_null (sijil_json_array (object, "l", 1, NULL));
  g_assert_null (sijil_json_array (object, "o", 9, NULL));
  g_assert_nonnull (sijil_json_object (object, "o", NULL));
  g_assert_null (sijil_json_object (object, "l", NULL));
  json_object_unref (object);
}

static void
strings (void)
{
  g_autoptr (GString) out = g_string_new ("{\"a\":");
  const char *text = "س \"x\" \\ / \n \t \001 \037 \177 end";
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  sijil_json_append_string (out, text);
  g_string_append_c (out, '}');
  object = sijil_json_parse (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sijil_json_string (object, "a", 200, NULL), ==, text);
  json_object_unref (object);
}

/* An HTTP body without a byte is no text at all. */
static void
no_text (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_json_parse (NULL, 0, &error));
  g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED);
  g_assert_cmpuint (sijil_json_fault_line (NULL, 0), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (NOT_SCANNED); i++) {
    g_autofree char *path = g_strconcat ("/json/scan-refuses/", NOT_SCANNED[i].name, NULL);

    g_test_add_data_func (path, NOT_SCANNED[i].text, scan_refuses);
  }
  for (guint i = 0; i < G_N_ELEMENTS (NOT_PARSED); i++) {
    g_autofree char *path = g_strconcat ("/json/parse-refuses/", NOT_PARSED[i].name, NULL);

    g_test_add_data_func (path, NOT_PARSED[i].text, parse_refuses);
  }
  g_test_add_func ("/json/scan-refuses/nul", nul);
  g_test_add_func ("/json/no-text-is-no-json", no_text);
  g_test_add_func ("/json/scan-refuses/200000-nested-brackets", nested);
  g_test_add_func ("/json/nesting-has-one-limit", depth);
  g_test_add_func ("/json/what-the-protocol-writes-is-read", good);
  g_test_add_func ("/json/a-pair-of-escapes-is-one-character", a_pair);
  g_test_add_func ("/json/members-are-believed-within-bounds", bounds);
  g_test_add_func ("/json/any-string-comes-back", strings);
  return g_test_run ();
}
