#include "guest.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_ANSWER (8 * 1024 * 1024)

/* A connection to a registry on this machine, on which nothing has been said. */
Guest *
guest_come (guint port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Guest *guest = g_new0 (Guest, 1);

  /* Who waits for an answer that never comes has failed. */
  g_socket_client_set_timeout (client, 120);
  guest->tcp = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, NULL);
  g_assert_nonnull (guest->tcp);
  g_socket_set_option (g_socket_connection_get_socket (guest->tcp), IPPROTO_TCP, TCP_NODELAY, TRUE,
                       NULL);
  return guest;
}

static gboolean
trust_all (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags flags,
           gpointer unused)
{
  return TRUE;
}

gboolean
guest_agree (Guest *guest)
{
  guest->tls = g_tls_client_connection_new (G_IO_STREAM (guest->tcp), NULL, NULL);
  /* The trust list of the system is not what is asked about here. */
  g_tls_connection_set_database (G_TLS_CONNECTION (guest->tls), NULL);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (guest->tls), FALSE);
  g_signal_connect (guest->tls, "accept-certificate", G_CALLBACK (trust_all), NULL);
  return g_tls_connection_handshake (G_TLS_CONNECTION (guest->tls), NULL, NULL);
}

static GIOStream *
line_of (Guest *guest)
{
  return guest->tls != NULL ? guest->tls : G_IO_STREAM (guest->tcp);
}

gboolean
guest_say (Guest *guest, const void *bytes, gsize len)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (line_of (guest)), bytes, len,
                                    NULL, NULL, NULL);
}

static gsize
length_of (const char *head)
{
  const char *found = strstr (head, "Content-Length: ");

  return found != NULL ? (gsize) g_ascii_strtoull (found + strlen ("Content-Length: "), NULL, 10)
                       : 0;
}

/* One answer: its status, 0 if the line ended before it was whole, and its head and body. */
guint
guest_hear (Guest *guest, char **answer)
{
  g_autoptr (GString) all = g_string_new (NULL);
  GInputStream *input = g_io_stream_get_input_stream (line_of (guest));
  char *end = NULL;
  char chunk[4096];
  gssize n = 1;

  while (n > 0 && all->len < MAX_ANSWER) {
    end = end != NULL ? end : strstr (all->str, "\r\n\r\n");
    if (end != NULL &&
        all->len - (gsize) (strstr (all->str, "\r\n\r\n") + 4 - all->str) >= length_of (all->str))
      break;
    n = g_input_stream_read (input, chunk, sizeof chunk, NULL, NULL);
    if (n > 0)
      g_string_append_len (all, chunk, n);
  }
  if (n <= 0 || !g_str_has_prefix (all->str, "HTTP/1.1 "))
    return 0;
  if (answer != NULL)
    *answer = g_strdup (all->str);
  return (guint) g_ascii_strtoull (all->str + strlen ("HTTP/1.1 "), NULL, 10);
}

/* Looks without waiting. */
gboolean
guest_is_sent_away (Guest *guest)
{
  GSocket *socket = g_socket_connection_get_socket (guest->tcp);
  char byte;
  gssize n = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);

  return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

void
guest_leave (Guest *guest, GuestEnd end)
{
  GSocket *socket = g_socket_connection_get_socket (guest->tcp);
  struct linger now = { 1, 0 };

  switch (end) {
  case GUEST_SAYS_SO:
    g_io_stream_close (line_of (guest), NULL, NULL);
    break;
  case GUEST_HANGS_UP:
    break;
  case GUEST_BREAKS:
    g_assert_cmpint (setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now),
                     ==, 0);
    break;
  }
  g_socket_close (socket, NULL);
  g_clear_object (&guest->tls);
  g_object_unref (guest->tcp);
  g_free (guest);
}

/* @headers: whole lines; @body: how long it says that its body is. */
char *
guest_request (const char *first_line, const char *headers, gsize body)
{
  return g_strdup_printf ("%s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %" G_GSIZE_FORMAT
                          "\r\n\r\n",
                          first_line, headers, body);
}

/* A whole visit: comes, asks once, hears, leaves. */
guint
guest_ask (guint port, const char *request, const void *body, gsize len, char **answer)
{
  Guest *guest = guest_come (port);
  guint status = 0;

  if (guest_agree (guest) && guest_say (guest, request, strlen (request)) &&
      (len == 0 || guest_say (guest, body, len)))
    status = guest_hear (guest, answer);
  guest_leave (guest, GUEST_SAYS_SO);
  return status;
}

/* How many files a process has open. */
gint64
guest_descriptors (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "fd", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gint64 n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Bytes of memory that a process has. */
gint64
guest_memory (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "status", NULL);
  g_autofree char *text = NULL;
  const char *found;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  found = strstr (text, "VmRSS:");
  g_assert_nonnull (found);
  return g_ascii_strtoll (found + strlen ("VmRSS:"), NULL, 10) * 1024;
}
