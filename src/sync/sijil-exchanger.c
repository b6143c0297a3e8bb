#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-exchanger.h"

#include "sijil-ca-file.h"
#include "sijil-compare.h"
#include "sijil-exchange.h"
#include "sijil-first-load.h"
#include "sijil-i18n.h"
#include "sijil-join.h"
#include "sijil-json.h"
#include "sijil-link-epoch.h"
#include "sijil-incoming.h"
#include "sijil-index.h"
#include "sijil-repair.h"
#include "sijil-rounds.h"
#include "sijil-segment-seal.h"
#include "sijil-transport.h"

#include <sodium.h>

typedef struct {
  SijilStore *store;
  SijilTransport *transport;
  SijilLink *link;
  SijilExchangeProgress progress;
  gpointer progress_data;
  SijilExchangeStep step;
  SijilRounds *rounds;
} Exchanger;

static gboolean
reload_link (Exchanger *self, GError **error)
{
  SijilLink *link = sijil_store_read_aside (self->store, sijil_link_load, NULL, error);

  if (link == NULL)
    return FALSE;
  g_clear_pointer (&self->link, sijil_link_free);
  self->link = link;
  if (link->token != NULL && self->transport != NULL)
    sijil_transport_set_token (self->transport, link->device, link->token);
  return TRUE;
}

/* One request and its answer. @more tells whether another one is due. */
static gboolean
one_round (Exchanger *self, GCancellable *cancellable, gboolean *more, GError **error)
{
  if (!sijil_rounds_next (self->rounds, self->transport, self->link, &self->step, more, cancellable,
                          error))
    return FALSE;
  if (sijil_rounds_is_ahead (self->rounds))
    return TRUE;
  if (!reload_link (self, error))
    return FALSE;
  self->step.total = MAX (self->step.total, self->step.confirmed + self->link->waiting);
  *more = *more && (self->step.news_left > 0 || self->link->waiting > 0);
  return TRUE;
}

/* At most this many are told at a fork; what waits beyond them the registry cannot know. */
#define MAX_TOLD 8000

static GBytes *
fork_body (Exchanger *self, GError **error)
{
  g_autoptr (GPtrArray) digests =
      sijil_store_read_aside (self->store, sijil_outbox_digests, NULL, error);
  GString *out = g_string_new ("{\"v\":1,\"sets\":[");

  for (guint i = 0; digests != NULL && i < MIN (digests->len, MAX_TOLD); i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    sijil_json_append_string (out, digests->pdata[i]);
  }
  g_string_append (out, "]}");
  return digests != NULL ? g_string_free_to_bytes (out) : (g_string_free (out, TRUE), NULL);
}

/* What a fork's answer says, applied in one transaction. */
typedef struct {
  GPtrArray *receipts;
  SijilJoin *join;
} Fork;

static gpointer
apply_fork (SijilSession *session, gpointer data, GError **error)
{
  Fork *fork = data;

  for (guint i = 0; i < fork->receipts->len; i++)
    if (!sijil_receipt_apply (session, fork->receipts->pdata[i], error))
      return NULL;
  return sijil_link_fork (session, fork->join, error);
}

/* The registry knows later work under our number: this profile was copied back from a backup. */
static gboolean
take_new_number (Exchanger *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = fork_body (self, error);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (SijilJoin) join = NULL;
  g_autoptr (GPtrArray) receipts = NULL;

  if (body != NULL)
    answer = sijil_transport_post (self->transport, "/v1/fork", "application/json", body,
                                   cancellable, error);
  if (answer == NULL)
    return FALSE;
  join = sijil_join_read_fork (answer, &receipts, error);
  return join != NULL &&
         sijil_store_write (self->store, apply_fork, &(Fork){ receipts, join }, error) != NULL &&
         reload_link (self, error);
}

/* The registry came back from a backup: what it has forgotten of us goes once more. */
static gboolean
take_epoch (Exchanger *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) answer =
      sijil_transport_post (self->transport, "/v1/epoch", NULL, nothing, cancellable, error);
  SijilEpoch epoch = { 0 };

  return answer != NULL && sijil_epoch_read (answer, &epoch, error) &&
         sijil_store_write (self->store, sijil_link_epoch, &epoch, error) != NULL &&
         reload_link (self, error) &&
         (!epoch.leaves_a_gap || take_new_number (self, cancellable, error));
}

static void
tell (Exchanger *self)
{
  sijil_transport_count (self->transport, &self->step.requests, &self->step.bytes_up,
                         &self->step.bytes_down);
  if (self->progress != NULL)
    self->progress (&self->step, self->progress_data);
}

/* What is old of the feed, before it is read page by page. */
static gboolean
load_segments (Exchanger *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SijilFirstLoad) load = NULL;
  guint64 before = self->link->cursor, cursor;
  guint news = 1;

  if (self->link->waiting > 0 || self->link->registry_key == NULL ||
      self->step.news_left < SIJIL_SEGMENT_SETS)
    return TRUE;
  load = sijil_first_load_new (self->store, self->transport, self->link);
  while (news > 0 && self->step.news_left >= SIJIL_SEGMENT_SETS) {
    tell (self);
    if (!sijil_first_load_next (load, self->step.news_left >= 2 * SIJIL_SEGMENT_SETS, cancellable,
                                &news, &cursor, error)) {
      sijil_store_write (self->store, sijil_index_settle, NULL, NULL);
      return FALSE;
    }
    self->step.news += news;
    self->step.news_left = MAX (self->step.news_left - (gint64) (cursor - before), 0);
    before = cursor;
  }
  /* The line that brought whole segments brings whole pages too. */
  sijil_rounds_trust (self->rounds);
  return sijil_store_write (self->store, sijil_index_settle, NULL, error) != NULL &&
         reload_link (self, error);
}

static gboolean
run_rounds (Exchanger *self, GCancellable *cancellable, GError **error)
{
  gboolean more = TRUE, forked = FALSE, restored = FALSE, mended = FALSE, told;

  while (more) {
    g_autoptr (GError) local = NULL;

    tell (self);
    if (one_round (self, cancellable, &more, &local) &&
        (!more || load_segments (self, cancellable, &local)))
      continue;
    if (!forked && g_error_matches (local, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_FORKED)) {
      forked = TRUE;
      more = TRUE;
      if (take_new_number (self, cancellable, error))
        continue;
      return FALSE;
    }
    if (!restored && g_error_matches (local, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_EPOCH)) {
      restored = TRUE;
      more = TRUE;
      if (take_epoch (self, cancellable, error))
        continue;
      return FALSE;
    }
    /* News speak of a record that is missing here: it is fetched first. */
    if (!mended && g_error_matches (local, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_UNKNOWN_NAME)) {
      mended = TRUE;
      more = TRUE;
      if (sijil_repair_run (self->store, self->transport, self->link, TRUE, &told, cancellable,
                            error))
        continue;
      return FALSE;
    }
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

/* Whether both hold the same is looked at beside the exchange: if the line breaks in it, the
 * exchange was whole all the same, and it is looked at after the next. */
static gboolean
compare (Exchanger *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean told;

  if (!sijil_repair_is_due (self->link))
    return TRUE;
  if (sijil_repair_run (self->store, self->transport, self->link, FALSE, &told, cancellable,
                        &local))
    return !told || (reload_link (self, error) && run_rounds (self, cancellable, error));
  /* A registry of before does not know the question. */
  if (g_error_matches (local, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_NOTHING_HERE))
    return sijil_store_write (self->store, sijil_compare_not_now, NULL, error) != NULL;
  if (local->domain == SIJIL_SYNC_ERROR || local->domain == SIJIL_WIRE_ERROR ||
      local->domain == G_IO_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
sijil_kept_line_clear (SijilKeptLine *line)
{
  g_clear_pointer (&line->transport, sijil_transport_free);
  g_clear_pointer (&line->url, g_free);
  g_clear_pointer (&line->ca, g_free);
}

static gboolean
new_line (Exchanger *self, SijilKeptLine *line, GError **error)
{
  g_autofree char *path =
      sijil_ca_file_write (sijil_store_profile (self->store), self->link->ca, error);

  sijil_kept_line_clear (line);
  if (path == NULL)
    return FALSE;
  line->transport = sijil_transport_new (self->link->url, path, error);
  line->url = g_strdup (self->link->url);
  line->ca = g_strdup (self->link->ca);
  return line->transport != NULL;
}

/* One that was closed meanwhile the HTTP library makes anew by itself. */
static gboolean
take_line (Exchanger *self, SijilKeptLine *line, GError **error)
{
  gboolean kept = line->transport != NULL && g_strcmp0 (line->url, self->link->url) == 0 &&
                  g_strcmp0 (line->ca, self->link->ca) == 0;

  if (self->link->url == NULL || self->link->ca == NULL) {
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_NOT_ENROLLED,
                         _ ("This office has not joined the registry yet. It needs an invitation"));
    return FALSE;
  }
  if (!kept && !new_line (self, line, error))
    return FALSE;
  self->transport = line->transport;
  sijil_transport_begin (self->transport);
  sijil_transport_set_token (self->transport, self->link->device, self->link->token);
  return TRUE;
}

static gboolean
exchange (Exchanger *self, SijilKeptLine *line, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  if (!reload_link (self, error) || !take_line (self, line, error))
    return FALSE;
  self->step = (SijilExchangeStep){ .total = self->link->waiting };
  ok = run_rounds (self, cancellable, error) && compare (self, cancellable, error);
  tell (self);
  self->transport = NULL;
  if (!ok)
    sijil_kept_line_clear (line);
  return ok;
}

/**
 * sijil_exchanger_run_on:
 * @store: a register
 * @line: (inout): what the exchange before left, of the same thread
 * @progress: (nullable): told after each request
 * @data: for @progress
 * @cancellable: (nullable): stops it between and inside requests
 * @error: return location for an error, in the language of the window
 *
 * One whole exchange: our outbox goes up, news come down with the same requests, until neither side
 * has more. A cut at any point loses nothing: what was confirmed is confirmed, the rest goes next
 * time. Waits for the network: call it outside the main thread, one at a time.
 *
 * Returns: %TRUE if both sides know everything
 */
gboolean
sijil_exchanger_run_on (SijilStore *store, SijilKeptLine *line, SijilExchangeProgress progress,
                        gpointer data, GCancellable *cancellable, GError **error)
{
  Exchanger self = { .store = store, .progress = progress, .progress_data = data };
  g_autoptr (GError) local = NULL;
  gboolean ok;

  if (sodium_init () < 0)
    return FALSE;
  self.rounds = sijil_rounds_new (store);
  ok = exchange (&self, line, cancellable, &local);
  sijil_store_write (store, sijil_link_ended, ok || local == NULL ? NULL : local->message, NULL);
  g_clear_pointer (&self.link, sijil_link_free);
  sijil_rounds_free (self.rounds);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&local));
  return ok;
}

/**
 * sijil_exchanger_run:
 * @store: a register
 * @progress: (nullable): told after each request
 * @data: for @progress
 * @cancellable: (nullable): stops it between and inside requests
 * @error: return location for an error, in the language of the window
 *
 * The same on a connection of its own, for whoever exchanges once.
 *
 * Returns: %TRUE if both sides know everything
 */
gboolean
sijil_exchanger_run (SijilStore *store, SijilExchangeProgress progress, gpointer data,
                     GCancellable *cancellable, GError **error)
{
  SijilKeptLine line = { NULL };
  gboolean ok = sijil_exchanger_run_on (store, &line, progress, data, cancellable, error);

  sijil_kept_line_clear (&line);
  return ok;
}
