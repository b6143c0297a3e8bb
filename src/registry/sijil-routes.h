#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

/**
 * SijilRequest:
 * @authorization: (nullable): the header
 * @peer: address of the client, for the limit on guesses
 * @body: the whole body, bounded
 * @after: (nullable): what the query says of it
 *
 * What a route is given.
 */
typedef struct {
  char *authorization;
  char *peer;
  GBytes *body;
  char *after;
} SijilRequest;

/**
 * SijilRoute:
 * @method: `GET` or `POST`
 * @path: `/v1/...`
 * @max_body: bytes that its body may have
 * @type: content type of its answer
 * @anybody: whether it is answered to who shows no token
 * @at_once: whether it is answered on the main thread, outside a transaction: it asks nothing of
 * the storage, so who asks for it takes no place in the queue
 * @in_parts: whether the answer may be fetched from any byte on
 * @handle: runs on the ingest thread inside a transaction, which is committed if it answers
 *
 * One thing that the registry answers.
 */
typedef struct {
  const char *method;
  const char *path;
  gsize max_body;
  const char *type;
  gboolean anybody;
  gboolean at_once;
  gboolean in_parts;
  GBytes *(*handle) (SijilRegistry *registry, const SijilRequest *request, GError **error);
} SijilRoute;

const SijilRoute *sijil_routes (guint *n);
const SijilRoute *sijil_route_find (const char *method, const char *path, gboolean *known_path);

G_END_DECLS
