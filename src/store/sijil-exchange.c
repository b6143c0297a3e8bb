#define G_LOG_DOMAIN "sijil-store"

#include "sijil-exchange.h"

#include "sijil-edit.h"
#include "sijil-i18n.h"
#include "sijil-merge.h"
#include "sijil-meta.h"
#include "sijil-schema.h"
#include "sijil-losers.h"
#include "sijil-set-rows.h"

#define KEPT_DAYS 30
#define MAX_SETS_AT_ONCE 2000 /* their receipts must fit into one answer */

static void
held_free (SijilHeld *held)
{
  g_object_unref (held->value);
  g_free (held);
}

void
sijil_outcome_free (SijilOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_free (outcome->refused);
  g_free (outcome->digest);
  if (outcome->held != NULL) {
    for (guint i = 0; i < outcome->held->len; i++)
      held_free (outcome->held->pdata[i]);
    g_ptr_array_unref (outcome->held);
  }
  g_free (outcome);
}

gboolean
sijil_session_birth (SijilSession *session, const SijilTypeDef *type, const SijilId *id,
                     SijilBirth *birth)
{
  return sijil_records_birth (session->db, type, id, birth);
}

gboolean
sijil_session_born (SijilSession *session, const SijilTypeDef *type, const SijilBirth *birth,
                    SijilId *id)
{
  return sijil_records_born (session->db, type, birth, id, NULL);
}

static SijilChangeSet *
read_set (SijilStmt *stmt)
{
  SijilId id;
  SijilChangeSet *set;

  sijil_stmt_id (stmt, 1, &id);
  set = sijil_change_set_new (&id);
  set->device = (guint32) sijil_stmt_int (stmt, 2);
  set->cseq = (guint64) sijil_stmt_int (stmt, 3);
  set->stamp = (guint64) sijil_stmt_int (stmt, 4);
  set->base = (guint64) sijil_stmt_int (stmt, 5);
  set->schema = (guint) sijil_stmt_int (stmt, 6);
  set->actor = g_strdup (sijil_stmt_text (stmt, 7));
  return set;
}

/**
 * sijil_outbox_next: (skip)
 * @session: a session
 * @data: a #SijilOutboxRequest
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilChangeSet): the next sets that wait, in order
 */
gpointer
sijil_outbox_next (SijilSession *session, gpointer data, GError **error)
{
  static const char SQL[] = "SELECT local, id, device, cseq, stamp, base, schema, actor "
                            "FROM change_set WHERE " SIJIL_SQL_WAITS " AND cseq > ?1 ORDER BY cseq";
  const SijilOutboxRequest *request = data;
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "i", (gint64) request->after);
  g_autoptr (GPtrArray) sets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
  guint rows = 0;

  if (stmt == NULL)
    return NULL;
  while (rows < request->max_rows && sets->len < MAX_SETS_AT_ONCE && sijil_stmt_next (stmt)) {
    SijilChangeSet *set = read_set (stmt);

    g_ptr_array_add (sets, set);
    if (!sijil_set_rows_load (session->db, sijil_stmt_int (stmt, 0), set, error))
      return NULL;
    rows += MAX (set->rows->len, 1);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&sets) : NULL;
}

/**
 * sijil_outbox_digests: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * What a profile that was copied back tells the registry, so that what had been received before the
 * copy is recognised and not sent a second time.
 *
 * Returns: (transfer full) (element-type utf8): number and digest of each set that waits
 */
gpointer
sijil_outbox_digests (SijilSession *session, gpointer unused, GError **error)
{
  SijilOutboxRequest request = { 0, G_MAXUINT };
  g_autoptr (GPtrArray) sets = sijil_outbox_next (session, &request, error);
  GPtrArray *digests;

  if (sets == NULL)
    return NULL;
  digests = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sets->len; i++) {
    SijilChangeSet *set = sets->pdata[i];
    g_autofree char *digest = sijil_change_set_digest (set);

    g_ptr_array_add (digests, g_strdup_printf ("%" G_GUINT64_FORMAT " %s", set->cseq, digest));
  }
  return digests;
}

static const SijilHeld *
find_held (const SijilOutcome *outcome, guint32 row, guint field)
{
  for (guint i = 0; outcome->held != NULL && i < outcome->held->len; i++) {
    const SijilHeld *held = outcome->held->pdata[i];

    if (held->row == row && held->field == field)
      return held;
  }
  return NULL;
}

/* The registry kept another value in a guarded field: it stands here too, ours waits in Review. */
static gboolean
give_way (SijilSession *session, SijilStored *stored, SijilChangeRow *row, const SijilStamp *ours,
          const SijilOutcome *outcome, GError **error)
{
  g_autoptr (GPtrArray) losers = g_ptr_array_new_with_free_func (g_free);
  const SijilTypeDef *type = sijil_record_def (stored->record);

  for (guint field = 0; field < type->n_fields; field++) {
    const SijilHeld *held = find_held (outcome, row->index, field);
    const SijilStamp *now = sijil_stamps_get (stored->stamps, field);
    SijilLoser *loser;

    if (held == NULL || sijil_record_def (held->value) != type)
      continue;
    loser = g_new0 (SijilLoser, 1);
    loser->field = field;
    loser->value = row->record;
    loser->stamp = *ours;
    loser->concurrent = TRUE;
    g_ptr_array_add (losers, loser);
    /* A later edit of ours that waits still shows; its own outcome will come. */
    if (now == NULL || (now->device == ours->device && now->stamp == ours->stamp))
      sijil_merge_impose (stored->record, stored->stamps, field, held->value, &held->stamp);
  }
  return sijil_losers_keep (session->db, stored->record, losers, error);
}

/* Then it also depends on other records whether it counts. */
static gboolean
is_deleted (SijilRecord *record)
{
  int life = sijil_type_life (sijil_record_def (record));

  return life >= 0 && !sijil_record_is_null (record, (guint) life);
}

static gboolean
confirm_rows (SijilSession *session, SijilChangeSet *set, const SijilOutcome *outcome,
              GError **error)
{
  for (guint i = 0; i < set->rows->len; i++) {
    SijilChangeRow *row = set->rows->pdata[i];
    g_autoptr (SijilStored) stored = NULL;
    SijilStamp ours = { outcome->stamp, set->device, outcome->base, outcome->seq };

    if (!sijil_records_load (session->db, sijil_record_def (row->record),
                             sijil_record_id (row->record), &stored, error))
      return FALSE;
    if (stored == NULL)
      continue;
    sijil_stamps_confirm (stored->stamps, set->device, set->stamp, &ours);
    if (!sijil_losers_close_known (session->db, stored->record, stored->stamps, error))
      return FALSE;
    if (outcome->held == NULL) {
      if (!sijil_records_save_stamps (session->db, stored, error))
        return FALSE;
      if (is_deleted (stored->record))
        sijil_edit_touch_record (session, stored->record);
      continue;
    }
    if (!give_way (session, stored, row, &ours, outcome, error) ||
        !sijil_records_save (session->db, stored, error))
      return FALSE;
    sijil_edit_touch_record (session, stored->record);
  }
  return TRUE;
}

static gboolean
copied_back (GError **error)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_GAP,
                       _ ("This desk came back from a backup after it had sent more. Nothing was "
                          "changed; it has to exchange once over the network"));
  return FALSE;
}

/* A file says what became of sets that a profile from a backup may have forgotten, and made anew.
 */
static gboolean
is_that_set (SijilChangeSet *set, const SijilOutcome *outcome, GError **error)
{
  g_autofree char *digest = NULL;

  if (outcome->digest == NULL)
    return TRUE;
  digest = sijil_change_set_digest (set);
  return g_str_has_prefix (digest, outcome->digest) || copied_back (error);
}

/**
 * sijil_exchange_is_ours:
 * @session: the writing session
 * @acked: the last change set of this device that the registry has received
 * @error: return location for an error
 *
 * Over the line the registry notices a profile that was copied back, before it says anything. A
 * file cannot: to read on in it would pass over what this desk has forgotten.
 *
 * Returns: %TRUE if this desk still knows all that it has sent
 */
gboolean
sijil_exchange_is_ours (SijilSession *session, guint64 acked, GError **error)
{
  return acked <= (guint64) sijil_meta_number (session->db, SIJIL_META_CSEQ, 0) ||
         copied_back (error);
}

/**
 * sijil_exchange_outcome:
 * @session: the writing session, inside a transaction
 * @outcome: what the registry said of one of our change sets
 * @error: return location for an error
 *
 * A set that was kept leaves the outbox; one that was refused stays, with the reason. An outcome
 * for a set that does not wait any more changes nothing.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_exchange_outcome (SijilSession *session, const SijilOutcome *outcome, GError **error)
{
  static const char SQL[] = "SELECT local, id, device, cseq, stamp, base, schema, actor "
                            "FROM change_set WHERE device = ?1 AND cseq = ?2 AND state = 0";
  gint64 device = sijil_meta_number (session->db, SIJIL_META_DEVICE, 0);
  g_autoptr (SijilChangeSet) set = NULL;
  SijilOutcome said;
  gint64 local;

  {
    g_autoptr (SijilStmt) stmt =
        sijil_db_select (session->db, error, SQL, "ii", device, (gint64) outcome->cseq);

    if (stmt == NULL)
      return FALSE;
    if (!sijil_stmt_next (stmt))
      return sijil_stmt_finish (stmt, error);
    local = sijil_stmt_int (stmt, 0);
    set = read_set (stmt);
  }
  if (!sijil_set_rows_load (session->db, local, set, error) || !is_that_set (set, outcome, error))
    return FALSE;
  if (outcome->refused != NULL)
    return sijil_db_run (session->db, error,
                         "UPDATE change_set SET state = 2, reason = ?2 WHERE local = ?1", "it",
                         local, outcome->refused);
  said = *outcome;
  if (said.stamp == 0)
    said.stamp = set->stamp;
  if (!said.is_cut)
    said.base = set->base;
  return sijil_losers_confirm (session->db, set->device, set->stamp, said.stamp, said.seq, error) &&
         confirm_rows (session, set, &said, error) &&
         sijil_db_run (session->db, error,
                       "UPDATE change_set SET state = 1, stamp = ?2, base = ?3, confirmed_at = ?4 "
                       "WHERE local = ?1",
                       "iiii", local, (gint64) said.stamp, (gint64) said.base,
                       g_get_real_time ()) &&
         sijil_meta_add (session->db, SIJIL_META_CONFIRMED, 1, error);
}

/**
 * sijil_exchange_is_settled:
 * @session: the writing session, after the outcomes of an answer were noted
 * @acked: the last of our change sets that the registry had received when it answered
 *
 * Whether the news of that answer may be folded: not while something of ours is at the registry and
 * we do not know its place there. Others may have known it, and written over it.
 *
 * Returns: %TRUE if they may; otherwise they are asked for again once our own is confirmed
 */
gboolean
sijil_exchange_is_settled (SijilSession *session, guint64 acked)
{
  static const char SQL[] =
      "SELECT EXISTS (SELECT 1 FROM change_set WHERE " SIJIL_SQL_WAITS " AND cseq <= ?1)";

  return sijil_db_number (session->db, 1, SQL, "i", (gint64) acked) == 0;
}

static gboolean
fold_row (SijilSession *session, SijilChangeSet *set, SijilChangeRow *row, GError **error)
{
  const SijilTypeDef *type = sijil_record_def (row->record);
  SijilStamp stamp = sijil_change_set_stamp (set);
  g_autoptr (SijilStored) stored = NULL;
  g_autoptr (GPtrArray) losers = NULL;
  guint64 applied;

  if (!sijil_records_load (session->db, type, sijil_record_id (row->record), &stored, error))
    return FALSE;
  if (stored == NULL) {
    SijilBirth birth = { set->device, set->cseq, row->index };

    /* An edit of something that is not here yet is kept as far as it says anything. */
    if (!row->is_new)
      birth.index |= 1u << 31;
    stored = sijil_stored_new (type, sijil_record_id (row->record), &birth);
  } else {
    /* The registry knows it by the birth that it was told last, and so must we. */
    if (row->is_new)
      stored->birth = (SijilBirth){ set->device, set->cseq, row->index };
    sijil_edit_touch_record (session, stored->record);
  }
  losers = sijil_merge_row (SIJIL_MERGE_AT_DEVICE, stored->record, stored->stamps, row, &stamp,
                            &applied);
  if (!sijil_records_save (session->db, stored, error) ||
      !sijil_losers_keep (session->db, stored->record, losers, error) ||
      !sijil_losers_close_known (session->db, stored->record, stored->stamps, error))
    return FALSE;
  sijil_edit_touch_record (session, stored->record);
  return TRUE;
}

/**
 * sijil_exchange_fold:
 * @session: the writing session, inside a transaction
 * @set: a change set of the registry's
 * @error: return location for an error
 *
 * Folds one change set, wherever it stands in its feed. What was folded before changes nothing.
 *
 * Returns: %TRUE if all of it is folded
 */
gboolean
sijil_exchange_fold (SijilSession *session, SijilChangeSet *set, GError **error)
{
  for (guint i = 0; i < set->rows->len; i++)
    if (!fold_row (session, set, set->rows->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
leaves_a_gap (GError **error)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_GAP,
                       _ ("Something that comes before this is missing here. Nothing was changed; "
                          "bring a newer file, or exchange over the network"));
  return FALSE;
}

/**
 * sijil_exchange_news:
 * @session: the writing session, inside a transaction
 * @news: change sets of others, in the order of their feed
 * @error: return location for an error
 *
 * Folds what others did, and moves the cursor in the same transaction, so that a power cut can
 * leave neither a gap nor a repeat. What was folded before, by another way, is passed over; what
 * would leave a gap is refused.
 *
 * Returns: %TRUE if all of it was folded
 */
gboolean
sijil_exchange_news (SijilSession *session, const SijilNews *news, GError **error)
{
  const char *name = news->catalogue ? SIJIL_META_CATALOGUE_CURSOR : SIJIL_META_CURSOR;
  guint64 cursor = (guint64) sijil_meta_number (session->db, name, 0);

  if (news->after > cursor)
    return leaves_a_gap (error);
  if (news->cursor <= cursor)
    return TRUE;
  for (guint i = 0; i < news->sets->len; i++) {
    SijilChangeSet *set = news->sets->pdata[i];

    if (set->seq > cursor && !sijil_exchange_fold (session, set, error))
      return FALSE;
  }
  return sijil_meta_set_number (session->db, name, (gint64) news->cursor, error);
}

/**
 * sijil_exchange_calendar:
 * @session: the writing session, inside a transaction
 * @hijri_offset: days that the alliance adds to the Hijri calendar
 * @error: return location for an error
 *
 * Ramadan is one period for the whole alliance, so that its calendar is the desk's.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_exchange_calendar (SijilSession *session, int hijri_offset, GError **error)
{
  return sijil_meta_number (session->db, SIJIL_META_HIJRI_OFFSET, 0) == hijri_offset ||
         sijil_meta_set_number (session->db, SIJIL_META_HIJRI_OFFSET, hijri_offset, error);
}

/**
 * sijil_exchange_tomorrow:
 * @session: the writing session, inside a transaction
 * @tomorrow: what the registry does tomorrow only: 1 it compares some, 2 it takes the rest of ours
 * @error: return location for an error
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_exchange_tomorrow (SijilSession *session, gint64 tomorrow, GError **error)
{
  return sijil_meta_number (session->db, SIJIL_META_TOMORROW, 0) == tomorrow ||
         sijil_meta_set_number (session->db, SIJIL_META_TOMORROW, tomorrow, error);
}

/**
 * sijil_exchange_key:
 * @session: the writing session, inside a transaction
 * @registry_key: Ed25519
 * @error: return location for an error
 *
 * Notes which key the registry signs with, for what comes by file. It never changes.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_exchange_key (SijilSession *session, GBytes *registry_key, GError **error)
{
  return sijil_meta_set_bytes (session->db, SIJIL_META_REGISTRY_KEY, registry_key, error);
}

/* The oldest says whether there is anything: to look at all of them would take long each time. */
static gboolean
let_go_of_old (SijilDb *db, GError **error)
{
  static const char SQL_OLDEST[] =
      "SELECT confirmed_at FROM change_set WHERE state = 1 ORDER BY local LIMIT 1";
  gint64 before = g_get_real_time () - (gint64) KEPT_DAYS * 24 * 3600 * G_USEC_PER_SEC;

  return sijil_db_number (db, G_MAXINT64, SQL_OLDEST, "") >= before ||
         (sijil_db_run (db, error,
                        "DELETE FROM change_row WHERE change_set IN (SELECT local FROM change_set "
                        "WHERE state = 1 AND confirmed_at < ?1)",
                        "i", before) &&
          sijil_db_run (db, error, "DELETE FROM change_set WHERE state = 1 AND confirmed_at < ?1",
                        "i", before));
}

/**
 * sijil_exchange_clock:
 * @session: the writing session, inside a transaction
 * @registry_us: the registry's time at this contact
 * @error: return location for an error
 *
 * Corrects the clock that stamps our changes, and lets go of confirmed sets after 30 days.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_exchange_clock (SijilSession *session, gint64 registry_us, GError **error)
{
  gint64 offset = (registry_us - g_get_real_time ()) / 1000;

  /* A round trip's worth of difference is not a wrong clock. */
  if (ABS (offset) < 5000)
    offset = 0;
  return sijil_meta_set_number (session->db, SIJIL_META_CLOCK_OFFSET, offset, error) &&
         let_go_of_old (session->db, error);
}
