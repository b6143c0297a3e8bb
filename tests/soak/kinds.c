#include "kinds.h"

#include <string.h>

#define MIB (1024 * 1024)

static void
put_bytes (GString *text, GRand *rand, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (text, (char) g_rand_int_range (rand, 0, 256));
}

/* @lines: whole lines of a head */
static void
put_head (GString *text, const char *first, const char *lines)
{
  g_string_append_printf (text, "%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n", first, lines);
}

/* A token like those that are good, of a device that there may be. */
static char *
made_up_token (GRand *rand, gsize body)
{
  return g_strdup_printf ("Authorization: Bearer %d.%08x%08x%08x%08x\r\nContent-Length: "
                          "%" G_GSIZE_FORMAT "\r\n",
                          g_rand_int_range (rand, 1, 60), g_rand_int (rand), g_rand_int (rand),
                          g_rand_int (rand), g_rand_int (rand), body);
}

static void
half_a_hello (GString *text, GRand *rand)
{
  static const guint8 BEGINNING[] = { 22, 3, 1, 2, 0, 1, 0, 1, 252 };

  g_string_append_len (text, (const char *) BEGINNING, sizeof BEGINNING);
}

static void
some_garbage (GString *text, GRand *rand)
{
  put_bytes (text, rand, (gsize) g_rand_int_range (rand, 1, 3000));
}

static void
a_hello (GString *text, GRand *rand)
{
  put_head (text, "GET /v1/hello", "");
}

static void
a_long_head (GString *text, GRand *rand)
{
  g_autofree char *value = g_strnfill (4000, 'a');
  g_autofree char *line = g_strconcat ("Said-Slowly: ", value, "\r\n", NULL);

  put_head (text, "GET /v1/hello", line);
}

/* The most that a device may send, of which nothing must be kept. */
static void
a_body (GString *text, GRand *rand)
{
  static const char ZEROS[256 * 1024];
  g_autofree char *token = made_up_token (rand, 5 * MIB);

  put_head (text, "POST /v1/push", token);
  g_string_append_len (text, ZEROS, sizeof ZEROS);
}

static void
a_wrong_token (GString *text, GRand *rand)
{
  static const char *const PATHS[] = { "POST /v1/push", "POST /v1/check", "POST /v1/fork",
                                       "GET /v1/segment?after=0" };
  g_autofree char *token = made_up_token (rand, 200);

  put_head (text, PATHS[g_rand_int_range (rand, 0, G_N_ELEMENTS (PATHS))], token);
  put_bytes (text, rand, 200);
}

static void
a_guess (GString *text, GRand *rand)
{
  g_autofree char *body = g_strdup_printf (
      "{\"v\":1,\"code\":\"ABCDE%05d\",\"key\":\"AAAA\",\"proof\":\"AAAA\",\"office\":\"x\","
      "\"letters\":\"AKP\"}",
      g_rand_int_range (rand, 0, 100000));
  g_autofree char *lines =
      g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", strlen (body));

  put_head (text, "POST /v1/enrol", lines);
  g_string_append (text, body);
}

static void
many_ranges (GString *text, GRand *rand)
{
  g_autoptr (GString) lines = g_string_new ("Range: bytes=0-");

  while (lines->len < 7000)
    g_string_append (lines, ",0-");
  g_string_append (lines, "\r\n");
  put_head (text, "GET /v1/hello", lines->str);
}

static void
two_lengths (GString *text, GRand *rand)
{
  put_head (text, "POST /v1/enrol", "Content-Length: 4\r\nContent-Length: 0\r\n");
}

static void
two_hosts (GString *text, GRand *rand)
{
  put_head (text, "GET /v1/hello", "Host: elsewhere\r\n");
}

static void
no_such_route (GString *text, GRand *rand)
{
  put_head (text, "GET /../../etc/passwd", "");
}

const Kind kinds[] = {
  { "says nothing", FALSE, 0, LEAVES_AT_LAST, NULL },
  { "begins to agree on keys", FALSE, 0, LEAVES_BREAKING, half_a_hello },
  { "talks garbage", FALSE, 0, LEAVES_AT_LAST, some_garbage },
  { "agrees on keys and says nothing", TRUE, 0, LEAVES_AT_LAST, NULL },
  { "asks once and stays", TRUE, 0, LEAVES_AT_LAST, a_hello },
  { "says a head byte by byte", TRUE, 1, LEAVES_AT_LAST, a_long_head },
  { "says a body little by little", TRUE, 1024, LEAVES_AT_LAST, a_body },
  { "breaks off in a body", TRUE, 4096, LEAVES_BREAKING, a_body },
  { "shows a token that nobody has", TRUE, 0, LEAVES_AT_LAST, a_wrong_token },
  { "guesses a code", TRUE, 0, LEAVES_AT_LAST, a_guess },
  { "talks garbage under keys", TRUE, 0, LEAVES_AT_LAST, some_garbage },
  { "wants thousands of ranges", TRUE, 0, LEAVES_AT_LAST, many_ranges },
  { "gives two lengths", TRUE, 0, LEAVES_AT_LAST, two_lengths },
  { "names two hosts", TRUE, 0, LEAVES_AT_LAST, two_hosts },
  { "wants what is not there", TRUE, 0, LEAVES_BREAKING, no_such_route },
  { "asks and hangs up", TRUE, 0, LEAVES_WHEN_SAID, a_wrong_token },
};
const guint n_kinds = G_N_ELEMENTS (kinds);
