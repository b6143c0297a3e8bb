#pragma once

#include <gio/gio.h>

#include "sijil-door.h"
#include "sijil-registry.h"

G_BEGIN_DECLS

/* The HTTPS front: takes requests on the main loop, has them answered on the ingest thread. */
typedef struct _SijilFront SijilFront;

/**
 * SijilFrontLimits:
 * @door: of connections
 * @bodies: bytes that all requests and answers under way may take together
 *
 * What those who come may take.
 */
typedef struct {
  SijilDoorLimits door;
  gsize bodies;
} SijilFrontLimits;

#define SIJIL_FRONT_USUAL                                                                          \
  {                                                                                                \
    SIJIL_DOOR_USUAL, 256 * 1024 * 1024                                                            \
  }

SijilFront *sijil_front_new (SijilRegistry *registry, const char *cert, const char *key,
                             const SijilFrontLimits *limits, GError **error);
gboolean sijil_front_listen (SijilFront *front, const char *address, guint *port, GError **error);
void sijil_front_free (SijilFront *front);

G_END_DECLS
