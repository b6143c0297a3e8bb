#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-body.h"

#include "sijil-accounts.h"
#include "sijil-response.h"
#include "sijil-door.h"
#include "sijil-wire.h"

#define BODY_KEY "sijil-body"
#define SMALL_ANSWER 4096 /* what says so itself, and news of a quiet day */

/* A request under way. What comes is counted before it is kept, and nothing of a stranger's is kept
 * but what enrolling takes. */
typedef struct {
  SijilBodies *all;
  GByteArray *bytes;
  gsize held; /* what it counts for in all */
  gsize limit;
  gsize seen;
  char *range;
} Body;

static void
let_go (Body *body)
{
  g_byte_array_set_size (body->bytes, 0);
  body->all->held -= body->held;
  body->held = 0;
}

static void
body_free (gpointer data)
{
  Body *body = data;

  let_go (body);
  g_byte_array_unref (body->bytes);
  g_free (body->range);
  g_free (body);
}

/* Two who disagree about where a request ends would each see other requests in the same bytes. */
static gboolean
is_plain (SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;
  guint lengths = 0, hosts = 0;
  gboolean encoded = FALSE;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    lengths += g_ascii_strcasecmp (name, "Content-Length") == 0;
    hosts += g_ascii_strcasecmp (name, "Host") == 0;
    encoded = encoded || g_ascii_strcasecmp (name, "Transfer-Encoding") == 0;
  }
  return lengths <= 1 && hosts <= 1 && !(encoded && lengths > 0);
}

static void
check (SoupServerMessage *message, Body *body, const SijilRoute *route)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");
  goffset length = soup_message_headers_get_content_length (headers);
  guint32 device;

  if (sijil_door_is_crowded (message)) {
    sijil_response_later (message, 429);
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                  "close");
    return;
  }
  if (route == NULL)
    return;
  device = sijil_accounts_knows (body->all->registry, authorization);
  if (device != 0)
    sijil_door_know (message, device);
  else if (!route->anybody) {
    sijil_response_refuse (message, 401, "unauthorized");
    return;
  }
  body->limit = route->max_body;
  if (length > (goffset) body->limit)
    sijil_response_refuse (message, 413, "too-large");
  else if (length > 0 && body->all->held + (gsize) length > body->all->most)
    sijil_response_later (message, 503);
}

static void
on_headers (SoupServerMessage *message, Body *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean known_path;
  const SijilRoute *route;

  sijil_door_head_came (message);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (!is_plain (headers)) {
    sijil_door_cut (message);
    sijil_response_refuse (message, 400, "malformed");
    return;
  }
  /* The library would answer thousands of ranges with as many copies. */
  body->range = g_strdup (soup_message_headers_get_one (headers, "Range"));
  soup_message_headers_remove (headers, "Range");
  route = sijil_route_find (soup_server_message_get_method (message),
                            g_uri_get_path (soup_server_message_get_uri (message)), &known_path);
  check (message, body, route);
}

/* A modest excess is read, so that an honest client gets the answer that says so. */
static void
drop (SoupServerMessage *message, Body *body)
{
  let_go (body);
  if (body->seen > body->limit + SIJIL_MAX_BODY)
    sijil_door_cut (message);
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, Body *body)
{
  gsize len = g_bytes_get_size (chunk);

  body->seen += len;
  if (soup_server_message_get_status (message) == 0) {
    if (body->seen > body->limit)
      sijil_response_refuse (message, 413, "too-large");
    else if (body->all->held + len > body->all->most)
      sijil_response_later (message, 503);
  }
  if (soup_server_message_get_status (message) != 0) {
    drop (message, body);
    return;
  }
  g_byte_array_append (body->bytes, g_bytes_get_data (chunk, NULL), (guint) len);
  body->held += len;
  body->all->held += len;
}

/**
 * sijil_body_receive:
 * @bodies: of all requests
 * @message: a request that has begun
 *
 * Watches over what comes of it, and refuses it as soon as it is known that it will be.
 */
void
sijil_body_receive (SijilBodies *bodies, SoupServerMessage *message)
{
  Body *body = g_new0 (Body, 1);

  body->all = bodies;
  body->bytes = g_byte_array_new ();
  g_object_set_data_full (G_OBJECT (message), BODY_KEY, body, body_free);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_headers), body);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), body);
}

/**
 * sijil_body_take:
 * @message: a request that is whole
 *
 * Returns: (transfer full): its body; it counts among all of them until the message is gone
 */
GBytes *
sijil_body_take (SoupServerMessage *message)
{
  Body *body = g_object_get_data (G_OBJECT (message), BODY_KEY);
  GByteArray *bytes = body->bytes;

  body->bytes = g_byte_array_new ();
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * sijil_body_hold_answer:
 * @message: a request that is answered
 * @len: bytes of its answer
 *
 * Whoever asks for much and reads none of it takes memory too.
 *
 * Returns: whether there is room for it, beside all bodies and answers, until it has gone
 */
gboolean
sijil_body_hold_answer (SoupServerMessage *message, gsize len)
{
  Body *body = g_object_get_data (G_OBJECT (message), BODY_KEY);

  if (body->all->held + len > body->all->most && len > SMALL_ANSWER)
    return FALSE;
  body->held += len;
  body->all->held += len;
  return TRUE;
}

/**
 * sijil_body_range:
 * @message: a request
 *
 * Returns: (nullable): which bytes of the answer it wants, as its header says
 */
const char *
sijil_body_range (SoupServerMessage *message)
{
  Body *body = g_object_get_data (G_OBJECT (message), BODY_KEY);

  return body->range;
}
