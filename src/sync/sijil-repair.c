#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-repair.h"

#include "sijil-check-message.h"
#include "sijil-compare.h"
#include "sijil-frame.h"
#include "sijil-parts.h"

#include <string.h>

typedef struct {
  SijilStore *store;
  SijilTransport *transport;
  SijilCheckAsk ask;
  GArray *buckets;  /* (nullable): the sums, until they are asked with */
  SijilMending all; /* what was mended so far, and what is still to be settled */
  SijilId key;
} Repair;

/* What came for one request. */
typedef struct {
  SijilCheckAnswer *answer;
  GBytes *frame;
} Said;

static void
said_clear (Said *said)
{
  g_clear_pointer (&said->answer, sijil_check_answer_free);
  g_clear_pointer (&said->frame, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

static gboolean
read_answer (GBytes *body, Said *said, GError **error)
{
  gsize offset = 0;

  for (;;) {
    g_autoptr (GBytes) part = NULL;
    SijilPart kind;

    if (!sijil_parts_next (body, &offset, &kind, &part, error))
      return FALSE;
    if (part == NULL)
      break;
    if (kind == SIJIL_PART_MESSAGE && said->answer == NULL)
      said->answer = sijil_check_answer_decode (part, error);
    else if (kind == SIJIL_PART_OWN && said->frame == NULL)
      said->frame = g_bytes_ref (part);
    if (said->answer == NULL)
      return FALSE;
  }
  if (said->answer == NULL)
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "no message");
  return said->answer != NULL;
}

static gboolean
ask (Repair *self, Said *said, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = sijil_check_ask_encode (&self->ask);
  g_autoptr (GBytes) answer = sijil_transport_post (self->transport, "/v1/check",
                                                    "application/json", body, cancellable, error);

  return answer != NULL && read_answer (answer, said, error);
}

static gboolean
add_up (Repair *self, GError **error)
{
  SijilSumming summing = { self->key, self->buckets };

  while (!summing.done)
    if (sijil_store_read_aside (self->store, sijil_compare_sum, &summing, error) == NULL)
      return FALSE;
  self->ask.total = sijil_sums_total (summing.buckets);
  return TRUE;
}

/* One answer's worth of a bucket, in one transaction. */
typedef struct {
  SijilMending mending;
  GBytes *frame;
} Mend;

static gboolean
born (gpointer data, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id)
{
  return sijil_session_born (data, type, birth, id);
}

static gpointer
apply (SijilSession *session, gpointer data, GError **error)
{
  Mend *mend = data;
  SijilNames names = { NULL, born, session, FALSE };
  g_autoptr (GPtrArray) sets = sijil_frame_decode (mend->frame, &names, error);

  mend->mending.sets = sets;
  return sets != NULL ? sijil_compare_fold (session, &mend->mending, error) : NULL;
}

static gboolean
mend (Repair *self, const Said *said, GError **error)
{
  Mend one = { { NULL }, said->frame };

  for (guint i = 0; i < said->answer->unknown->len; i++) {
    SijilUnknown unknown = { g_array_index (said->answer->unknown, SijilId, i), self->ask.type };

    g_array_append_val (self->all.unknown, unknown);
  }
  self->all.tells = said->answer->tells;
  if (said->frame == NULL)
    return TRUE;
  if (sijil_store_write (self->store, apply, &one, error) == NULL)
    return FALSE;
  self->all.fetched += one.mending.fetched;
  return TRUE;
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (SijilId)); /* the first field */
}

/* What the registry does not know, when all that it knows is here. */
static gboolean
settle (Repair *self, GError **error)
{
  g_array_sort (self->all.unknown, by_id);
  while (self->all.from < self->all.unknown->len)
    if (sijil_store_write (self->store, sijil_compare_settle, &self->all, error) == NULL)
      return FALSE;
  return TRUE;
}

/* The next larger id; %FALSE if there is none. */
static gboolean
step (SijilId *id)
{
  for (int i = 15; i >= 0; i--)
    if (++id->bytes[i] != 0)
      return TRUE;
  return FALSE;
}

static int
compare (const SijilId *a, const SijilId *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

/* @behind: something new is at the registry, which comes first. */
static gboolean
repair_bucket (Repair *self, const SijilBucket *bucket, gboolean *behind, GCancellable *cancellable,
               GError **error)
{
  SijilId first, last;
  gboolean more = TRUE;

  sijil_sums_range (bucket->month, &first, &last);
  while (more && !*behind) {
    SijilComparedRows compared = { self->key, bucket->type, first, last, SIJIL_MAX_CHECKED_ROWS };
    g_auto (Said) said = { NULL };
    gboolean ok;

    if (sijil_store_read_aside (self->store, sijil_compare_rows, &compared, error) == NULL)
      return FALSE;
    g_clear_pointer (&self->ask.rows, g_array_unref);
    self->ask.type = bucket->type;
    self->ask.first = first;
    self->ask.last = compared.last;
    self->ask.rows = compared.rows;
    ok =
        ask (self, &said, cancellable, error) && (said.answer->behind || mend (self, &said, error));
    if (!ok)
      return FALSE;
    *behind = said.answer->behind;
    /* An answer that gets nowhere would be asked for for ever. */
    more =
        compare (&said.answer->reached, &first) >= 0 && compare (&said.answer->reached, &last) < 0;
    first = said.answer->reached;
    more = more && step (&first);
  }
  return TRUE;
}

static gboolean
repair_buckets (Repair *self, GArray *buckets, gboolean *behind, GCancellable *cancellable,
                GError **error)
{
  for (guint i = 0; i < buckets->len && !*behind; i++)
    if (!repair_bucket (self, &g_array_index (buckets, SijilBucket, i), behind, cancellable, error))
      return FALSE;
  return *behind || settle (self, error);
}

static gboolean
run (Repair *self, gboolean *behind, GCancellable *cancellable, GError **error)
{
  g_auto (Said) total = { NULL };
  g_auto (Said) differing = { NULL };

  /* One number first: it is the usual end. */
  if (!add_up (self, error) || !ask (self, &total, cancellable, error))
    return FALSE;
  *behind = total.answer->behind;
  self->all.match = g_strdup (total.answer->match);
  if (total.answer->equal || *behind)
    return TRUE;
  self->ask.buckets = g_steal_pointer (&self->buckets);
  if (!ask (self, &differing, cancellable, error))
    return FALSE;
  *behind = differing.answer->behind;
  return repair_buckets (self, differing.answer->buckets, behind, cancellable, error);
}

/**
 * sijil_repair_is_due:
 * @link: how we stand with the registry
 *
 * Returns: whether the desk should compare itself with the registry: at most daily, and never while
 *   something waits here
 */
gboolean
sijil_repair_is_due (const SijilLink *link)
{
  gint64 left = link->compare_after - g_get_real_time ();

  /* A clock that was set back must not put it off for years. */
  return link->waiting == 0 && (left <= 0 || left > SIJIL_COMPARE_EVERY_US);
}

/**
 * sijil_repair_run:
 * @store: a register
 * @transport: the line
 * @link: how we stand with the registry
 * @anyway: whether to compare although there are news that are not folded: they name what is
 *   missing here
 * @told: (out): whether something waits in the outbox by it
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Compares the register with what the registry holds for it, and mends what differs.
 *
 * Returns: %TRUE if they were compared, or are to be when more news have come
 */
gboolean
sijil_repair_run (SijilStore *store, SijilTransport *transport, const SijilLink *link,
                  gboolean anyway, gboolean *told, GCancellable *cancellable, GError **error)
{
  Repair self = { store,
                  transport,
                  { .registry = g_strdup (link->registry),
                    .epoch = link->epoch,
                    .cursor = link->cursor,
                    .catalogue_cursor = link->catalogue_cursor,
                    .anyway = anyway },
                  g_array_new (FALSE, FALSE, sizeof (SijilBucket)),
                  { .unknown = g_array_new (FALSE, FALSE, sizeof (SijilUnknown)) } };
  gboolean behind = FALSE;
  gboolean ok = sijil_id_parse (link->registry, &self.key) &&
                run (&self, &behind, cancellable, error) &&
                (behind || sijil_store_write (store, sijil_compare_done, &self.all, error) != NULL);

  sijil_check_ask_clear (&self.ask);
  g_clear_pointer (&self.buckets, g_array_unref);
  g_array_unref (self.all.unknown);
  g_free (self.all.match);
  *told = self.all.told > 0;
  return ok;
}
