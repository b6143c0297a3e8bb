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
  g_autoptr (GSocket) socket = sijil_door_socket (message);

  g_assert_nonnull (socket);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "yes", 3);
}

static void
open_house (House *house, guint quiet_s)
{
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_files (town->cert, town->key, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);

  house->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (house->server, NULL, on_request, NULL, NULL);
  house->door = sijil_door_new (house->server, certificate, &(SijilDoorLimits){ MOST, quiet_s });
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

static void
on_read (GObject *source, GAsyncResult *result, gpointer ended)
{
  g_autoptr (GError) error = NULL;

  /* The end of the stream, or cut off; nothing was said that could be answered. */
  g_assert_cmpint (g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error), <=, 0);
  *(gboolean *) ended = TRUE;
}

static void
watch (GSocketConnection *connection, char *byte, gboolean *ended)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), byte, 1,
                             G_PRIORITY_DEFAULT, NULL, on_read, ended);
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

static void
one_too_many (void)
{
  GSocketConnection *strangers[MOST + 1];
  gboolean ended[MOST + 1] = { FALSE };
  char bytes[MOST + 1];
  House house;

  open_house (&house, 60);
  g_assert_true (is_answered (&house));
  for (guint i = 0; i <= MOST; i++) {
    strangers[i] = stranger (&house, FALSE);
    watch (strangers[i], bytes + i, ended + i);
  }
  until (ended + MOST);
  for (guint i = 0; i < MOST; i++) {
    g_assert_false (ended[i]);
    g_io_stream_close (G_IO_STREAM (strangers[i]), NULL, NULL);
  }
  /* Those who left make room. */
  while (!is_answered (&house))
    ;
  for (guint i = 0; i <= MOST; i++)
    g_object_unref (strangers[i]);
  close_house (&house);
}

static void
says_nothing (gconstpointer tls)
{
  g_autoptr (GSocketConnection) connection = NULL;
  gboolean ended = FALSE;
  char byte;
  House house;

  open_house (&house, 1);
  connection = stranger (&house, tls != NULL);
  watch (connection, &byte, &ended);
  until (&ended);
  g_assert_true (is_answered (&house));
  close_house (&house);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/door/one-connection-too-many-is-closed-and-the-others-stay", one_too_many);
  g_test_add_data_func ("/door/who-connects-and-says-nothing-is-sent-away", NULL, says_nothing);
  g_test_add_data_func ("/door/who-agrees-on-keys-and-says-nothing-is-sent-away", "tls",
                        says_nothing);
  status = g_test_run ();
  town_free (town);
  return status;
}
