#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SijilDoorLimits:
 * @connections: how many are open at most; 0 for what the limit of file descriptors allows
 * @quiet_s: seconds after which a connection on which nothing moves is closed
 *
 * What strangers may take of the registry.
 */
typedef struct {
  guint connections;
  guint quiet_s;
} SijilDoorLimits;

typedef struct _SijilDoor SijilDoor;

SijilDoor *sijil_door_new (SoupServer *server, GTlsCertificate *certificate,
                           const SijilDoorLimits *limits);
void sijil_door_free (SijilDoor *door);
gboolean sijil_door_open (SijilDoor *door, GSocketAddress *address, guint *port, GError **error);
GSocket *sijil_door_socket (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilDoor, sijil_door_free)

G_END_DECLS
