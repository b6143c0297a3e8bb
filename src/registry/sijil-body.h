#pragma once

#include <libsoup/soup.h>

#include "sijil-registry.h"
#include "sijil-routes.h"

G_BEGIN_DECLS

/**
 * SijilBodies:
 * @registry: who is known
 * @most: bytes that all bodies and answers together may take; what comes above it is told to come
 * later
 * @held: bytes that they take now
 *
 * What is kept of requests that have not been answered.
 */
typedef struct {
  SijilRegistry *registry;
  gsize most;
  gsize held;
} SijilBodies;

void sijil_body_receive (SijilBodies *bodies, SoupServerMessage *message);
gboolean sijil_body_hold_answer (SoupServerMessage *message, gsize len);
GBytes *sijil_body_take (SoupServerMessage *message);
const char *sijil_body_range (SoupServerMessage *message);

G_END_DECLS
