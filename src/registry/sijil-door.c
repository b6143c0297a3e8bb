#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-door.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>

#define GUEST_KEY "sijil-guest"
#define MOST 20000   /* connections, however many descriptors there are */
#define OWN_FILES 64 /* descriptors that the registry needs itself */
#define AT_ONCE 64   /* connections that are let in before others have their turn */
#define KEPT_FREE (OWN_FILES + AT_ONCE)
#define OF_DEVICE 16  /* a desk has one connection, and another while the first one ends */
#define TO_BE_TOLD 64 /* so many above the limit of an address are still told so */

/* libsoup would accept as many connections as there are descriptors, and keep each for ever: a
 * stranger who opens a thousand and says nothing would lock everybody out. So the door is ours. All
 * of it lives on the main thread. */
struct _SijilDoor {
  SoupServer *server;
  SijilTlsKeys *keys;
  GSocket *listener;
  GSource *listening;
  SijilDoorLimits limits;
  GHashTable *addresses; /* text -> Address */
  /* Each guest is in one of these, in the order in which they came. */
  GQueue arriving;  /* still agreeing on keys */
  GQueue strangers; /* no good token yet */
  GQueue known;
  GSource *clock; /* while anybody is there */
};

typedef struct {
  char *text;
  guint open;
} Address;

/* A connection. Whoever has the stream decides how long it lasts: first the door, then the server.
 */
typedef struct {
  SijilDoor *door;
  Address *address;
  SijilTlsStream *stream;
  GSocketAddress *local;
  GSocketAddress *remote;
  GSource *going_on; /* while it agrees on keys */
  GQueue *queue;
  GList link;
  gint64 came;
  guint32 device;   /* of those who are known */
  gboolean crowded; /* one too many of its address */
  gboolean ending;  /* the server has to notice yet */
} Guest;

static void
door_clear (gpointer data)
{
  SijilDoor *self = data;

  g_object_unref (self->server);
  sijil_tls_keys_unref (self->keys);
  g_hash_table_unref (self->addresses);
  g_clear_object (&self->listener);
}

static guint
count (SijilDoor *self)
{
  return self->arriving.length + self->strangers.length + self->known.length;
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
  return (guint) CLAMP (files.rlim_cur, KEPT_FREE + 16, MOST + KEPT_FREE) - KEPT_FREE;
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* One household has a whole network of them: addresses of IPv6 count by their first half. */
static char *
text_of (GSocketAddress *remote)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  guint8 bytes[16] = { 0 };
  g_autoptr (GInetAddress) net = NULL;

  if (g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_inet_address_to_string (inet);
  memcpy (bytes, g_inet_address_to_bytes (inet), 8);
  net = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (net);
}

static void
address_free (gpointer data)
{
  Address *address = data;

  g_free (address->text);
  g_free (address);
}

static Address *
address_of (SijilDoor *self, GSocketAddress *remote)
{
  g_autofree char *text = text_of (remote);
  Address *address = g_hash_table_lookup (self->addresses, text);

  if (address == NULL) {
    address = g_new0 (Address, 1);
    address->text = g_steal_pointer (&text);
    g_hash_table_insert (self->addresses, address->text, address);
  }
  address->open++;
  return address;
}

static void
put_into (Guest *guest, GQueue *queue)
{
  if (guest->queue != NULL)
    g_queue_unlink (guest->queue, &guest->link);
  guest->queue = queue;
  g_queue_push_tail_link (queue, &guest->link);
}

/* The stream is gone, and with it the descriptor. */
static void
on_gone (gpointer data, GObject *stream)
{
  Guest *guest = data;
  SijilDoor *self = guest->door;

  g_object_set_data (G_OBJECT (guest->remote), GUEST_KEY, NULL);
  g_queue_unlink (guest->queue, &guest->link);
  if (--guest->address->open == 0)
    g_hash_table_remove (self->addresses, guest->address->text);
  if (count (self) == 0)
    clear_source (&self->clock);
  clear_source (&guest->going_on);
  g_object_unref (guest->local);
  g_object_unref (guest->remote);
  g_free (guest);
  g_rc_box_release_full (self, door_clear);
}

/* Only while the door has its stream. */
static void
send_away (Guest *guest)
{
  clear_source (&guest->going_on);
  g_object_unref (guest->stream);
}

static void
end (Guest *guest)
{
  guest->ending = TRUE;
  sijil_tls_stream_end (guest->stream);
  put_into (guest, guest->queue);
}

/* Whoever has waited longest for keys goes, else whoever has been here longest without a token:
 * that one when the server has noticed. */
static gboolean
make_room (SijilDoor *self)
{
  Guest *oldest = g_queue_peek_head (&self->arriving);

  if (oldest != NULL) {
    send_away (oldest);
    return TRUE;
  }
  oldest = g_queue_peek_head (&self->strangers);
  if (oldest == NULL || count (self) >= self->limits.connections + AT_ONCE)
    return FALSE;
  end (oldest);
  return TRUE;
}

/* Of the same address as @guest. */
static gboolean
make_room_for (Guest *guest)
{
  SijilDoor *self = guest->door;

  for (GList *link = self->arriving.head; link != NULL; link = link->next) {
    Guest *other = link->data;

    if (other != guest && other->address == guest->address) {
      send_away (other);
      return TRUE;
    }
  }
  for (GList *link = self->strangers.head; link != NULL; link = link->next) {
    Guest *other = link->data;

    if (other->address == guest->address && !other->ending) {
      end (other);
      return TRUE;
    }
  }
  return FALSE;
}

static void
admit (Guest *guest)
{
  SijilDoor *self = guest->door;

  clear_source (&guest->going_on);
  put_into (guest, &self->strangers);
  /* A message knows its socket only if the library accepted it; its address it does know. The guest
   * holds that address, and the stream the guest. */
  g_object_set_data (G_OBJECT (guest->remote), GUEST_KEY, guest);
  soup_server_accept_iostream (self->server, G_IO_STREAM (guest->stream), guest->local,
                               guest->remote, NULL);
  g_object_unref (guest->stream);
}

static gboolean go_on (GSocket *socket, GIOCondition condition, gpointer data);

static void
wait_for (Guest *guest)
{
  clear_source (&guest->going_on);
  guest->going_on = sijil_tls_stream_ready (guest->stream);
  g_source_set_callback (guest->going_on, G_SOURCE_FUNC (go_on), guest, NULL);
  g_source_attach (guest->going_on, NULL);
}

static gboolean
go_on (GSocket *socket, GIOCondition condition, gpointer data)
{
  Guest *guest = data;
  g_autoptr (GError) error = NULL;

  if (sijil_tls_stream_agree (guest->stream, &error))
    admit (guest);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    wait_for (guest);
  else
    send_away (guest);
  return G_SOURCE_REMOVE;
}

static gboolean
is_over (gint64 since, gint64 now, guint seconds)
{
  return since != 0 && now - since > seconds * G_USEC_PER_SEC;
}

/* The server is woken where a line has ended, and lets go. */
static void
end_quiet (GQueue *queue, gint64 now, guint quiet_s, guint all_s)
{
  for (GList *link = queue->head; link != NULL; link = link->next) {
    Guest *guest = link->data;

    if (is_over (sijil_tls_stream_waits_since (guest->stream), now, quiet_s) ||
        (all_s != 0 && is_over (guest->came, now, all_s)))
      sijil_tls_stream_end (guest->stream);
  }
}

static gboolean
on_clock (gpointer data)
{
  SijilDoor *self = data;
  const SijilDoorLimits *limits = &self->limits;
  gint64 now = g_get_monotonic_time ();

  for (GList *link = self->arriving.head, *next; link != NULL; link = next) {
    Guest *guest = link->data;

    next = link->next;
    if (is_over (sijil_tls_stream_waits_since (guest->stream), now, limits->agree_s) ||
        is_over (guest->came, now, limits->agree_all_s))
      send_away (guest);
  }
  end_quiet (&self->strangers, now, limits->quiet_s, limits->stranger_s);
  end_quiet (&self->known, now, limits->quiet_s, 0);
  return G_SOURCE_CONTINUE;
}

static void
let_in (SijilDoor *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);
  Guest *guest;

  if (local == NULL || remote == NULL)
    return; /* gone already */
  /* An answer is written in two pieces: the second would wait until the first is acknowledged,
   * which the other end puts off for 40 ms. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  guest = g_new0 (Guest, 1);
  guest->door = g_rc_box_acquire (self);
  guest->address = address_of (self, remote);
  guest->local = g_steal_pointer (&local);
  guest->remote = g_steal_pointer (&remote);
  guest->link.data = guest;
  guest->came = g_get_monotonic_time ();
  guest->stream = sijil_tls_stream_new (self->keys, socket);
  g_object_weak_ref (G_OBJECT (guest->stream), on_gone, guest);
  put_into (guest, &self->arriving);
  if (self->clock == NULL) {
    self->clock = g_timeout_source_new_seconds (1);
    g_source_set_callback (self->clock, on_clock, self, NULL);
    g_source_attach (self->clock, NULL);
  }
  guest->crowded = guest->address->open > self->limits.of_address && !make_room_for (guest);
  if (guest->address->open > self->limits.of_address + TO_BE_TOLD)
    send_away (guest);
  else
    wait_for (guest);
}

static gboolean
on_incoming (GSocket *listener, GIOCondition condition, gpointer data)
{
  SijilDoor *self = data;

  for (guint i = 0; i < AT_ONCE; i++) {
    g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, NULL);

    if (socket == NULL)
      break;
    if (count (self) < self->limits.connections || make_room (self))
      let_in (self, socket);
  }
  return G_SOURCE_CONTINUE;
}

/**
 * sijil_door_new:
 * @server: what the connections are for
 * @keys: the certificate of the server
 * @limits: what those who come may take
 *
 * Returns: (transfer full): a door that is not open yet
 */
SijilDoor *
sijil_door_new (SoupServer *server, SijilTlsKeys *keys, const SijilDoorLimits *limits)
{
  SijilDoor *self = g_rc_box_new0 (SijilDoor);
  guint fit;

  self->server = g_object_ref (server);
  self->keys = sijil_tls_keys_ref (keys);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, address_free);
  self->limits = *limits;
  fit = connections_that_fit ();
  self->limits.connections = limits->connections != 0 ? MIN (limits->connections, fit) : fit;
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

  door->listener = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, error);
  if (door->listener == NULL || !g_socket_bind (door->listener, address, TRUE, error))
    return FALSE;
  g_socket_set_blocking (door->listener, FALSE);
  g_socket_set_listen_backlog (door->listener, SOMAXCONN);
  if (!g_socket_listen (door->listener, error))
    return FALSE;
  effective = g_socket_get_local_address (door->listener, error);
  if (effective == NULL)
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  door->listening = g_socket_create_source (door->listener, G_IO_IN, NULL);
  g_source_set_callback (door->listening, G_SOURCE_FUNC (on_incoming), door, NULL);
  g_source_attach (door->listening, NULL);
  return TRUE;
}

static Guest *
guest_of (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_data (G_OBJECT (remote), GUEST_KEY) : NULL;
}

/**
 * sijil_door_is_crowded:
 * @message: a request that came through a door
 *
 * Returns: whether its address has more connections than one may have, and this was the last
 */
gboolean
sijil_door_is_crowded (SoupServerMessage *message)
{
  Guest *guest = guest_of (message);

  return guest != NULL && guest->crowded && guest->address->open > guest->door->limits.of_address;
}

/**
 * sijil_door_head_came:
 * @message: a request that came through a door, of which the head is whole
 */
void
sijil_door_head_came (SoupServerMessage *message)
{
  Guest *guest = guest_of (message);

  if (guest != NULL)
    sijil_tls_stream_head_came (guest->stream);
}

/* The oldest connections of a device that has too many. */
static void
make_room_of (SijilDoor *self, guint32 device)
{
  guint n = 0;

  for (GList *link = self->known.tail, *before; link != NULL; link = before) {
    Guest *guest = link->data;

    before = link->prev;
    if (guest->device == device && !guest->ending && ++n > OF_DEVICE)
      end (guest);
  }
}

/**
 * sijil_door_know:
 * @message: a request that came through a door, with a good token
 * @device: number of its device
 *
 * Whoever is known does not have to go when strangers come. One device is known on so many
 * connections: those that it made first are ended.
 */
void
sijil_door_know (SoupServerMessage *message, guint32 device)
{
  Guest *guest = guest_of (message);

  if (guest == NULL || guest->device == device)
    return;
  guest->device = device;
  if (guest->queue == &guest->door->strangers)
    put_into (guest, &guest->door->known);
  make_room_of (guest->door, device);
}

/**
 * sijil_door_cut:
 * @message: a request that came through a door
 *
 * Ends its connection, in the middle of whatever is sent.
 */
void
sijil_door_cut (SoupServerMessage *message)
{
  Guest *guest = guest_of (message);

  if (guest != NULL)
    sijil_tls_stream_end (guest->stream);
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
  clear_source (&door->listening);
  if (door->listener != NULL)
    g_socket_close (door->listener, NULL);
  while (door->arriving.length > 0)
    send_away (g_queue_peek_head (&door->arriving));
  g_rc_box_release_full (door, door_clear);
}
