#include "sijil-decode.h"
#include "sijil-office-error.h"
#include "sijil-test.h"

#include <string.h>

#define TEXT "رقم الأسرة,الاسم\n1,سعاد علي\n"

static char *
decode (const void *data, gsize len, SijilEncoding *encoding, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, len);

  return sijil_decode (bytes, encoding, error);
}

static void
assert_reads (const void *data, gsize len, SijilEncoding expected, const char *text)
{
  g_autoptr (GError) error = NULL;
  SijilEncoding encoding;
  g_autofree char *got = decode (data, len, &encoding, &error);

  g_assert_no_error (error);
  g_assert_cmpint (encoding, ==, expected);
  g_assert_cmpstr (got, ==, text);
}

static void
assert_refused (const void *data, gsize len)
{
  g_autoptr (GError) error = NULL;
  SijilEncoding encoding;
  g_autofree char *got = decode (data, len, &encoding, &error);

  g_assert_null (got);
  g_assert_error (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE);
}

static void
assert_converted (const char *to, const char *mark, SijilEncoding expected)
{
  gsize len;
  g_autofree char *data = g_convert (TEXT, -1, to, "UTF-8", NULL, &len, NULL);
  g_autoptr (GByteArray) all = g_byte_array_new ();

  g_byte_array_append (all, (const guint8 *) mark, (guint) strlen (mark));
  g_byte_array_append (all, (const guint8 *) data, (guint) len);
  assert_reads (all->data, all->len, expected, TEXT);
}

static void
test_utf8 (void)
{
  assert_reads (TEXT, strlen (TEXT), SIJIL_ENCODING_UTF8, TEXT);
  assert_converted ("UTF-8", "\357\273\277", SIJIL_ENCODING_UTF8);
}

static void
test_utf16 (void)
{
  assert_converted ("UTF-16LE", "\377\376", SIJIL_ENCODING_UTF16_LE);
  assert_converted ("UTF-16BE", "\376\377", SIJIL_ENCODING_UTF16_BE);
}

static void
test_utf16_without_mark (void)
{
  assert_converted ("UTF-16LE", "", SIJIL_ENCODING_UTF16_LE);
  assert_converted ("UTF-16BE", "", SIJIL_ENCODING_UTF16_BE);
}

static void
test_windows (void)
{
  assert_converted ("WINDOWS-1256", "", SIJIL_ENCODING_WINDOWS_1256);
}

static void
test_zero_byte (void)
{
  static const char WITH_ZERO[] = "a,b\n1,x\0y\n2,z and much more text behind it\n";

  assert_reads (WITH_ZERO, sizeof WITH_ZERO - 1, SIJIL_ENCODING_UTF8,
                "a,b\n1,x\032y\n2,z and much more text behind it\n");
}

/* A lost byte must not turn the whole sheet into letters of another encoding. */
static void
test_lost_byte (void)
{
  static const char LOST[] = TEXT "2,س\331\n";

  assert_reads (LOST, sizeof LOST - 1, SIJIL_ENCODING_UTF8, TEXT "2,س\357\277\275\n");
}

static void
test_workbook (void)
{
  assert_refused ("PK\003\004 and so on", 14);
  assert_refused ("\320\317\021\340\241\261", 6);
}

static void
test_empty (void)
{
  assert_refused ("", 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/utf-8-with-and-without-mark", test_utf8);
  g_test_add_func ("/decode/utf-16-of-both-orders", test_utf16);
  g_test_add_func ("/decode/utf-16-is-known-without-its-mark", test_utf16_without_mark);
  g_test_add_func ("/decode/windows-1256-is-what-is-no-utf-8", test_windows);
  g_test_add_func ("/decode/a-zero-byte-ends-nothing", test_zero_byte);
  g_test_add_func ("/decode/a-lost-byte-damages-one-letter", test_lost_byte);
  g_test_add_func ("/decode/a-workbook-is-refused-with-what-to-do", test_workbook);
  g_test_add_func ("/decode/an-empty-file-is-refused", test_empty);
  return g_test_run ();
}
