#include "guest.h"
#include "sijil-exchange.h"
#include "sijil-test.h"
#include "town.h"

#include <gnutls/gnutls.h>
#include <string.h>

/* What strangers can take of the real registry over real TLS. */

#define HALF_OPEN 500
#define MIB (1024 * 1024)

static Town *town;

static const char *
pid (void)
{
  return g_subprocess_get_identifier (town->server);
}

/* Sanitizers keep what was freed for a while, and shadow it all. */
static gboolean
memory_means_something (void)
{
  const char *options = g_getenv ("SIJIL_BUILD_ROOT");

  return options != NULL && !g_str_has_suffix (options, "-asan");
}

static void
hello (void)
{
  g_autofree char *request = guest_request ("GET /v1/hello", "", 0);

  g_assert_cmpuint (guest_ask (town->port, request, NULL, 0, NULL), ==, 200);
}

/* One exchange, and one who leaves in whichever way after an answer. */
static void
come_and_go (guint i)
{
  g_autofree char *request = guest_request ("GET /v1/hello", "", 0);
  Guest *guest = guest_come (town->port);

  g_assert_true (guest_agree (guest));
  for (guint n = 0; n <= i % 3; n++) {
    g_assert_true (guest_say (guest, request, strlen (request)));
    g_assert_cmpuint (guest_hear (guest, NULL), ==, 200);
  }
  guest_leave (guest, (GuestEnd) (i % 3));
}

/* The database opens a file or two of its own when it first needs them. */
static void
stands_at (gint64 descriptors)
{
  while (guest_descriptors (pid ()) > descriptors + 4)
    g_usleep (1000);
}

static void
many_exchanges (void)
{
  gint64 descriptors, memory;

  hello ();
  for (guint i = 0; i < 20; i++)
    come_and_go (i);
  descriptors = guest_descriptors (pid ());
  memory = guest_memory (pid ());
  for (guint i = 0; i < 300; i++)
    come_and_go (i);
  stands_at (descriptors);
  g_test_message ("memory grew by %" G_GINT64_FORMAT " KiB in 300 exchanges",
                  (guest_memory (pid ()) - memory) / 1024);
  if (memory_means_something ())
    g_assert_cmpint (guest_memory (pid ()) - memory, <, 4 * MIB);
}

static void
idle_ones_are_small (void)
{
  g_autofree char *request = guest_request ("GET /v1/hello", "", 0);
  gint64 memory = guest_memory (pid ());
  Guest *guests[100];

  for (guint i = 0; i < G_N_ELEMENTS (guests); i++) {
    guests[i] = guest_come (town->port);
    g_assert_true (guest_agree (guests[i]));
    g_assert_true (guest_say (guests[i], request, strlen (request)));
    g_assert_cmpuint (guest_hear (guests[i], NULL), ==, 200);
  }
  memory = (guest_memory (pid ()) - memory) / G_N_ELEMENTS (guests);
  g_test_message ("%" G_GINT64_FORMAT " bytes a connection", memory);
  if (memory_means_something ())
    g_assert_cmpint (memory, <, 100 * 1024);
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    guest_leave (guests[i], GUEST_SAYS_SO);
}

/* What the other end has said when it has begun to agree on keys and then falls silent. */
static gboolean
half_of (Guest *guest, guint i)
{
  static const guint8 BEGINNING[] = { 22, 3, 1, 2, 0, 1, 0, 1, 252 };

  return i % 2 == 0 || guest_say (guest, BEGINNING, sizeof BEGINNING);
}

static void
half_open (void)
{
  Guest *guests[HALF_OPEN];
  gint64 before;

  for (guint i = 0; i < HALF_OPEN; i++) {
    guests[i] = guest_come (town->port);
    g_assert_true (half_of (guests[i], i));
  }
  before = g_get_monotonic_time ();
  hello ();
  g_test_message ("a hello among %d half-open ones: %" G_GINT64_FORMAT " ms", HALF_OPEN,
                  (g_get_monotonic_time () - before) / 1000);
  /* It did not have to wait until they were gone. */
  for (guint i = 0; i < HALF_OPEN; i++) {
    g_assert_false (guest_is_sent_away (guests[i]));
    guest_leave (guests[i], GUEST_BREAKS);
  }
}

static void
made_up_tokens (void)
{
  g_autofree char *body = g_malloc0 (5 * MIB);
  g_autofree char *request =
      guest_request ("POST /v1/push", "Authorization: Bearer 7.made-up\r\n", 5 * MIB);
  gint64 memory = guest_memory (pid ());
  Guest *guests[60];

  /* All but the last byte, of each. */
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++) {
    guests[i] = guest_come (town->port);
    g_assert_true (guest_agree (guests[i]));
    g_assert_true (guest_say (guests[i], request, strlen (request)));
    g_assert_true (guest_say (guests[i], body, 5 * MIB - 1));
  }
  g_test_message ("%" G_GINT64_FORMAT " KiB for 60 bodies of 5 MiB",
                  (guest_memory (pid ()) - memory) / 1024);
  if (memory_means_something ())
    g_assert_cmpint (guest_memory (pid ()) - memory, <, 16 * MIB);
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++) {
    g_assert_true (guest_say (guests[i], "", 1));
    g_assert_cmpuint (guest_hear (guests[i], NULL), ==, 401);
    guest_leave (guests[i], GUEST_SAYS_SO);
  }
}

/* The line that this desk shows with each request. */
static char *
token_of (Desk *desk)
{
  g_autoptr (SijilLink) link = sijil_store_read (desk->store, sijil_link_load, NULL, NULL);

  return g_strdup_printf ("Authorization: Bearer %u.%s\r\n", link->device, link->token);
}

static void
revoked_by_another (void)
{
  Desk *desk = town_desk (town, "1");
  g_autofree char *line = token_of (desk);
  g_autofree char *request = guest_request ("POST /v1/epoch", line, 0);
  g_autofree char *number = g_strdup_printf ("%u", town_device (desk));
  Guest *guest = guest_come (town->port);

  g_assert_true (guest_agree (guest));
  g_assert_true (guest_say (guest, request, strlen (request)));
  g_assert_cmpuint (guest_hear (guest, NULL), ==, 200);
  g_free (town_run (town, "device", "revoke", number, NULL));
  g_assert_true (guest_say (guest, request, strlen (request)));
  g_assert_cmpuint (guest_hear (guest, NULL), ==, 401);
  guest_leave (guest, GUEST_SAYS_SO);
  town_desk_free (desk);
}

/* A registry in which little has room. */
static void
start_narrow (const char *what, const char *most)
{
  const char *limits[] = { what, most, NULL };

  town_stop (town);
  town->limits = limits;
  town_start (town);
  town->limits = NULL;
}

static void
start_usual (void)
{
  town_stop (town);
  town_start (town);
}

/* Whether it may send 700 KiB, asked before any of it is sent. */
static guint
may_send (const char *token, char **answer)
{
  g_autofree char *headers = g_strconcat (token, "Expect: 100-continue\r\n", NULL);
  g_autofree char *request = guest_request ("POST /v1/push", headers, 700 * 1024);

  return guest_ask (town->port, request, NULL, 0, answer);
}

static void
bodies_together (void)
{
  Desk *desk = town_desk (town, "1");
  g_autofree char *token = token_of (desk);
  g_autofree char *request = guest_request ("POST /v1/push", token, 700 * 1024);
  g_autofree char *body = g_malloc0 (700 * 1024), *answer = NULL;
  Guest *first;

  start_narrow ("--bodies", "1");
  g_assert_cmpuint (may_send (token, NULL), ==, 100);
  first = guest_come (town->port);
  g_assert_true (guest_agree (first));
  g_assert_true (guest_say (first, request, strlen (request)));
  g_assert_true (guest_say (first, body, 700 * 1024 - 1));
  while (may_send (token, &answer) == 100) /* until those bytes have come */
    g_clear_pointer (&answer, g_free);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 503 "));
  g_assert_nonnull (strstr (answer, "Retry-After: "));
  /* The first one has lost nothing, and makes room. */
  g_assert_true (guest_say (first, body, 1));
  g_assert_cmpuint (guest_hear (first, NULL), ==, 400);
  while (may_send (token, NULL) != 100)
    ;
  guest_leave (first, GUEST_SAYS_SO);
  start_usual ();
  town_desk_free (desk);
}

static void
one_address (void)
{
  Desk *desk = town_desk (town, "1");
  g_autofree char *token = token_of (desk);
  g_autofree char *known = guest_request ("POST /v1/epoch", token, 0);
  g_autofree char *hello_request = guest_request ("GET /v1/hello", "", 0);
  g_autofree char *answer = NULL;
  Guest *guests[3];

  start_narrow ("--connections-of-address", "3");
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++) {
    guests[i] = guest_come (town->port);
    g_assert_true (guest_agree (guests[i]));
    g_assert_true (guest_say (guests[i], known, strlen (known)));
    g_assert_cmpuint (guest_hear (guests[i], NULL), ==, 200);
  }
  g_assert_cmpuint (guest_ask (town->port, hello_request, NULL, 0, &answer), ==, 429);
  g_assert_nonnull (strstr (answer, "Retry-After: "));
  guest_leave (guests[0], GUEST_SAYS_SO);
  while (guest_ask (town->port, hello_request, NULL, 0, NULL) != 200)
    ;
  for (guint i = 1; i < G_N_ELEMENTS (guests); i++)
    guest_leave (guests[i], GUEST_SAYS_SO);
  start_usual ();
  town_desk_free (desk);
}

/* Also one that is known may not take all the places. */
static void
one_device (void)
{
  Desk *desk = town_desk (town, "1");
  g_autofree char *token = token_of (desk);
  g_autofree char *known = guest_request ("POST /v1/epoch", token, 0);
  Guest *guests[20];

  for (guint i = 0; i < G_N_ELEMENTS (guests); i++) {
    guests[i] = guest_come (town->port);
    g_assert_true (guest_agree (guests[i]));
    g_assert_true (guest_say (guests[i], known, strlen (known)));
    g_assert_cmpuint (guest_hear (guests[i], NULL), ==, 200);
  }
  for (guint i = 0; i < 4; i++) {
    g_assert_true (guest_is_sent_away (guests[i]));
    guest_leave (guests[i], GUEST_SAYS_SO);
  }
  for (guint i = 4; i < G_N_ELEMENTS (guests); i++) {
    g_assert_true (guest_say (guests[i], known, strlen (known)));
    g_assert_cmpuint (guest_hear (guests[i], NULL), ==, 200);
    guest_leave (guests[i], GUEST_SAYS_SO);
  }
  town_desk_free (desk);
}

/* Who sits there without a token has to make room for a neighbour. */
static void
idle_neighbours (void)
{
  g_autofree char *request = guest_request ("GET /v1/hello", "", 0);
  Guest *guests[3];

  start_narrow ("--connections-of-address", "3");
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++) {
    guests[i] = guest_come (town->port);
    g_assert_true (guest_agree (guests[i]));
    g_assert_true (guest_say (guests[i], request, strlen (request)));
    g_assert_cmpuint (guest_hear (guests[i], NULL), ==, 200);
  }
  hello ();
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    guest_leave (guests[i], GUEST_SAYS_SO);
  start_usual ();
}

/* Each line of a head is kept in several pieces, however short it is. */
static void
endless_heads (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *request = NULL;
  Guest *guest = guest_come (town->port);

  while (lines->len < 20000)
    g_string_append (lines, "a:\r\n");
  request = guest_request ("GET /v1/hello", lines->str, 0);
  g_assert_true (guest_agree (guest));
  guest_say (guest, request, strlen (request));
  g_assert_cmpuint (guest_hear (guest, NULL), ==, 0);
  guest_leave (guest, GUEST_BREAKS);
  hello ();
}

/* Warnings of TLS, one after the other, before anything else. */
static void
warnings (void)
{
  static const guint8 WARNING[] = { 21, 3, 1, 0, 2, 1, 90 };
  Guest *guest = guest_come (town->port);

  for (guint i = 0; i < 100000 && guest_say (guest, WARNING, sizeof WARNING); i++)
    ;
  hello ();
  guest_leave (guest, GUEST_BREAKS);
}

static void
ranges (void)
{
  g_autoptr (GString) header = g_string_new ("Range: bytes=0-1");
  g_autofree char *request = NULL, *answer = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (header, ",0-");
  g_string_append (header, "\r\n");
  request = guest_request ("GET /v1/hello", header->str, 0);
  g_assert_cmpuint (guest_ask (town->port, request, NULL, 0, &answer), ==, 200);
  g_assert_cmpuint (strlen (answer), <, 1000);
  g_clear_pointer (&answer, g_free);
  g_clear_pointer (&request, g_free);
  request = guest_request ("GET /v1/hello", "Range: bytes=3-\r\n", 0);
  g_assert_cmpuint (guest_ask (town->port, request, NULL, 0, &answer), ==, 200);
}

/* Each is one request to one reader and another one to another. */
static void
two_readings (void)
{
  static const char *const HEADS[] = {
    "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
    "Content-Length: 4\r\nContent-Length: 0\r\n",
    "content-length: 4\r\nContent-Length: 4\r\n",
    "Content-Length: 4\r\nHost: elsewhere\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (HEADS); i++) {
    g_autofree char *request = g_strconcat ("POST /v1/enrol HTTP/1.1\r\nHost: localhost\r\n",
                                            HEADS[i], "\r\n0\r\n\r\n", NULL);
    Guest *guest = guest_come (town->port);

    g_assert_true (guest_agree (guest));
    g_assert_true (guest_say (guest, request, strlen (request)));
    g_assert_cmpuint (guest_hear (guest, NULL), ==, 0);
    guest_leave (guest, GUEST_BREAKS);
  }
  hello ();
}

static int
agrees_by (const char *versions)
{
  Guest *guest = guest_come (town->port);
  GSocket *socket = g_socket_connection_get_socket (guest->tcp);
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  int rc;

  g_assert_cmpint (gnutls_certificate_allocate_credentials (&credentials), ==, 0);
  g_assert_cmpint (gnutls_init (&session, GNUTLS_CLIENT), ==, 0);
  g_assert_cmpint (gnutls_priority_set_direct (session, versions, NULL), ==, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  g_socket_set_blocking (socket, TRUE);
  gnutls_transport_set_int (session, g_socket_get_fd (socket));
  do
    rc = gnutls_handshake (session);
  while (rc == GNUTLS_E_AGAIN || rc == GNUTLS_E_INTERRUPTED);
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
  guest_leave (guest, GUEST_BREAKS);
  return rc;
}

static void
old_tls (void)
{
  g_assert_cmpint (agrees_by ("NORMAL:-VERS-ALL:+VERS-TLS1.3"), ==, 0);
  g_assert_cmpint (agrees_by ("NORMAL:-VERS-ALL:+VERS-TLS1.2"), ==, 0);
  g_assert_cmpint (agrees_by ("NORMAL:+SHA1:-VERS-ALL:+VERS-TLS1.1:%COMPAT"), <, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/crowd/after-300-exchanges-files-and-memory-stand-where-they-stood",
                   many_exchanges);
  g_test_add_func ("/crowd/a-connection-that-waits-takes-less-than-100-kib", idle_ones_are_small);
  g_test_add_func ("/crowd/500-half-open-ones-keep-nobody-waiting", half_open);
  g_test_add_func ("/crowd/nothing-is-kept-for-a-made-up-token", made_up_tokens);
  g_test_add_func ("/crowd/what-another-process-revoked-is-known-at-once", revoked_by_another);
  g_test_add_func ("/crowd/one-device-has-so-many-connections", one_device);
  g_test_add_func ("/crowd/all-bodies-together-have-a-limit", bodies_together);
  g_test_add_func ("/crowd/an-address-has-so-many-connections-and-is-told", one_address);
  g_test_add_func ("/crowd/who-sits-there-without-a-token-makes-room-for-a-neighbour",
                   idle_neighbours);
  g_test_add_func ("/crowd/a-head-without-end-ends-the-line", endless_heads);
  g_test_add_func ("/crowd/warnings-without-end-keep-nobody-waiting", warnings);
  g_test_add_func ("/crowd/thousands-of-ranges-are-no-ranges", ranges);
  g_test_add_func ("/crowd/a-request-that-can-be-read-in-two-ways-ends-the-line", two_readings);
  g_test_add_func ("/crowd/tls-before-1-2-is-not-agreed-to", old_tls);
  status = g_test_run ();
  town_free (town);
  return status;
}
