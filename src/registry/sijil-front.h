#pragma once

#include <gio/gio.h>

#include "sijil-registry.h"

G_BEGIN_DECLS

/* The HTTPS front: takes requests on the main loop, has them answered on the ingest thread. */
typedef struct _SijilFront SijilFront;

SijilFront *sijil_front_new (SijilRegistry *registry, const char *cert, const char *key,
                             GError **error);
gboolean sijil_front_listen (SijilFront *front, const char *address, guint *port, GError **error);
void sijil_front_free (SijilFront *front);

G_END_DECLS
