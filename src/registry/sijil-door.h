#pragma once

#include <libsoup/soup.h>

#include "sijil-tls-stream.h"

G_BEGIN_DECLS

/**
 * SijilDoorLimits:
 * @connections: how many are open at most; 0 for what the limit of file descriptors allows
 * @of_address: how many of these from one address; 0 for the usual. Mobile operators put thousands
 *   of subscribers behind one
 * @quiet_s: seconds after which a connection on which nothing moves is closed
 * @agree_s: the same while keys are agreed on
 * @agree_all_s: seconds that agreeing on keys may take in all
 * @stranger_s: seconds that a connection may last on which no good token was shown
 *
 * What those who come may take of the registry.
 */
typedef struct {
  guint connections;
  guint of_address;
  guint quiet_s;
  guint agree_s;
  guint agree_all_s;
  guint stranger_s;
} SijilDoorLimits;

#define SIJIL_DOOR_USUAL                                                                           \
  {                                                                                                \
    0, 512, 90, 10, 30, 300                                                                        \
  }

typedef struct _SijilDoor SijilDoor;

SijilDoor *sijil_door_new (SoupServer *server, SijilTlsKeys *keys, const SijilDoorLimits *limits);
void sijil_door_free (SijilDoor *door);
gboolean sijil_door_open (SijilDoor *door, GSocketAddress *address, guint *port, GError **error);
gboolean sijil_door_is_crowded (SoupServerMessage *message);
void sijil_door_head_came (SoupServerMessage *message);
void sijil_door_know (SoupServerMessage *message, guint32 device);
void sijil_door_cut (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilDoor, sijil_door_free)

G_END_DECLS
