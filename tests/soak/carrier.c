#include "carrier.h"

#include "sijil-exchange.h"
#include "sijil-frame.h"
#include "sijil-messages.h"
#include "sijil-parts.h"
#include "sijil-routes.h"
#include "sijil-transport.h"

/* Carries what the real exchange sends to the registry of the same world, without a network: it
 * stands in the place of src/sync/sijil-transport.c. */
G_DEFINE_QUARK (sijil - sync - error - quark, sijil_sync_error)

struct _SijilTransport {
  char *authorization;
};

/* A desk that asks this often in one exchange will never end. */
#define MOST_POSTS 400

static World *carried;

/* How the next exchange of @office fares; @at chooses the request at which something happens. */
void
carrier_begin (World *world, Office *office, LineKind line, guint at)
{
  carried = world;
  world->asking = office;
  world->line = line;
  world->line_at = at;
  world->posts = 0;
}

SijilTransport *
sijil_transport_new (const char *url, const char *ca_file, GError **error)
{
  return g_new0 (SijilTransport, 1);
}

void
sijil_transport_free (SijilTransport *transport)
{
  if (transport != NULL)
    g_free (transport->authorization);
  g_free (transport);
}

void
sijil_transport_set_token (SijilTransport *transport, guint32 device, const char *token)
{
  g_free (transport->authorization);
  transport->authorization = g_strdup_printf ("Bearer %u.%s", device, token);
}

void
sijil_transport_begin (SijilTransport *transport)
{
}

void
sijil_transport_count (SijilTransport *transport, guint *requests, gint64 *bytes_up,
                       gint64 *bytes_down)
{
  *requests = 0;
  *bytes_up = *bytes_down = 0;
}

static void
fail (GError **error, SijilSyncError code)
{
  g_set_error_literal (error, SIJIL_SYNC_ERROR, (int) code, "the line");
}

/* What the front does: see src/registry/sijil-front.c. */
static GBytes *
ask_registry (World *world, const char *method, const char *path, const SijilRequest *request,
              GError **error)
{
  gboolean known;
  const SijilRoute *route = sijil_route_find (method, path, &known);
  SijilStorage *storage = world->registry->storage;
  GBytes *answer = NULL;

  if (!sijil_storage_begin (storage, error))
    return NULL;
  answer = route->handle (world->registry, request, error);
  if (answer != NULL && !sijil_storage_commit (storage, error))
    g_clear_pointer (&answer, g_bytes_unref);
  sijil_storage_rollback (storage);
  return answer;
}

static void
explain (World *world, GError *cause, GError **error)
{
  if (g_error_matches (cause, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FORKED)) {
    fail (error, SIJIL_SYNC_ERROR_FORKED);
    return;
  }
  if (world->line != LINE_CUT && !world->armed)
    world_trouble (world, "desk %u: the registry would not answer: %s", world->asking->number,
                   cause->message);
  fail (error, SIJIL_SYNC_ERROR_UNREACHABLE);
}

static GBytes *
first_bytes (GBytes *body, guint at)
{
  return g_bytes_new_from_bytes (body, 0, at % (g_bytes_get_size (body) + 1));
}

static gboolean
birth_of (gpointer session, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  return sijil_session_birth (session, type, id, birth);
}

static gboolean
born (gpointer session, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id)
{
  return sijil_session_born (session, type, birth, id);
}

/* The first change sets of a frame, as if it had been made so small. */
static GBytes *
first_sets (World *world, GBytes *frame)
{
  SijilNames names = { birth_of, born, sijil_store_page_session (world->asking->store) };
  g_autoptr (GPtrArray) sets = sijil_frame_decode (frame, &names, NULL);
  guint n = 1 + world->line_at % 4;

  if (sets == NULL) /* the disk would not say who is named */
    return g_bytes_ref (frame);
  if (sets->len > n)
    g_ptr_array_set_size (sets, (gint) n);
  return sijil_frame_encode (sets, &names);
}

/* The same request with pages of one change set, with less that goes up, or without. */
static GBytes *
rewrite (World *world, GBytes *body)
{
  GByteArray *out = g_byte_array_new ();
  gsize offset = 0;

  for (;;) {
    g_autoptr (GBytes) part = NULL;
    SijilPart kind;

    if (!sijil_parts_next (body, &offset, &kind, &part, NULL) || part == NULL)
      break;
    if (kind == SIJIL_PART_MESSAGE && world->line == LINE_ONE_BY_ONE) {
      g_auto (SijilAsk) ask = { NULL };
      g_autoptr (GBytes) again = NULL;

      g_assert_true (sijil_ask_decode (part, &ask, NULL));
      ask.page = 1;
      again = sijil_ask_encode (&ask);
      sijil_parts_append (out, kind, again);
    } else if (kind == SIJIL_PART_OWN && world->line == LINE_FEW) {
      g_autoptr (GBytes) few = first_sets (world, part);

      sijil_parts_append (out, kind, few);
    } else if (kind == SIJIL_PART_MESSAGE || world->line != LINE_NEWS_ONLY)
      sijil_parts_append (out, kind, part);
  }
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
send (SijilTransport *transport, const char *path, GBytes *body, GError **error)
{
  World *world = carried;
  g_autofree char *peer = g_strdup ("::1");
  SijilRequest request = { .authorization = transport->authorization, .peer = peer, .body = body };
  g_autoptr (GError) cause = NULL;
  GBytes *answer;

  world_clock (world, NULL);
  answer = ask_registry (world, "POST", path, &request, &cause);
  world->now += 1000;
  world_clock (world, world->asking);
  if (answer == NULL)
    explain (world, cause, error);
  return answer;
}

/* Nobody here is so far behind. */
gboolean
sijil_transport_get (SijilTransport *transport, const char *path, GByteArray *bytes,
                     GCancellable *cancellable, GError **error)
{
  fail (error, SIJIL_SYNC_ERROR_NOTHING_HERE);
  return FALSE;
}

static void
replace (GBytes **place, GBytes *bytes)
{
  g_clear_pointer (place, g_bytes_unref);
  *place = g_bytes_ref (bytes);
}

GBytes *
sijil_transport_post (SijilTransport *transport, const char *path, const char *content_type,
                      GBytes *body, GCancellable *cancellable, GError **error)
{
  World *world = carried;
  Office *office = world->asking;
  gboolean is_push = g_strcmp0 (path, "/v1/push") == 0;
  gboolean now = world->posts++ == world->line_at % (world->line == LINE_FEW ? 7 : 3);
  g_autoptr (GBytes) sent = g_bytes_ref (body);
  g_autoptr (GBytes) answer = NULL;

  if (world->posts > MOST_POSTS) {
    world_trouble (world, "desk %u: its exchange does not end", office->number);
    fail (error, SIJIL_SYNC_ERROR_UNREACHABLE);
    return NULL;
  }
  if (is_push && world->posts == 1 && world->line == LINE_AGAIN)
    return g_bytes_ref (office->last);
  if (is_push && world->posts == 1 && world->line == LINE_LATE)
    return g_steal_pointer (&office->kept);
  if (is_push && (world->line == LINE_ONE_BY_ONE || world->line == LINE_FEW ||
                  (world->line == LINE_NEWS_ONLY && world->posts == 1))) {
    g_bytes_unref (sent);
    sent = rewrite (world, body);
  }
  if (world->line == LINE_CUT && now) {
    g_bytes_unref (sent);
    sent = first_bytes (body, world->line_at);
    answer = g_bytes_get_size (sent) > 0 ? send (transport, path, sent, NULL) : NULL;
    fail (error, SIJIL_SYNC_ERROR_UNREACHABLE);
    return NULL;
  }
  answer = send (transport, path, sent, error);
  if (answer == NULL)
    return NULL;
  if (now && world->line >= LINE_FEW && world->line <= LINE_KEEP) {
    if (world->line == LINE_KEEP && is_push)
      replace (&office->kept, answer);
    fail (error, SIJIL_SYNC_ERROR_UNREACHABLE);
    return NULL;
  }
  if (is_push)
    replace (&office->last, answer);
  return g_steal_pointer (&answer);
}
