#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-door.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>

#define SOCKET_KEY "sijil-socket"
#define MOST 20000   /* connections, however many descriptors there are */
#define OWN_FILES 64 /* descriptors that the registry needs itself */
#define QUIET_S 90   /* a desk gives up after 45 s without progress */

/* libsoup accepts as many connections as there are descriptors, and keeps each for ever: a stranger
 * who opens a thousand and says nothing would lock everybody out. So the door is ours. Each
 * connection holds a reference to it. */
struct _SijilDoor {
  SoupServer *server;
  GTlsCertificate *certificate;
  GSocketService *service;
  GCancellable *closing;
  SijilDoorLimits limits;
  guint open;
};

/* A connection until the two ends have agreed on their keys. */
typedef struct {
  SijilDoor *door;
  GIOStream *tls;
  GSocketAddress *local;
  GSocketAddress *remote;
} Arrival;

static void
door_clear (gpointer data)
{
  SijilDoor *self = data;

  g_object_unref (self->server);
  g_object_unref (self->certificate);
  g_object_unref (self->service);
  g_object_unref (self->closing);
}

static void
door_unref (SijilDoor *self)
{
  g_rc_box_release_full (self, door_clear);
}

static void
arrival_free (Arrival *arrival)
{
  door_unref (arrival->door);
  g_object_unref (arrival->tls);
  g_clear_object (&arrival->local);
  g_clear_object (&arrival->remote);
  g_free (arrival);
}

static guint
connections_that_fit (void)
{
  struct rlimit files;

  if (getrlimit (RLIMIT_NOFILE, &files) != 0)
    return 512;
  files.rlim_cur = files.rlim_max;
  setrlimit (RLIMIT_NOFILE, &files);
  getrlimit (RLIMIT_NOFILE, &files);
  return (guint) CLAMP (files.rlim_cur, OWN_FILES + 16, MOST + OWN_FILES) - OWN_FILES;
}

static void
on_gone (gpointer data, GObject *connection)
{
  SijilDoor *self = data;

  self->open--;
  door_unref (self);
}

static void
socket_ref_free (gpointer ref)
{
  g_weak_ref_clear (ref);
  g_free (ref);
}

/* A message knows its socket only if the library accepted it; its address it does know. */
static void
note_socket (GSocketAddress *remote, GSocket *socket)
{
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, socket); /* the socket holds the address */
  g_object_set_data_full (G_OBJECT (remote), SOCKET_KEY, ref, socket_ref_free);
}

static void
on_agreed (GObject *source, GAsyncResult *result, gpointer data)
{
  Arrival *arrival = data;
  gboolean agreed = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL);

  /* While the door is closing the server is going too. */
  if (agreed && !g_cancellable_is_cancelled (arrival->door->closing))
    soup_server_accept_iostream (arrival->door->server, arrival->tls, arrival->local,
                                 arrival->remote, NULL);
  arrival_free (arrival);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *unused, gpointer data)
{
  SijilDoor *self = data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  GIOStream *tls;
  Arrival *arrival;

  if (self->open >= self->limits.connections)
    return TRUE; /* dropped, and so closed */
  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  if (tls == NULL)
    return TRUE;
  g_socket_set_timeout (socket, self->limits.quiet_s);
  /* An answer is written in two pieces: the second would wait until the first is acknowledged,
   * which the other end puts off for 40 ms. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  self->open++;
  g_object_weak_ref (G_OBJECT (socket), on_gone, g_rc_box_acquire (self));
  arrival = g_new0 (Arrival, 1);
  arrival->door = g_rc_box_acquire (self);
  arrival->tls = tls;
  arrival->local = g_socket_connection_get_local_address (connection, NULL);
  arrival->remote = g_socket_connection_get_remote_address (connection, NULL);
  if (arrival->remote != NULL)
    note_socket (arrival->remote, socket);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, self->closing,
                                    on_agreed, arrival);
  return TRUE;
}

/**
 * sijil_door_new:
 * @server: what the connections are for
 * @certificate: of the server
 * @limits: (nullable): what strangers may take; %NULL for the usual
 *
 * Returns: (transfer full): a door that is not open yet
 */
SijilDoor *
sijil_door_new (SoupServer *server, GTlsCertificate *certificate, const SijilDoorLimits *limits)
{
  SijilDoor *self = g_rc_box_new0 (SijilDoor);

  self->server = g_object_ref (server);
  self->certificate = g_object_ref (certificate);
  self->service = g_socket_service_new ();
  self->closing = g_cancellable_new ();
  self->limits = limits != NULL ? *limits : (SijilDoorLimits){ 0, QUIET_S };
  if (self->limits.connections == 0)
    self->limits.connections = connections_that_fit ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  return self;
}

/**
 * sijil_door_open:
 * @door: a door
 * @address: where; port 0 for a free one
 * @port: (out): the port
 * @error: return location for an error
 *
 * Returns: %TRUE if connections are accepted now
 */
gboolean
sijil_door_open (SijilDoor *door, GSocketAddress *address, guint *port, GError **error)
{
  g_autoptr (GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (door->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective,
                                      error))
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (door->service);
  return TRUE;
}

/**
 * sijil_door_socket:
 * @message: a request that came through a door
 *
 * Returns: (transfer full) (nullable): its socket, if it is still open
 */
GSocket *
sijil_door_socket (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  GWeakRef *ref = remote != NULL ? g_object_get_data (G_OBJECT (remote), SOCKET_KEY) : NULL;

  return ref != NULL ? g_weak_ref_get (ref) : NULL;
}

/**
 * sijil_door_free:
 * @door: (transfer full): a door
 *
 * Closes it. Who is still agreeing on keys is sent away; disconnect the server for the others.
 */
void
sijil_door_free (SijilDoor *door)
{
  if (door == NULL)
    return;
  g_cancellable_cancel (door->closing);
  g_socket_service_stop (door->service);
  g_socket_listener_close (G_SOCKET_LISTENER (door->service));
  g_signal_handlers_disconnect_by_data (door->service, door);
  door_unref (door);
}
