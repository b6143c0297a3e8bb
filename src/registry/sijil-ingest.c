#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-ingest.h"

#include "sijil-given.h"
#include "sijil-hlc.h"
#include "sijil-quota.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define FUTURE_US (G_GINT64_CONSTANT (5) * 60 * G_USEC_PER_SEC)
#define DEFAULT_MAX_LEN 200
#define MAX_ROWS_OF_SET 20000

typedef struct {
  SijilRegistry *registry;
  SijilStorage *storage;
  SijilDevice *device;
  GHashTable *owners; /* SijilId -> association; of records that are referred to, as far as known */
  gboolean is_counted;
  SijilUse use; /* what the device has used today */
} Ingest;

static gboolean
is_too_long (SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);

  for (guint i = 0; i < type->n_fields; i++) {
    guint most = type->fields[i].max_len != 0 ? type->fields[i].max_len : DEFAULT_MAX_LEN;

    if (!sijil_record_is_null (record, i) && !sijil_type_is_number (type->fields[i].kind) &&
        (g_utf8_strlen (sijil_record_text (record, i), -1) > (glong) most))
      return TRUE;
  }
  return FALSE;
}

/* Of what is another association's a device does not learn that it is there: it is answered as if
 * it were not. */
static gboolean
is_of_another (Ingest *self, gint64 owner)
{
  return owner >= 0 && owner != self->device->association;
}

static const char *
check_reversal (Ingest *self, SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);
  int field = sijil_type_field (type, "reverses");
  gint64 owner;
  SijilId id;

  if (field < 0 || !sijil_record_reference (record, (guint) field, &id))
    return NULL;
  if (!sijil_storage_owner (self->storage, type, &id, &owner, NULL))
    return "unreadable";
  if (is_of_another (self, owner))
    return "unknown-record";
  if (type != &sijil_verdict_type && sijil_storage_is_reversed (self->storage, type, &id))
    return "reversed-already";
  return NULL;
}

static gboolean
is_born_in (SijilChangeSet *set, const SijilId *id)
{
  for (guint i = 0; i < set->rows->len; i++) {
    SijilChangeRow *row = set->rows->pdata[i];

    if (row->is_new && sijil_id_equal (sijil_record_id (row->record), id))
      return TRUE;
  }
  return FALSE;
}

/* A hundred hand-overs speak of one programme. */
static gboolean
owner_of (Ingest *self, const SijilTypeDef *type, const SijilId *id, gint64 *owner)
{
  gint64 *known = g_hash_table_lookup (self->owners, id);

  if (known != NULL) {
    *owner = *known;
    return TRUE;
  }
  if (!sijil_storage_owner (self->storage, type, id, owner, NULL))
    return FALSE;
  if (*owner >= 0)
    g_hash_table_insert (self->owners, sijil_id_copy (id), g_memdup2 (owner, sizeof *owner));
  return TRUE;
}

/* Names are small numbers that anyone can guess: what a row points to must be the association's
 * own, told to it, or the catalogue's. What an earlier set of the same frame should have brought,
 * and was refused with it, is not here: no desk could fold what rests on it. */
static const char *
check_references (Ingest *self, SijilChangeSet *set, SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);

  for (guint i = 0; i < type->n_fields; i++) {
    gint64 owner;
    SijilId id;

    if (type->fields[i].kind != SIJIL_KIND_REFERENCE || !sijil_record_reference (record, i, &id))
      continue;
    if (!owner_of (self, sijil_type_find (type->fields[i].target), &id, &owner))
      return "unreadable";
    if (owner < 0 ? !is_born_in (set, &id)
                  : owner != SIJIL_CATALOGUE && is_of_another (self, owner))
      return "unknown-record";
  }
  return NULL;
}

static gboolean
is_born_before (SijilChangeSet *set, SijilChangeRow *row)
{
  for (guint i = 0; set->rows->pdata[i] != row; i++) {
    SijilChangeRow *earlier = set->rows->pdata[i];

    if (earlier->is_new &&
        sijil_id_equal (sijil_record_id (earlier->record), sijil_record_id (row->record)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_reversed_before (SijilChangeSet *set, SijilChangeRow *row)
{
  const SijilTypeDef *type = sijil_record_def (row->record);
  int field = type != &sijil_verdict_type ? sijil_type_field (type, "reverses") : -1;
  SijilId id, other;

  if (field < 0 || !sijil_record_reference (row->record, (guint) field, &id))
    return FALSE;
  for (guint i = 0; set->rows->pdata[i] != row; i++) {
    SijilChangeRow *earlier = set->rows->pdata[i];

    if (sijil_record_def (earlier->record) == type &&
        sijil_record_reference (earlier->record, (guint) field, &other) &&
        sijil_id_equal (&id, &other))
      return TRUE;
  }
  return FALSE;
}

/* A record that is told anew, after the registry was restored, brings along what that had written.
 */
static gboolean
writes_for_the_registry (SijilChangeRow *row)
{
  const SijilTypeDef *type = sijil_record_def (row->record);

  for (guint i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & SIJIL_FIELD_REGISTRY) != 0 && sijil_record_has (row->record, i))
      return !row->is_new;
  return FALSE;
}

/* The registry refuses only what it cannot keep. A broken rule, an overlap, a second claimant of an
 * ID is accepted: the box has been handed over, and no server can undo that. */
static const char *
check_row (Ingest *self, SijilChangeSet *set, SijilChangeRow *row)
{
  const SijilTypeDef *type = sijil_record_def (row->record);
  const char *fault;
  gint64 owner;

  /* By the row alone, whatever is here. */
  if (type->audience != SIJIL_AUDIENCE_OWN || writes_for_the_registry (row))
    return "not-yours";
  if (is_too_long (row->record))
    return "too-long";
  if (!sijil_storage_owner (self->storage, type, sijil_record_id (row->record), &owner, NULL))
    return "unreadable";
  /* Two records cannot have one id; nobody guesses 74 bits of chance. */
  if (row->is_new && owner >= 0)
    return "exists-already";
  if (owner < 0 ? !row->is_new && !is_born_before (set, row) : is_of_another (self, owner))
    return "unknown-record";
  if (owner >= 0 && type->ledger)
    return "exists-already";
  if (is_reversed_before (set, row))
    return "reversed-already";
  fault = check_references (self, set, row->record);
  return fault != NULL ? fault : check_reversal (self, row->record);
}

static const char *
check_set (Ingest *self, SijilChangeSet *set)
{
  if (set->rows->len == 0 || set->rows->len > MAX_ROWS_OF_SET)
    return "too-long";
  /* One that rests on a refused one waits with it; it must not hold up those behind. */
  if (set->names_unknown)
    return "unknown-record";
  for (guint i = 0; i < set->rows->len; i++) {
    const char *fault = check_row (self, set, set->rows->pdata[i]);

    if (fault != NULL)
      return fault;
  }
  return NULL;
}

/* The largest stamp of what @set writes over. */
static gboolean
newest_below (Ingest *self, SijilChangeSet *set, guint64 *newest, GError **error)
{
  *newest = 0;
  for (guint i = 0; i < set->rows->len; i++) {
    SijilRecord *record = ((SijilChangeRow *) set->rows->pdata[i])->record;
    g_autoptr (SijilFolded) folded = NULL;

    if (!sijil_storage_load (self->storage, sijil_record_def (record), sijil_record_id (record),
                             &folded, error))
      return FALSE;
    if (folded != NULL)
      *newest = MAX (*newest, sijil_stamps_newest (folded->stamps, sijil_record_present (record)));
  }
  return TRUE;
}

/* A stamp from the future is accepted and brought back to now; what one device did keeps its order,
 * and the set still exceeds all that stands here now, which may be a few minutes ahead itself. By
 * its own stamp it did so on the device that made it, and both must judge alike. */
static gboolean
clamp_stamp (Ingest *self, SijilChangeSet *set, GError **error)
{
  guint64 now = sijil_hlc_at (g_get_real_time ()), newest;

  if (set->stamp > sijil_hlc_at (g_get_real_time () + FUTURE_US)) {
    if (!newest_below (self, set, &newest, error))
      return FALSE;
    set->stamp = MAX (now, MAX (self->device->last_stamp, newest) + 1);
  }
  self->device->last_stamp = MAX (self->device->last_stamp, set->stamp);
  return TRUE;
}

static void
note_held (SijilReceipt *receipt, SijilChangeRow *row, SijilFolded *folded)
{
  for (guint i = 0; i < sijil_record_def (folded->record)->n_fields; i++)
    if ((row->held & SIJIL_FIELD_BIT (i)) != 0)
      sijil_receipt_hold (receipt, row->index, folded->record, i,
                          sijil_stamps_get (folded->stamps, i));
}

static gboolean
fold_row (Ingest *self, SijilChangeSet *set, SijilChangeRow *row, SijilReceipt *receipt,
          GError **error)
{
  const SijilTypeDef *type = sijil_record_def (row->record);
  SijilStamp stamp = sijil_change_set_stamp (set);
  g_autoptr (SijilFolded) folded = NULL;
  g_autoptr (GPtrArray) losers = NULL;
  guint64 applied;

  if (!sijil_storage_load (self->storage, type, sijil_record_id (row->record), &folded, error))
    return FALSE;
  if (folded == NULL) {
    folded = g_new0 (SijilFolded, 1);
    folded->owner = self->device->association;
    folded->birth = (SijilBirth){ set->device, set->cseq, row->index };
    folded->record = sijil_record_new (type, sijil_record_id (row->record));
    folded->stamps = sijil_stamps_new ();
  }
  row->held = 0;
  losers = sijil_merge_row (SIJIL_MERGE_AT_REGISTRY, folded->record, folded->stamps, row, &stamp,
                            &applied);
  if (row->held != 0)
    note_held (receipt, row, folded);
  return sijil_storage_save (self->storage, folded, error) &&
         sijil_storage_losers (self->storage, folded->record, losers, error);
}

static gboolean
keep_set (Ingest *self, SijilChangeSet *set, SijilReceipt *receipt, GError **error)
{
  guint64 sent = set->stamp, most = sijil_given_most (self->registry, self->device);

  if (set->base > most) {
    set->base = receipt->base = most;
    receipt->is_cut = TRUE;
  }
  if (!clamp_stamp (self, set, error))
    return FALSE;
  set->seq = sijil_storage_next_seq (self->storage, self->device->association, error);
  if (set->seq == 0)
    return FALSE;
  receipt->stamp = set->stamp != sent ? set->stamp : 0;
  receipt->seq = set->seq;
  for (guint i = 0; i < set->rows->len; i++)
    if (!fold_row (self, set, set->rows->pdata[i], receipt, error))
      return FALSE;
  return TRUE;
}

/**
 * sijil_ingest_known:
 * @registry: the registry
 * @device: number of a device
 * @cseq: number of a change set of its
 * @digest: what that says, as the device has it
 * @error: return location for an error
 *
 * The receipt of a set that was received before, with the stamp and the base that it has here.
 * Somebody whose profile was copied back may have made the same set a second time, later: it counts
 * from the first.
 *
 * Returns: (transfer full) (nullable): the receipt, %NULL if that is not the set that we know
 */
SijilReceipt *
sijil_ingest_known (SijilRegistry *registry, guint32 device, guint64 cseq, const char *digest,
                    GError **error)
{
  g_autofree char *known = NULL;
  g_autoptr (GBytes) stored = NULL;
  SijilReceipt *receipt;
  guint64 stamp, base;

  if (!sijil_storage_find_set (registry->storage, device, cseq, &known, &stored, &stamp, &base) ||
      strcmp (known, digest) != 0) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FORKED, "device-forked");
    return NULL;
  }
  receipt = sijil_receipt_decode (stored, error);
  if (receipt != NULL && receipt->refused == NULL) {
    receipt->stamp = stamp;
    receipt->base = base;
    receipt->is_cut = TRUE;
  }
  return receipt;
}

static gboolean
repeat_receipt (Ingest *self, SijilChangeSet *set, const char *digest, SijilAnswer *answer,
                GError **error)
{
  SijilReceipt *receipt =
      sijil_ingest_known (self->registry, set->device, set->cseq, digest, error);

  if (receipt == NULL)
    return FALSE;
  if (receipt->stamp == set->stamp)
    receipt->stamp = 0;
  if (receipt->base == set->base)
    receipt->is_cut = FALSE;
  g_ptr_array_add (answer->receipts, receipt);
  return TRUE;
}

/* A set is counted before it is looked at: what is refused is stored as well. */
static gboolean
is_for_today (Ingest *self, SijilChangeSet *set)
{
  return !self->is_counted || !sijil_quota_counts (self->registry, set->stamp) ||
         sijil_quota_takes (self->registry, &self->use, set);
}

static gboolean
ingest_set (Ingest *self, SijilChangeSet *set, SijilAnswer *answer, GError **error)
{
  g_autofree char *digest = sijil_change_set_digest (set);
  g_autoptr (GBytes) stored = NULL;
  SijilReceipt *receipt;
  const char *fault;

  /* A place in the feed is the registry's to give, and a refused set has none. */
  set->seq = 0;
  if (set->device != self->device->number || set->cseq == 0) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST, "device");
    return FALSE;
  }
  if (set->cseq <= self->device->acked)
    return repeat_receipt (self, set, digest, answer, error);
  if (set->cseq != self->device->acked + 1) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST, "gap");
    return FALSE;
  }
  if (!is_for_today (self, set)) {
    answer->tomorrow = SIJIL_TOMORROW_TAKES;
    return TRUE;
  }
  receipt = sijil_receipt_new (set->cseq);
  g_ptr_array_add (answer->receipts, receipt);
  fault = check_set (self, set);
  if (fault != NULL)
    receipt->refused = g_strdup (fault);
  else if (!keep_set (self, set, receipt, error))
    return FALSE;
  stored = sijil_receipt_encode (receipt);
  self->device->acked = set->cseq;
  /* Rows that name nothing cannot be stored; the device keeps them, and sends them again mended. */
  if (set->names_unknown)
    g_ptr_array_set_size (set->rows, 0);
  return sijil_storage_store_set (self->storage, set, self->device->association, digest, stored,
                                  error);
}

/**
 * sijil_ingest_sets:
 * @registry: the registry, inside a transaction
 * @device: (inout): who sends
 * @sets: (element-type SijilChangeSet): what it sends, in order
 * @by_file: whether the operator brought it on a stick: then it counts for no quota
 * @answer: (inout): gets a receipt for each; says if the rest is taken tomorrow
 * @error: return location for an error
 *
 * Commits change sets: each is folded and numbered, or refused with a reason and kept as
 * refused. A set that was received before gets the answer that it got then.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_ingest_sets (SijilRegistry *registry, SijilDevice *device, GPtrArray *sets, gboolean by_file,
                   SijilAnswer *answer, GError **error)
{
  g_autoptr (GHashTable) owners =
      g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, g_free);
  Ingest self = { registry, registry->storage, device, owners, !by_file, { 0 } };
  gint64 today = sijil_quota_today ();

  if (self.is_counted)
    sijil_storage_use (self.storage, device->number, today, &self.use);
  for (guint i = 0; i < sets->len && answer->tomorrow == SIJIL_TOMORROW_NOTHING; i++)
    if (!ingest_set (&self, sets->pdata[i], answer, error))
      return FALSE;
  return !self.is_counted ||
         (sijil_storage_save_use (self.storage, device->number, today, &self.use, error) &&
          (answer->tomorrow == SIJIL_TOMORROW_NOTHING ||
           sijil_storage_note_full (self.storage, device->number, today, error)));
}
