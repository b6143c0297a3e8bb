#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-front.h"

#include "sijil-door.h"
#include "sijil-json.h"
#include "sijil-quiet.h"
#include "sijil-routes.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define BODY_KEY "sijil-body"
#define MAX_ANONYMOUS_BODY 8192
#define MAX_WAITING_REQUESTS 64
#define QUIET_MS 500
#define SLICE 4096 /* half a second of a bad line; sealing adds 22 bytes to each */

struct _SijilFront {
  SijilRegistry *registry;
  SoupServer *server;
  SijilDoor *door;
  GThreadPool *ingest; /* one thread: the embedded database has one writer */
  guint quiet;         /* timer, until nobody has asked for a moment */
  gboolean closing;
};

/* A body under way: its chunks are counted before they are kept. */
typedef struct {
  GByteArray *bytes;
  gsize limit;
  gsize seen;
  gboolean too_large;
} Body;

/* A request on its way to the ingest thread and back. */
typedef struct {
  SijilFront *front;
  SoupServerMessage *message;
  const SijilRoute *route;
  SijilRequest request;
  GBytes *answer;
  GError *error;
} Job;

static void
body_free (Body *body)
{
  if (body->bytes != NULL)
    g_byte_array_unref (body->bytes);
  g_free (body);
}

static void
job_free (Job *job)
{
  g_object_unref (job->message);
  g_free (job->request.authorization);
  g_free (job->request.peer);
  g_free (job->request.after);
  g_clear_pointer (&job->request.body, g_bytes_unref);
  g_clear_pointer (&job->answer, g_bytes_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
answer_error (SoupServerMessage *message, guint status, const char *code)
{
  g_autofree char *body = g_strdup_printf ("{\"v\":1,\"error\":\"%s\"}", code);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
answer_failure (SoupServerMessage *message, const GError *error)
{
  if (error->domain == SIJIL_WIRE_ERROR) {
    gboolean large = error->code == SIJIL_WIRE_ERROR_TOO_LARGE;

    answer_error (message, large ? 413 : 400, large ? "too-large" : "malformed");
    return;
  }
  if (error->domain == SIJIL_REGISTRY_ERROR)
    switch ((SijilRegistryError) error->code) {
    case SIJIL_REGISTRY_ERROR_BAD_REQUEST:
      answer_error (message, 400, error->message);
      return;
    case SIJIL_REGISTRY_ERROR_UNAUTHORIZED:
      answer_error (message, 401, "unauthorized");
      return;
    case SIJIL_REGISTRY_ERROR_FORKED:
      answer_error (message, 409, "device-forked");
      return;
    case SIJIL_REGISTRY_ERROR_EPOCH:
      answer_error (message, 409, "another-epoch");
      return;
    case SIJIL_REGISTRY_ERROR_INVITATION:
      answer_error (message, 403, "invitation");
      return;
    case SIJIL_REGISTRY_ERROR_TOO_MANY_TRIES:
      answer_error (message, 429, "too-many-tries");
      return;
    case SIJIL_REGISTRY_ERROR_NOT_FOUND:
      answer_error (message, 404, "not-found");
      return;
    case SIJIL_REGISTRY_ERROR_FAILED:
      break;
    }
  g_warning ("request failed: %s", error->message);
  answer_error (message, 500, "internal");
}

/* Stands among the requests for the turn of what is done when there are none. */
static const char QUIET[] = "quiet";

static gboolean
on_quiet (gpointer data)
{
  SijilFront *self = data;

  self->quiet = 0;
  g_thread_pool_push (self->ingest, (gpointer) QUIET, NULL);
  return G_SOURCE_REMOVE;
}

/* Whoever asks comes first: the rest is done when nobody has asked for a moment. */
static void
work_when_quiet (SijilFront *self, guint milliseconds)
{
  g_clear_handle_id (&self->quiet, g_source_remove);
  if (!self->closing)
    self->quiet = g_timeout_add (milliseconds, on_quiet, self);
}

static gboolean
go_on (gpointer data)
{
  SijilFront *self = data;

  /* A request that came meanwhile has set it off anew. */
  if (self->quiet == 0)
    work_when_quiet (self, 0);
  return G_SOURCE_REMOVE;
}

static void
run_quiet (SijilFront *self)
{
  SijilStorage *storage = self->registry->storage;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  if (!sijil_storage_begin (storage, &error) || !sijil_quiet_work (self->registry, &more, &error) ||
      !sijil_storage_commit (storage, &error))
    g_warning ("work of a quiet moment failed: %s", error->message);
  sijil_storage_rollback (storage);
  if (more && error == NULL)
    g_idle_add (go_on, self);
}

/* Each slice is written by itself, and so is sealed by itself. Of a sealed piece a desk can read
 * nothing before its last byte: when the line is cut, that is what has to come again. */
static void
append_slices (SoupMessageBody *body, GBytes *answer)
{
  gsize len = g_bytes_get_size (answer);

  for (gsize at = 0; at < len; at += SLICE) {
    g_autoptr (GBytes) slice = g_bytes_new_from_bytes (answer, at, MIN (SLICE, len - at));

    soup_message_body_append_bytes (body, slice);
  }
}

static gboolean
finish_job (gpointer data)
{
  Job *job = data;

  work_when_quiet (job->front, QUIET_MS);
  if (job->answer != NULL) {
    soup_server_message_set_status (job->message, SOUP_STATUS_OK, NULL);
    soup_message_headers_set_content_type (soup_server_message_get_response_headers (job->message),
                                           job->route->type, NULL);
    append_slices (soup_server_message_get_response_body (job->message), job->answer);
  } else
    answer_failure (job->message, job->error);
  soup_server_message_unpause (job->message);
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void
run_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  SijilRegistry *registry;

  if (data == QUIET) {
    run_quiet (user_data);
    return;
  }
  registry = job->front->registry;

  if (sijil_storage_begin (registry->storage, &job->error)) {
    job->answer = job->route->handle (registry, &job->request, &job->error);
    if (job->answer != NULL && !sijil_storage_commit (registry->storage, &job->error))
      g_clear_pointer (&job->answer, g_bytes_unref);
    sijil_storage_rollback (registry->storage);
  }
  if (job->answer == NULL && job->error == NULL)
    job->error =
        g_error_new_literal (SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED, "no answer");
  g_idle_add_full (G_PRIORITY_DEFAULT, finish_job, job, NULL);
}

static char *
peer_of (SoupServerMessage *message)
{
  const char *host = soup_server_message_get_remote_host (message);

  return g_strdup (host != NULL ? host : "?");
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  SijilFront *self = data;
  Body *body = g_object_get_data (G_OBJECT (message), BODY_KEY);
  gboolean known_path;
  const SijilRoute *route =
      sijil_route_find (soup_server_message_get_method (message), path, &known_path);
  Job *job;

  if (route == NULL) {
    answer_error (message, known_path ? 405 : 404, known_path ? "method" : "not-found");
    return;
  }
  if (body == NULL || body->too_large) {
    answer_error (message, 413, "too-large");
    return;
  }
  if (g_thread_pool_unprocessed (self->ingest) > MAX_WAITING_REQUESTS) {
    answer_error (message, 503, "busy");
    return;
  }
  job = g_new0 (Job, 1);
  job->front = self;
  job->message = g_object_ref (message);
  job->route = route;
  job->request.peer = peer_of (message);
  job->request.authorization = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization"));
  job->request.after = g_strdup (query != NULL ? g_hash_table_lookup (query, "after") : NULL);
  job->request.body = g_bytes_new (body->bytes->data, body->bytes->len);
  soup_server_message_pause (message);
  /* Set again when it is answered: a large one takes longer than a quiet moment is. */
  g_clear_handle_id (&self->quiet, g_source_remove);
  g_thread_pool_push (self->ingest, job, NULL);
}

static void
on_headers (SoupServerMessage *message, Body *body)
{
  GUri *uri = soup_server_message_get_uri (message);
  gboolean known_path;
  const SijilRoute *route = sijil_route_find (soup_server_message_get_method (message),
                                              g_uri_get_path (uri), &known_path);
  goffset length =
      soup_message_headers_get_content_length (soup_server_message_get_request_headers (message));

  body->limit = route != NULL ? route->max_body : 0;
  /* Nobody without a token may have the registry hold a large body. */
  if (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                    "Authorization") == NULL)
    body->limit = MIN (body->limit, MAX_ANONYMOUS_BODY);
  if (length > (goffset) body->limit)
    body->too_large = TRUE;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, Body *body)
{
  gsize len = g_bytes_get_size (chunk);

  body->seen += len;
  if (body->too_large || body->bytes->len + len > body->limit) {
    g_autoptr (GSocket) socket = sijil_door_socket (message);

    /* The library would read the rest to its end: the line is cut instead. A modest excess is read,
     * so that an honest client gets its 413. */
    if (body->seen > body->limit + SIJIL_MAX_BODY && socket != NULL)
      g_socket_shutdown (socket, TRUE, TRUE, NULL);
    body->too_large = TRUE;
    return;
  }
  g_byte_array_append (body->bytes, g_bytes_get_data (chunk, NULL), (guint) len);
}

static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  Body *body = g_new0 (Body, 1);

  body->bytes = g_byte_array_new ();
  g_object_set_data_full (G_OBJECT (message), BODY_KEY, body, (GDestroyNotify) body_free);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_headers), body);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), body);
}

/**
 * sijil_front_new:
 * @registry: the registry
 * @cert: file with the server's certificate and its authority's
 * @key: file with its key
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a front that does not listen yet
 */
SijilFront *
sijil_front_new (SijilRegistry *registry, const char *cert, const char *key, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_files (cert, key, error);
  SijilFront *self;

  if (certificate == NULL)
    return NULL;
  self = g_new0 (SijilFront, 1);
  self->registry = registry;
  self->server = soup_server_new ("server-header", "sijil-registry", NULL);
  self->ingest = g_thread_pool_new (run_job, self, 1, TRUE, NULL);
  self->door = sijil_door_new (self->server, certificate, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (on_request_started), self);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  return self;
}

/* After an answer the library keeps a connection open only if it listens somewhere itself, and ours
 * come through the door: each request would cost an agreement on keys. So it listens where nobody
 * can come: at a name that is gone at once. */
static gboolean
listen_nowhere (SoupServer *server, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("sijil-registry-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "nowhere", NULL) : NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  gboolean ok;

  if (folder == NULL)
    return FALSE;
  address = g_unix_socket_address_new (path);
  socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  ok = socket != NULL && g_socket_bind (socket, address, TRUE, error) &&
       g_socket_listen (socket, error) && soup_server_listen_socket (server, socket, 0, error);
  g_unlink (path);
  g_rmdir (folder);
  return ok;
}

/**
 * sijil_front_listen:
 * @front: a front
 * @address: `IP:PORT`, port 0 for a free one
 * @port: (out): the port
 * @error: return location for an error
 *
 * Returns: %TRUE if it takes requests now
 */
gboolean
sijil_front_listen (SijilFront *front, const char *address, guint *port, GError **error)
{
  g_autoptr (GSocketConnectable) wanted = g_network_address_parse (address, 0, error);
  g_autoptr (GSocketAddress) socket_address = NULL;
  g_autoptr (GError) local = NULL;

  if (wanted == NULL)
    return FALSE;
  socket_address = g_inet_socket_address_new_from_string (
      g_network_address_get_hostname (G_NETWORK_ADDRESS (wanted)),
      g_network_address_get_port (G_NETWORK_ADDRESS (wanted)));
  if (socket_address == NULL) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST, "%s: not IP:PORT",
                 address);
    return FALSE;
  }
  if (!listen_nowhere (front->server, &local))
    g_message ("each request will take a connection of its own: %s", local->message);
  if (!sijil_door_open (front->door, socket_address, port, error))
    return FALSE;
  /* What was received before the last stop. */
  work_when_quiet (front, QUIET_MS);
  return TRUE;
}

/**
 * sijil_front_free:
 * @front: (transfer full): a front
 *
 * Takes no more requests, and answers those that it has.
 */
void
sijil_front_free (SijilFront *front)
{
  if (front == NULL)
    return;
  front->closing = TRUE;
  g_clear_handle_id (&front->quiet, g_source_remove);
  sijil_door_free (front->door);
  soup_server_disconnect (front->server);
  g_thread_pool_free (front->ingest, FALSE, TRUE);
  g_object_unref (front->server);
  g_free (front);
}
