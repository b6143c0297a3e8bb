#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-front.h"

#include "sijil-response.h"
#include "sijil-body.h"
#include "sijil-linker-queue.h"
#include "sijil-quiet.h"
#include "sijil-routes.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_WAITING_REQUESTS 64
#define QUIET_MS 500
#define LONGEST_WAIT_S 3

struct _SijilFront {
  SijilRegistry *registry;
  SoupServer *server;
  SijilDoor *door;
  SijilBodies bodies;
  GThreadPool *ingest; /* one thread: the embedded database has one writer */
  guint quiet;         /* timer, until nobody has asked for a moment */
  gint64 worked_at;    /* monotonic; when it was last so quiet */
  gboolean closing;
};

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

/* Stands among the requests for the turn of what is done when there are none. */
static const char QUIET[] = "quiet";

static gboolean
on_quiet (gpointer data)
{
  SijilFront *self = data;

  self->quiet = 0;
  self->worked_at = g_get_monotonic_time ();
  g_thread_pool_push (self->ingest, (gpointer) QUIET, NULL);
  return G_SOURCE_REMOVE;
}

/* Whoever asks comes first: the rest is done when nobody has asked for a moment; but somebody
 * always asks, so it has its turn in any case when it has waited long enough. */
static void
work_when_quiet (SijilFront *self, guint milliseconds)
{
  gboolean overdue =
      g_get_monotonic_time () - self->worked_at > LONGEST_WAIT_S * G_TIME_SPAN_SECOND;

  if (self->quiet != 0 && overdue)
    return; /* as it was set */
  g_clear_handle_id (&self->quiet, g_source_remove);
  if (!self->closing)
    self->quiet = g_timeout_add (overdue ? 0 : milliseconds, on_quiet, self);
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
  if (error != NULL)
    sijil_linker_queue_forget (self->registry);
  sijil_storage_rollback (storage);
  if (more && error == NULL)
    g_idle_add (go_on, self);
}

static void
give_answer (Job *job)
{
  if (job->answer == NULL)
    sijil_response_failure (job->message, job->error);
  else if (sijil_body_hold_answer (job->message, g_bytes_get_size (job->answer)))
    sijil_response_give (job->message, job->route->type, job->answer,
                         job->route->in_parts ? sijil_body_range (job->message) : NULL);
  else
    sijil_response_later (job->message, 503);
}

static gboolean
finish_job (gpointer data)
{
  Job *job = data;

  work_when_quiet (job->front, QUIET_MS);
  give_answer (job);
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
    if (job->answer == NULL)
      sijil_linker_queue_forget (registry);
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
  gboolean known_path;
  const SijilRoute *route =
      sijil_route_find (soup_server_message_get_method (message), path, &known_path);
  Job *job;

  if (route == NULL) {
    sijil_response_refuse (message, known_path ? 405 : 404, known_path ? "method" : "not-found");
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
  job->request.body = sijil_body_take (message);
  if (route->at_once) {
    job->answer = route->handle (self->registry, &job->request, &job->error);
    give_answer (job);
    job_free (job);
    return;
  }
  if (g_thread_pool_unprocessed (self->ingest) > MAX_WAITING_REQUESTS) {
    sijil_response_later (message, 503);
    job_free (job);
    return;
  }
  soup_server_message_pause (message);
  g_thread_pool_push (self->ingest, job, NULL);
}

static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  SijilFront *self = data;

  sijil_body_receive (&self->bodies, message);
}

/**
 * sijil_front_new:
 * @registry: the registry
 * @cert: file with the server's certificate and its authority's
 * @key: file with its key
 * @limits: what those who come may take
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a front that does not listen yet
 */
SijilFront *
sijil_front_new (SijilRegistry *registry, const char *cert, const char *key,
                 const SijilFrontLimits *limits, GError **error)
{
  g_autoptr (SijilTlsKeys) keys = sijil_tls_keys_new (cert, key, error);
  SijilFront *self;

  if (keys == NULL)
    return NULL;
  self = g_new0 (SijilFront, 1);
  self->registry = registry;
  self->server = soup_server_new ("server-header", "sijil-registry", NULL);
  self->ingest = g_thread_pool_new (run_job, self, 1, TRUE, NULL);
  self->door = sijil_door_new (self->server, keys, &limits->door);
  self->bodies = (SijilBodies){ registry, limits->bodies, 0 };
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
 * Takes no more requests. What is under way is finished and kept; its answer may not arrive any
 * more, and the device asks again.
 */
void
sijil_front_free (SijilFront *front)
{
  if (front == NULL)
    return;
  front->closing = TRUE;
  g_atomic_int_set (&front->registry->stopping, TRUE);
  g_clear_handle_id (&front->quiet, g_source_remove);
  sijil_door_free (front->door);
  soup_server_disconnect (front->server);
  g_thread_pool_free (front->ingest, FALSE, TRUE);
  g_object_unref (front->server);
  g_free (front);
}
