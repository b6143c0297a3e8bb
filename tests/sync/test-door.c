#include "sijil-door.h"
#include "sijil-test.h"
#include "town.h"

#define MOST 4

/* A door with narrow limits, over real TLS, in front of a server that says "yes". */
typedef struct {
  SoupServer *server;
  SijilDoor *door;
  guint port;
} House;

static Town *town;

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "yes", 3);
}

static void
open_house (House *house, SijilDoorLimits limits)
{
  g_autoptr (SijilTlsKeys) keys = sijil_tls_keys_new (town->cert, town->key, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);

  house->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (house->server, NULL, on_request, NULL, NULL);
  house->door = sijil_door_new (house->server, keys, &limits);
  g_assert_true (sijil_door_open (house->door, any, &house->port, NULL));
}

static void
close_house (House *house)
{
  sijil_door_free (house->door);
  soup_server_disconnect (house->server);
  g_object_unref (house->server);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  GSocketConnection **connection = data;

  *connection = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, NULL);
  g_assert_nonnull (*connection);
}

static gboolean
trust_all (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags flags,
           gpointer unused)
{
  return TRUE;
}

static void
on_event (GSocketClient *client, GSocketClientEvent event, GSocketConnectable *connectable,
          GIOStream *stream, gpointer unused)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_signal_connect (stream, "accept-certificate", G_CALLBACK (trust_all), NULL);
}

/* Somebody who connects, with or without agreeing on keys, and then says nothing. */
static GSocketConnection *
stranger (House *house, gboolean tls)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection = NULL;

  g_socket_client_set_tls (client, tls);
  g_signal_connect (client, "event", G_CALLBACK (on_event), NULL);
  g_socket_client_connect_to_host_async (client, "127.0.0.1", (guint16) house->port, NULL,
                                         on_connected, &connection);
  while (connection == NULL)
    g_main_context_iteration (NULL, TRUE);
  return connection;
}

typedef struct {
  GSocketConnection *connection;
  gboolean *ended;
  char byte;
} Watch;

static void look (Watch *watch);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;

  /* A farewell may come before the end of the stream, nothing else. */
  if (g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL) > 0) {
    look (watch);
    return;
  }
  *watch->ended = TRUE;
  g_object_unref (watch->connection);
  g_free (watch);
}

static void
look (Watch *watch)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (watch->connection)),
                             &watch->byte, 1, G_PRIORITY_DEFAULT, NULL, on_read, watch);
}

static void
watch (GSocketConnection *connection, gboolean *ended)
{
  Watch *self = g_new0 (Watch, 1);

  self->connection = g_object_ref (connection);
  self->ended = ended;
  look (self);
}

static void
until (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  GBytes **answer = data;

  *answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

static gboolean
trust (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags flags,
       gpointer unused)
{
  return TRUE;
}

static gboolean
is_answered (House *house)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", house->port);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  GBytes *answer = (GBytes *) -1;
  gboolean yes;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (trust), NULL);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answer, &answer);
  while (answer == (GBytes *) -1)
    g_main_context_iteration (NULL, TRUE);
  yes = answer != NULL && g_bytes_get_size (answer) == 3;
  g_clear_pointer (&answer, g_bytes_unref);
  return yes;
}

/* When the house is closed everybody has to leave. */
static void
part (GSocketConnection **strangers, gboolean *ended, guint n)
{
  for (guint i = 0; i < n; i++) {
    until (ended + i);
    g_object_unref (strangers[i]);
  }
}

static const SijilDoorLimits patient = { MOST, 100, 60, 60, 60, 60 };

static void
one_too_many (void)
{
  GSocketConnection *strangers[MOST + 1];
  gboolean ended[MOST + 1] = { FALSE };
  House house;

  open_house (&house, patient);
  g_assert_true (is_answered (&house));
  for (guint i = 0; i <= MOST; i++) {
    strangers[i] = stranger (&house, FALSE);
    watch (strangers[i], ended + i);
  }
  until (ended);
  /* Whoever comes in earnest is let in, and costs the one place that it takes. */
  g_assert_true (is_answered (&house));
  until (ended + 1);
  for (guint i = 2; i <= MOST; i++)
    g_assert_false (ended[i]);
  close_house (&house);
  part (strangers, ended, MOST + 1);
}

static void
one_of_many (void)
{
  GSocketConnection *strangers[3];
  gboolean ended[3] = { FALSE };
  House house;

  open_house (&house, (SijilDoorLimits){ MOST, 2, 60, 60, 60, 60 });
  for (guint i = 0; i < 3; i++) {
    strangers[i] = stranger (&house, FALSE);
    watch (strangers[i], ended + i);
  }
  until (ended);
  g_assert_true (is_answered (&house));
  until (ended + 1);
  g_assert_false (ended[2]);
  close_house (&house);
  part (strangers, ended, 3);
}

static void
says_nothing (gconstpointer tls)
{
  g_autoptr (GSocketConnection) connection = NULL;
  gboolean ended = FALSE;
  House house;

  open_house (&house, (SijilDoorLimits){ MOST, MOST, 1, 1, 60, 60 });
  connection = stranger (&house, tls != NULL);
  watch (connection, &ended);
  until (&ended);
  g_assert_true (is_answered (&house));
  close_house (&house);
}

/* One byte after the other of the beginning of a handshake that would be 16 KB long. */
static gboolean
on_turn (gpointer connection)
{
  static const guint8 BEGINNING[] = { 22, 3, 1, 63, 255, 1, 0, 63, 251, 3, 3 };
  static gsize said;
  guint8 byte = said < sizeof BEGINNING ? BEGINNING[said] : 0;

  said++;
  return g_output_stream_write (g_io_stream_get_output_stream (connection), &byte, 1, NULL, NULL) ==
         1;
}

static void
never_comes_to_an_end (void)
{
  g_autoptr (GSocketConnection) connection = NULL;
  gboolean ended = FALSE;
  guint turns;
  House house;

  open_house (&house, (SijilDoorLimits){ MOST, MOST, 60, 60, 1, 60 });
  connection = stranger (&house, FALSE);
  watch (connection, &ended);
  turns = g_timeout_add (200, on_turn, connection);
  until (&ended);
  g_source_remove (turns);
  close_house (&house);
}

static gssize last_read;

static void
on_more (GObject *source, GAsyncResult *result, gpointer done)
{
  last_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  *(gboolean *) done = TRUE;
}

static void
says_no_more (gconstpointer limits)
{
  static const char REQUEST[] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr (GSocketConnection) connection = NULL;
  gssize heard = 0;
  gboolean done;
  char bytes[4096];
  House house;

  open_house (&house, *(const SijilDoorLimits *) limits);
  connection = stranger (&house, TRUE);
  g_assert_cmpint (g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                          REQUEST, strlen (REQUEST), NULL, NULL),
                   ==, (gssize) strlen (REQUEST));
  do { /* the answer, and then the end */
    done = FALSE;
    g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), bytes,
                               sizeof bytes, G_PRIORITY_DEFAULT, NULL, on_more, &done);
    until (&done);
    heard += MAX (last_read, 0);
  } while (last_read > 0);
  g_assert_cmpint (heard, >, 0);
  close_house (&house);
}

int
main (int argc, char **argv)
{
  static const SijilDoorLimits quiet = { MOST, MOST, 1, 60, 60, 60 },
                               strange = { MOST, MOST, 60, 60, 60, 1 };
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/door/when-all-places-are-taken-who-has-waited-longest-for-keys-goes",
                   one_too_many);
  g_test_add_func ("/door/and-so-when-all-places-of-an-address-are-taken", one_of_many);
  g_test_add_data_func ("/door/who-connects-and-says-nothing-is-sent-away", NULL, says_nothing);
  g_test_add_data_func ("/door/who-agrees-on-keys-and-says-nothing-is-sent-away", "tls",
                        says_nothing);
  g_test_add_func ("/door/who-never-comes-to-an-end-with-the-keys-is-sent-away",
                   never_comes_to_an_end);
  g_test_add_data_func ("/door/who-says-nothing-more-after-an-answer-is-sent-away", &quiet,
                        says_no_more);
  g_test_add_data_func ("/door/who-never-shows-a-token-does-not-stay", &strange, says_no_more);
  status = g_test_run ();
  town_free (town);
  return status;
}
