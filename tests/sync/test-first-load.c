#include "bad-line.h"
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

/* The real registry: what is asked from the fifth byte on begins there. */
static void
registry_knows_ranges (void)
{
  g_autoptr (SijilTransport) transport = transport_to (town->port);
  g_autoptr (GByteArray) whole = g_byte_array_new (), rest = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (sijil_transport_get (transport, "/v1/hello", whole, NULL, &error));
  g_assert_no_error (error);
  g_byte_array_append (rest, (const guint8 *) "kept:", 5);
  g_assert_true (sijil_transport_get (transport, "/v1/hello", rest, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rest->len, ==, whole->len);
  g_assert_true (memcmp (rest->data, "kept:", 5) == 0);
  g_assert_cmpuint (rest->data[rest->len - 1], ==, '}');
}

static void
answer (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
        gpointer data)
{
  GByteArray *bytes = data;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_STATIC,
                                    (const char *) bytes->data, bytes->len);
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

static void
goes_on_at_the_byte (void)
{
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_files (town->cert, town->key, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSList) uris = NULL;
  BadLineQuality quality = { 400000, 5, 900 };
  BadLineCount count;
  Fetch fetching = { 0 };
  BadLine *line;
  GThread *thread;

  for (guint i = 0; i < SIZE / 4; i++)
    g_byte_array_append (bytes, (const guint8 *) &(guint32){ i * 2654435761u }, 4);
  soup_server_add_handler (server, NULL, answer, bytes, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  line = bad_line_new ((guint) g_uri_get_port (uris->data), &quality);
  g_uri_unref (uris->data);
  fetching.port = bad_line_port (line);
  fetching.bytes = g_byte_array_new ();
  thread = g_thread_new ("fetch", fetch, &fetching);
  while (!g_atomic_int_get (&fetching.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_assert_no_error (fetching.error);
  g_assert_cmpmem (fetching.bytes->data, fetching.bytes->len, bytes->data, bytes->len);
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
  g_test_add_func ("/first-load/the-registry-knows-ranges", registry_knows_ranges);
  g_test_add_func ("/first-load/a-cut-goes-on-at-the-byte", goes_on_at_the_byte);
  status = g_test_run ();
  town_free (town);
  return status;
}
