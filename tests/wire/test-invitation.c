#include "sijil-invitation.h"
#include "sijil-test.h"

#include <string.h>

#define PRINT "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define CAPITALS "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"
#define URL "https://registry.example.org:8443"
#define RLM "\342\200\217"

static void
accepted (gconstpointer line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilInvitation) got = sijil_invitation_parse (line, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got->url, ==, URL);
  g_assert_cmpstr (got->code, ==, "ABCDE12345");
  g_assert_cmpstr (got->fingerprint, ==, PRINT);
}

static void
refused (gconstpointer line)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_invitation_parse (line, &error));
  g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED);
}

static const struct {
  const char *name;
  const char *line;
} GOOD[] = {
  { "as-printed", URL " ABCDE-12345 " PRINT },
  { "with-spaces-and-a-line-end", "  " URL "\t ABCDE-12345 \n" PRINT "\r\n" },
  { "in-small-letters", URL " abcde-12345 " PRINT },
  { "with-a-fingerprint-in-capitals", URL " ABCDE-12345 " CAPITALS },
  { "with-a-slash-at-the-end", URL "/ ABCDE12345 " PRINT },
  { "with-marks-of-direction", RLM URL " " LRI "ABCDE-12345" PDI " " FSI PRINT PDI },
  { "with-arabic-digits", URL " ABCDE-١٢٣٤٥ " PRINT },
  { "with-letters-that-look-like-digits", URL " ABCDE-I2345 " PRINT },
};

static const struct {
  const char *name;
  const char *line;
} BAD[] = {
  { "nothing", "" },
  { "one-word", "https://x" },
  { "two-words", URL " ABCDE-12345" },
  { "four-words", URL " ABCDE-12345 " PRINT " more" },
  { "no-host", "https:// ABCDE-12345 " PRINT },
  { "no-https", "http://registry.example.org ABCDE-12345 " PRINT },
  { "a-short-code", URL " ABCD-12345 " PRINT },
  { "a-long-code", URL " ABCDE-123456 " PRINT },
  { "a-code-of-other-letters", URL " ABCDE-12!45 " PRINT },
  { "a-short-fingerprint", URL " ABCDE-12345 0123456789abcdef" },
  { "a-fingerprint-of-other-letters",
    URL " ABCDE-12345 "
        "x123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" },
  { "another-order", "ABCDE-12345 " URL " " PRINT },
};

static void
null_and_long (void)
{
  g_autofree char *filler = g_strnfill (600, 'a');
  g_autofree char *line = g_strconcat (URL, "/", filler, " ABCDE-12345 ", PRINT, NULL);

  refused (line);
  refused (NULL);
}

static void
printed (void)
{
  g_autofree char *line = sijil_invitation_line (URL, "ABCDE12345", PRINT);

  g_assert_cmpstr (line, ==, URL " ABCDE-12345 " PRINT);
  accepted (line);
}

static void
statement (void)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (GBytes) other = g_bytes_new_static ("kez", 3);
  g_autoptr (GBytes) a = sijil_enrol_statement ("ABCDE12345", key);
  g_autoptr (GBytes) b = sijil_enrol_statement ("ABCDE12346", key);
  g_autoptr (GBytes) c = sijil_enrol_statement ("ABCDE12345", other);

  g_assert_false (g_bytes_equal (a, b));
  g_assert_false (g_bytes_equal (a, c));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (GOOD); i++) {
    g_autofree char *path = g_strconcat ("/invitation/accepted/", GOOD[i].name, NULL);

    g_test_add_data_func (path, GOOD[i].line, accepted);
  }
  for (guint i = 0; i < G_N_ELEMENTS (BAD); i++) {
    g_autofree char *path = g_strconcat ("/invitation/refused/", BAD[i].name, NULL);

    g_test_add_data_func (path, BAD[i].line, refused);
  }
  g_test_add_func ("/invitation/refused/null-and-too-long", null_and_long);
  g_test_add_func ("/invitation/what-is-printed-is-accepted", printed);
  g_test_add_func ("/invitation/the-statement-holds-code-and-key", statement);
  return g_test_run ();
}
