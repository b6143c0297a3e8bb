#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-incoming.h"

#include "sijil-bundle.h"
#include "sijil-frame.h"
#include "sijil-i18n.h"
#include "sijil-index.h"
#include "sijil-parts.h"
#include "sijil-sync-error.h"

static gboolean
birth_of (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  return sijil_session_birth (data, type, id, birth);
}

static gboolean
born (gpointer data, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id)
{
  return sijil_session_born (data, type, birth, id);
}

/**
 * sijil_receipt_apply:
 * @session: the writing session, inside a transaction
 * @receipt: what the registry says of one of our change sets
 * @error: return location for an error
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_receipt_apply (SijilSession *session, SijilReceipt *receipt, GError **error)
{
  SijilOutcome *outcome = g_new0 (SijilOutcome, 1);
  gboolean ok;

  outcome->cseq = receipt->cseq;
  outcome->refused = g_strdup (receipt->refused);
  outcome->digest = g_strdup (receipt->digest);
  outcome->stamp = receipt->stamp;
  outcome->is_cut = receipt->is_cut;
  outcome->base = receipt->base;
  outcome->seq = receipt->seq;
  for (guint i = 0; receipt->held != NULL && i < receipt->held->len; i++) {
    SijilHeldField *from = receipt->held->pdata[i];
    const SijilTypeDef *type = sijil_record_def (from->value);
    SijilHeld *held = g_new0 (SijilHeld, 1);

    if (outcome->held == NULL)
      outcome->held = g_ptr_array_new ();
    held->row = from->row;
    held->field = (guint) sijil_type_field (type, from->field);
    held->value = g_object_ref (from->value);
    held->stamp = from->stamp;
    g_ptr_array_add (outcome->held, held);
  }
  ok = sijil_exchange_outcome (session, outcome, error);
  sijil_outcome_free (outcome);
  return ok;
}

/* @decoded: (nullable): what @frame says */
static gboolean
apply_frame (SijilSession *session, GBytes *frame, GPtrArray *decoded, SijilNews *news, guint *n,
             GError **error)
{
  SijilNames names = { birth_of, born, session };
  g_autoptr (GPtrArray) sets =
      decoded != NULL ? g_ptr_array_ref (decoded) : sijil_frame_decode (frame, &names, error);

  news->sets = sets;
  *n += sets != NULL ? sets->len : 0;
  return sets != NULL && sijil_exchange_news (session, news, error);
}

/* Our own sets are numbered in the feed too but do not come back: the cursor passes over them. */
static gboolean
move_cursor (SijilSession *session, SijilNews *news, GError **error)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  news->sets = nothing;
  return sijil_exchange_news (session, news, error);
}

static gboolean
apply_parts (SijilSession *session, SijilIncoming *incoming, GError **error)
{
  const SijilAnswer *answer = incoming->answer;
  SijilNews own = { FALSE, NULL, answer->after, answer->cursor };
  SijilNews catalogue = { TRUE, NULL, answer->catalogue_after, answer->catalogue_cursor };
  gsize offset = 0;
  guint n = 0;

  for (;;) {
    g_autoptr (GBytes) part = NULL;
    GPtrArray *decoded = NULL;
    SijilPart kind;

    if (!sijil_parts_next (incoming->body, &offset, &kind, &part, error))
      return FALSE;
    if (part == NULL)
      return move_cursor (session, &own, error) && move_cursor (session, &catalogue, error);
    if (kind == SIJIL_PART_MESSAGE)
      continue;
    if (incoming->decoded != NULL && n < incoming->decoded->len)
      decoded = incoming->decoded->pdata[n++];
    if (!apply_frame (session, part, decoded, kind == SIJIL_PART_CATALOGUE ? &catalogue : &own,
                      &incoming->news, error))
      return FALSE;
  }
}

static gboolean
apply_receipts (SijilSession *session, const SijilIncoming *incoming, GError **error)
{
  const GPtrArray *receipts = incoming->answer->receipts;

  for (guint i = 0; i < receipts->len; i++)
    if (!sijil_receipt_apply (session, receipts->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* News may speak of what waits for its receipt: then they are left for the next time. */
static gboolean
apply_news (SijilSession *session, SijilIncoming *incoming, GError **error)
{
  const SijilAnswer *answer = incoming->answer;

  return (!sijil_exchange_is_settled (session, answer->acked) ||
          apply_parts (session, incoming, error)) &&
         (incoming->is_history || sijil_exchange_calendar (session, answer->hijri_offset, error)) &&
         (answer->key == NULL || sijil_exchange_key (session, answer->key, error)) &&
         (incoming->is_old || sijil_exchange_clock (session, answer->time, error));
}

/**
 * sijil_incoming_apply: (skip)
 * @session: the writing session
 * @data: a #SijilIncoming
 * @error: return location for an error
 *
 * Notes what became of our change sets and folds those of others.
 *
 * Returns: non-%NULL if all of it was applied
 */
gpointer
sijil_incoming_apply (SijilSession *session, gpointer data, GError **error)
{
  const SijilIncoming *incoming = data;

  return GINT_TO_POINTER (apply_receipts (session, incoming, error) &&
                          apply_news (session, data, error) &&
                          sijil_exchange_tomorrow (session, incoming->answer->tomorrow, error));
}

static SijilAnswer *
read_message (GBytes *body, GError **error)
{
  g_autoptr (GBytes) part = NULL;
  gsize offset = 0;
  SijilPart kind;

  if (!sijil_parts_next (body, &offset, &kind, &part, error))
    return NULL;
  if (part != NULL && kind == SIJIL_PART_MESSAGE)
    return sijil_answer_decode (part, error);
  g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "no message");
  return NULL;
}

static gboolean
check_answer (const SijilAnswer *answer, const SijilLink *link, GError **error)
{
  if (g_strcmp0 (answer->registry, link->registry) == 0 && answer->epoch == link->epoch)
    return TRUE;
  g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_PROTOCOL,
                       _ ("Another registry answered than the one this office joined. Nothing was "
                          "changed here; ask the registry’s operator"));
  return FALSE;
}

/* Cut between two parts a body looks whole, and its cursor would pass over what is missing. */
static gboolean
is_whole (const SijilIncoming *incoming, GError **error)
{
  if (sijil_parts_count (incoming->body) >= incoming->answer->frames)
    return TRUE;
  g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "body is cut off");
  return FALSE;
}

/**
 * sijil_incoming_read:
 * @body: the body of one answer
 * @link: how we stand with the registry
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it says, if it is our registry's
 */
SijilIncoming *
sijil_incoming_read (GBytes *body, const SijilLink *link, GError **error)
{
  g_autoptr (SijilIncoming) incoming = g_new0 (SijilIncoming, 1);

  incoming->body = g_bytes_ref (body);
  incoming->answer = read_message (body, error);
  return incoming->answer != NULL && check_answer (incoming->answer, link, error) &&
                 is_whole (incoming, error)
             ? g_steal_pointer (&incoming)
             : NULL;
}

/**
 * sijil_incoming_read_all:
 * @payload: the bodies of answers, see sijil_bundle_append()
 * @link: how we stand with the registry
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilIncoming): what they say, if all of them
 *   are our registry's
 */
GPtrArray *
sijil_incoming_read_all (GBytes *payload, const SijilLink *link, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_incoming_free);
  gsize offset = 0;

  for (;;) {
    g_autoptr (GBytes) body = NULL;
    SijilIncoming *one;

    if (!sijil_bundle_next (payload, &offset, &body, error))
      return NULL;
    if (body == NULL)
      return g_steal_pointer (&all);
    one = sijil_incoming_read (body, link, error);
    if (one == NULL)
      return NULL;
    one->is_old = TRUE;
    g_ptr_array_add (all, one);
  }
}

/**
 * sijil_incoming_apply_all: (skip)
 * @session: the writing session
 * @data: (element-type SijilIncoming): in order
 * @error: return location for an error
 *
 * Returns: non-%NULL if all of them were applied; otherwise none was
 */
gpointer
sijil_incoming_apply_all (SijilSession *session, gpointer data, GError **error)
{
  GPtrArray *all = data;

  /* The receipts of a file are in several bodies, and all of them come before the first news. */
  for (guint i = 0; i < all->len; i++) {
    const SijilIncoming *one = all->pdata[i];

    if (!sijil_exchange_is_ours (session, one->answer->acked, error) ||
        !apply_receipts (session, one, error))
      return NULL;
  }
  for (guint i = 0; i < all->len; i++) {
    SijilIncoming *one = all->pdata[i];

    if ((one->is_history && !sijil_index_owe (session, error)) || !apply_news (session, one, error))
      return NULL;
  }
  return all;
}

void
sijil_incoming_free (SijilIncoming *incoming)
{
  if (incoming == NULL)
    return;
  g_clear_pointer (&incoming->answer, sijil_answer_free);
  g_clear_pointer (&incoming->decoded, g_ptr_array_unref);
  g_bytes_unref (incoming->body);
  g_free (incoming);
}
