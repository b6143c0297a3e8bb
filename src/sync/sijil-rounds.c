#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-rounds.h"

#include "sijil-incoming.h"
#include "sijil-outgoing.h"
#include "sijil-parts.h"

/* Frames begin small, so that the worst line gets something through, and grow with success. */
#define FIRST_FRAME 8192
#define LARGEST_FRAME (256 * 1024)
#define SMALLEST_FRAME 2048
#define GUESSED_ROW_BYTES 40
/* And so do the pages of news, in change sets. While something of ours waits it goes first. */
#define FIRST_PAGE 250
#define LARGEST_PAGE 2000
#define SMALLEST_PAGE 1

struct _SijilRounds {
  SijilStore *store;
  guint frame_bytes;
  double row_bytes;
  guint page;
  gboolean packed;      /* whether @now is */
  SijilOutgoing now;    /* what goes up next */
  SijilOutgoing after;  /* and what goes after that */
  SijilIncoming *reply; /* (nullable): the last answer, not applied yet */
  guint news;           /* change sets of others that were folded and not told of yet */
  gboolean is_full;     /* the registry takes the rest of ours tomorrow */
};

SijilRounds *
sijil_rounds_new (SijilStore *store)
{
  SijilRounds *self = g_new0 (SijilRounds, 1);

  self->store = store;
  self->frame_bytes = FIRST_FRAME;
  self->row_bytes = GUESSED_ROW_BYTES;
  self->page = FIRST_PAGE;
  return self;
}

/* What was packed ahead is packed again when it goes. */
static void
forget (SijilRounds *self)
{
  sijil_outgoing_clear (&self->now);
  sijil_outgoing_clear (&self->after);
  g_clear_pointer (&self->reply, sijil_incoming_free);
  self->packed = FALSE;
}

void
sijil_rounds_free (SijilRounds *rounds)
{
  if (rounds == NULL)
    return;
  forget (rounds);
  g_free (rounds);
}

static guint
rows_of_frame (SijilRounds *self)
{
  return (guint) MAX (self->frame_bytes / self->row_bytes, 1);
}

static gboolean
pack (SijilRounds *self, SijilOutgoing *load, guint64 after, GError **error)
{
  sijil_outgoing_clear (load);
  *load = (SijilOutgoing){ after, rows_of_frame (self) };
  return self->is_full ||
         sijil_store_read_aside (self->store, sijil_outgoing_prepare, load, error) != NULL;
}

static void
adapt (SijilRounds *self)
{
  self->page = MIN (self->page * 2, LARGEST_PAGE);
  if (self->now.frame == NULL)
    return;
  self->row_bytes = (double) g_bytes_get_size (self->now.frame) / MAX (self->now.rows, 1);
  self->frame_bytes = MIN (self->frame_bytes * 2, LARGEST_FRAME);
}

static GBytes *
make_body (SijilRounds *self, const SijilLink *link)
{
  gboolean ours_first = self->now.frame != NULL && self->now.last < link->cseq;
  SijilAsk ask = { .registry = link->registry,
                   .epoch = link->epoch,
                   /* What was made since then is in the frame already. */
                   .cseq = MAX (link->cseq, self->now.last),
                   .cursor = link->cursor,
                   .catalogue_cursor = link->catalogue_cursor,
                   .page = ours_first ? SMALLEST_PAGE : self->page,
                   .wants_key = link->registry_key == NULL };
  g_autoptr (GBytes) message = sijil_ask_encode (&ask);
  GByteArray *body = g_byte_array_new ();

  sijil_parts_append (body, SIJIL_PART_MESSAGE, message);
  if (self->now.frame != NULL)
    sijil_parts_append (body, SIJIL_PART_OWN, self->now.frame);
  return g_byte_array_free_to_bytes (body);
}

static gboolean
apply (SijilRounds *self, GError **error)
{
  g_autoptr (SijilIncoming) reply = g_steal_pointer (&self->reply);

  if (reply == NULL)
    return TRUE;
  if (sijil_store_write (self->store, sijil_incoming_apply, reply, error) == NULL)
    return FALSE;
  self->news += reply->news;
  return TRUE;
}

/* What is done while the line and the registry are busy with a request. */
typedef struct {
  SijilRounds *rounds;
  GError *error;
  gboolean ok;
} Aside;

static gpointer
do_aside (gpointer data)
{
  Aside *aside = data;
  SijilRounds *self = aside->rounds;

  aside->ok = apply (self, &aside->error) &&
              (self->now.frame == NULL || pack (self, &self->after, self->now.last, &aside->error));
  return NULL;
}

static GBytes *
post (SijilRounds *self, SijilTransport *transport, const SijilLink *link,
      GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = make_body (self, link);
  g_autoptr (GBytes) answer = NULL;
  Aside aside = { self, NULL, TRUE };
  GThread *thread = NULL;

  if (self->reply != NULL || self->now.frame != NULL)
    thread = g_thread_new ("sijil-aside", do_aside, &aside);
  answer = sijil_transport_post (transport, "/v1/push", NULL, body, cancellable, error);
  if (thread != NULL)
    g_thread_join (thread);
  if (aside.ok)
    return g_steal_pointer (&answer);
  g_clear_error (error);
  g_propagate_error (error, aside.error);
  return NULL;
}

/* Whether the answer's receipts may wait until the next request is under way. */
static gboolean
go_on (SijilRounds *self, const SijilIncoming *reply)
{
  return self->after.frame != NULL && reply->answer->acked >= self->now.last;
}

static gboolean
fail (SijilRounds *self)
{
  self->frame_bytes = MAX (self->frame_bytes / 2, SMALLEST_FRAME);
  forget (self);
  return FALSE;
}

/**
 * sijil_rounds_next:
 * @rounds: the rounds of an exchange
 * @transport: the line
 * @link: how we stand with the registry
 * @step: (inout): how far the exchange is
 * @more: (out): whether another round is due
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * One request and its answer. While it is under way the answer to the one before is applied, and
 * what goes next is packed: so neither the line nor the registry waits for this desk. After a
 * failure nothing is ahead: the next round begins with what waits then.
 *
 * Returns: %TRUE if it was answered
 */
gboolean
sijil_rounds_next (SijilRounds *rounds, SijilTransport *transport, const SijilLink *link,
                   SijilExchangeStep *step, gboolean *more, GCancellable *cancellable,
                   GError **error)
{
  SijilRounds *self = rounds;
  g_autoptr (GBytes) received = NULL;
  g_autoptr (SijilIncoming) reply = NULL;
  gboolean ahead;

  if (!self->packed && !pack (self, &self->now, 0, error))
    return fail (self);
  received = post (self, transport, link, cancellable, error);
  if (received != NULL)
    reply = sijil_incoming_read (received, link, error);
  if (reply == NULL)
    return fail (self);
  step->confirmed += reply->answer->receipts->len;
  step->news_left = (gint64) reply->answer->left;
  *more = reply->answer->more || reply->answer->receipts->len > 0;
  adapt (self);
  /* Of a round with nothing of ours in it the registry cannot know that something waits. */
  if (self->is_full)
    reply->answer->tomorrow = SIJIL_TOMORROW_TAKES;
  self->is_full = reply->answer->tomorrow == SIJIL_TOMORROW_TAKES;
  ahead = go_on (self, reply);
  self->reply = g_steal_pointer (&reply);
  if (ahead) {
    sijil_outgoing_clear (&self->now);
    self->now = self->after;
    self->after = (SijilOutgoing){ 0 };
  }
  self->packed = ahead;
  if (!ahead && !apply (self, error))
    return fail (self);
  step->news += self->news;
  self->news = 0;
  return TRUE;
}

/**
 * sijil_rounds_is_ahead:
 * @rounds: the rounds of an exchange
 *
 * Returns: whether the next request is packed already, so that another round is due whatever the
 *   last answer said
 */
gboolean
sijil_rounds_is_ahead (const SijilRounds *rounds)
{
  return rounds->packed;
}

/**
 * sijil_rounds_trust:
 * @rounds: the rounds of an exchange
 *
 * The line has proved good for much at once: news come in the largest pages from now on.
 */
void
sijil_rounds_trust (SijilRounds *rounds)
{
  rounds->page = LARGEST_PAGE;
}
