#include "bad-line.h"
#include "guest.h"
#include "sijil-body.h"
#include "sijil-response.h"
#include "sijil-enrol.h"
#include "sijil-test.h"
#include "sijil-transport.h"
#include "town.h"

#include <libsoup/soup.h>
#include <string.h>

/* What never changes is fetched from any byte on. */
#define SIZE (512 * 1024)

static Town *town;

static SijilTransport *
transport_to (guint port)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (GError) error = NULL;
  SijilTransport *transport = sijil_transport_new (url, town->ca, &error);

  g_assert_no_error (error);
  return transport;
}

/* What the registry does with a segment. */
static void
answer (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
        gpointer data)
{
  sijil_response_give (message, "application/octet-stream", data, sijil_body_range (message));
}

static SijilBodies bodies = { NULL, G_MAXSIZE, 0 };

static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer unused)
{
  sijil_body_receive (&bodies, message);
}

static SoupServer *
server_new (GBytes *bytes, guint *port)
{
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_files (town->cert, town->key, NULL);
  SoupServer *server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSList) uris = NULL;

  soup_server_add_handler (server, NULL, answer, bytes, NULL);
  g_signal_connect (server, "request-started", G_CALLBACK (on_request_started), NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *port = (guint) g_uri_get_port (uris->data);
  g_uri_unref (uris->data);
  return server;
}

typedef struct {
  guint port;
  const char *range;
  char *answer;
  guint status;
  gboolean done;
} Ask;

static gpointer
ask (gpointer data)
{
  Ask *self = data;
  g_autofree char *line = g_strdup_printf ("Range: %s\r\n", self->range);
  g_autofree char *request = guest_request ("GET /", line, 0);

  self->status = guest_ask (self->port, request, NULL, 0, &self->answer);
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static void
one_range (void)
{
  static const struct {
    const char *range;
    guint status;
    const char *body;
  } CASES[] = {
    { "bytes=3-", 206, "3456789" },       { "bytes=0-0", 206, "0" },
    { "bytes=3-5", 206, "345" },          { "bytes=8-4000000000", 206, "89" },
    { "bytes=10-", 416, NULL },           { "bytes=18446744073709551616-", 200, "0123456789" },
    { "bytes=5-3", 200, "0123456789" },   { "bytes=-3", 200, "0123456789" },
    { "bytes=0-,0-", 200, "0123456789" }, { "bytes=1-2,4-5", 200, "0123456789" },
    { "lines=3-", 200, "0123456789" },    { "bytes=+3-", 200, "0123456789" },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0123456789", 10);
  Ask asking = { 0 };
  g_autoptr (SoupServer) server = server_new (bytes, &asking.port);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    GThread *thread;

    asking.range = CASES[i].range;
    asking.done = FALSE;
    thread = g_thread_new ("ask", ask, &asking);
    while (!g_atomic_int_get (&asking.done))
      g_main_context_iteration (NULL, TRUE);
    g_thread_join (thread);
    g_test_message ("%s", asking.range);
    g_assert_cmpuint (asking.status, ==, CASES[i].status);
    if (CASES[i].body != NULL)
      g_assert_cmpstr (strstr (asking.answer, "\r\n\r\n") + 4, ==, CASES[i].body);
    g_clear_pointer (&asking.answer, g_free);
  }
}

typedef struct {
  guint port;
  GByteArray *bytes;
  GError *error;
  guint tries;
  gboolean done;
} Fetch;

static gpointer
fetch (gpointer data)
{
  Fetch *fetch = data;
  GMainContext *context = g_main_context_new ();
  SijilTransport *transport;

  g_main_context_push_thread_default (context);
  transport = transport_to (fetch->port);
  do {
    g_clear_error (&fetch->error);
    fetch->tries++;
  } while (!sijil_transport_get (transport, "/v1/x", fetch->bytes, NULL, &fetch->error) &&
           fetch->tries < 50);
  sijil_transport_free (transport);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  g_atomic_int_set (&fetch->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static GBytes *
some_bytes (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < SIZE / 4; i++)
    g_byte_array_append (bytes, (const guint8 *) &(guint32){ i * 2654435761u }, 4);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
goes_on_at_the_byte (void)
{
  g_autoptr (GBytes) bytes = some_bytes ();
  g_autoptr (SoupServer) server = NULL;
  guint port;
  BadLineQuality quality = { 400000, 5, 900 };
  BadLineCount count;
  Fetch fetching = { 0 };
  BadLine *line;
  GThread *thread;

  server = server_new (bytes, &port);
  line = bad_line_new (port, &quality);
  fetching.port = bad_line_port (line);
  fetching.bytes = g_byte_array_new ();
  thread = g_thread_new ("fetch", fetch, &fetching);
  while (!g_atomic_int_get (&fetching.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_assert_no_error (fetching.error);
  g_assert_cmpmem (fetching.bytes->data, fetching.bytes->len, g_bytes_get_data (bytes, NULL),
                   g_bytes_get_size (bytes));
  bad_line_count (line, &count);
  g_test_message ("%u tries, %u cuts, %" G_GINT64_FORMAT " bytes down", fetching.tries, count.cuts,
                  count.down);
  g_assert_cmpuint (fetching.tries, >, 1); /* it was cut */
  /* What a cut costs is what was on its way and a new handshake. */
  g_assert_cmpint (count.down, <, SIZE + SIZE / 4);
  g_byte_array_unref (fetching.bytes);
  bad_line_free (line);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/first-load/one-plain-range-is-answered-and-no-other", one_range);
  g_test_add_func ("/first-load/a-cut-goes-on-at-the-byte", goes_on_at_the_byte);
  status = g_test_run ();
  town_free (town);
  return status;
}
