#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-teller.h"

#include "sijil-hlc.h"
#include "sijil-i18n.h"
#include "sijil-registry-error.h"
#include "types/sijil-finding.h"

/* Of one set: with the names that others may have written, it has to fit into a frame. */
#define MAX_ROWS_TOLD 5000
#define MAX_BYTES_TOLD (512 * 1024)
#define LOOK_EVERY 50

struct _SijilTeller {
  SijilStorage *storage;
  GHashTable *sets; /* feed -> SijilChangeSet */
  GHashTable *rows; /* SijilId -> SijilChangeRow of one of @sets */
  guint findings;
};

/**
 * sijil_teller_new:
 * @storage: the storage, inside a transaction
 *
 * Returns: (transfer full): a teller with nothing to tell yet
 */
SijilTeller *
sijil_teller_new (SijilStorage *storage)
{
  SijilTeller *self = g_new0 (SijilTeller, 1);

  self->storage = storage;
  self->sets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                      (GDestroyNotify) sijil_change_set_free);
  self->rows = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  return self;
}

void
sijil_teller_free (SijilTeller *teller)
{
  if (teller == NULL)
    return;
  g_hash_table_unref (teller->rows);
  g_hash_table_unref (teller->sets);
  g_free (teller);
}

static guint64
tick (SijilStorage *storage, guint64 after, GError **error)
{
  SijilHlc clock = { MAX ((guint64) sijil_storage_number (storage, "clock", 0), after), 0 };
  guint64 stamp = sijil_hlc_tick (&clock, g_get_real_time (), 0);

  return sijil_storage_set_number (storage, "clock", (gint64) clock.last, error) ? stamp : 0;
}

/* @after: a stamp that its own exceeds. */
static SijilChangeSet *
open_set (SijilTeller *self, gint64 feed, guint64 after, GError **error)
{
  SijilChangeSet *set = g_hash_table_lookup (self->sets, &feed);

  if (set != NULL)
    return set;
  set = sijil_change_set_new (NULL);
  set->device = SIJIL_REGISTRY_DEVICE;
  set->cseq = (guint64) sijil_storage_number (self->storage, "cseq", 0) + 1;
  set->stamp = tick (self->storage, after, error);
  /* The registry has seen everything that it has committed. */
  set->base = sijil_storage_feed_head (self->storage, feed);
  set->seq = set->stamp != 0 ? sijil_storage_next_seq (self->storage, feed, error) : 0;
  g_hash_table_insert (self->sets, g_memdup2 (&feed, sizeof feed), set);
  return set->seq != 0 &&
                 sijil_storage_set_number (self->storage, "cseq", (gint64) set->cseq, error)
             ? set
             : NULL;
}

/* What is told twice in one transaction is one row of its change set, as it was told last: two rows
 * of one stamp could not be told apart. */
static gboolean
tell_again (SijilTeller *self, SijilChangeRow *row, SijilFolded *folded, SijilRecord *diff,
            const SijilStamp *stamp, GError **error)
{
  SijilChangeRow first = { .record = sijil_record_copy (diff) };
  g_autoptr (GPtrArray) losers = NULL;
  guint64 applied;

  for (guint i = 0; i < sijil_record_def (diff)->n_fields; i++) {
    if (!sijil_record_has (diff, i))
      continue;
    if (sijil_record_has (row->record, i)) {
      sijil_merge_impose (folded->record, folded->stamps, i, diff, stamp);
      sijil_record_unset (first.record, i);
    }
    sijil_record_take_field (row->record, i, diff);
  }
  losers = sijil_merge_row (SIJIL_MERGE_AT_REGISTRY, folded->record, folded->stamps, &first, stamp,
                            &applied);
  g_object_unref (first.record);
  return sijil_storage_save (self->storage, folded, error) &&
         sijil_storage_losers (self->storage, folded->record, losers, error);
}

static gboolean
write_set (SijilTeller *self, gint64 feed, SijilChangeSet *set, GError **error)
{
  g_autofree char *digest = sijil_change_set_digest (set);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  return sijil_storage_store_set (self->storage, set, feed, digest, nothing, error);
}

static gboolean
is_full (SijilChangeSet *set)
{
  /* Looked at now and then: it adds up all the rows. */
  return set->rows->len >= MAX_ROWS_TOLD ||
         (set->rows->len > 0 && set->rows->len % LOOK_EVERY == 0 &&
          sijil_change_set_bytes (set) > MAX_BYTES_TOLD);
}

/* What one transaction tells may be more than a reader takes at once; and what was written by a
 * clock ahead of ours needs a later stamp. Then it goes on in another set. */
static gboolean
turn_page (SijilTeller *self, gint64 feed, guint64 after, GError **error)
{
  SijilChangeSet *set = g_hash_table_lookup (self->sets, &feed);

  if (set == NULL || (set->stamp >= after && !is_full (set)))
    return TRUE;
  if (!write_set (self, feed, set, error))
    return FALSE;
  for (guint i = 0; i < set->rows->len; i++)
    g_hash_table_remove (self->rows,
                         sijil_record_id (((SijilChangeRow *) set->rows->pdata[i])->record));
  g_hash_table_remove (self->sets, &feed);
  return TRUE;
}

/**
 * sijil_teller_tell:
 * @teller: a teller
 * @feed: an association, or %SIJIL_CATALOGUE
 * @record: (inout): a new record, which gets an id, or one with an id: what is new or differs is
 * told
 * @error: return location for an error
 *
 * Returns: %TRUE if it will be in the feed when the transaction is committed
 */
gboolean
sijil_teller_tell (SijilTeller *teller, gint64 feed, SijilRecord *record, GError **error)
{
  g_autoptr (SijilFolded) folded = NULL;
  g_autoptr (SijilRecord) diff = NULL;
  g_autoptr (GPtrArray) losers = NULL;
  SijilChangeSet *set;
  SijilChangeRow *row;
  SijilStamp stamp;
  guint64 applied, newest;

  if (!sijil_id_is_null (sijil_record_id (record)) &&
      !sijil_storage_load (teller->storage, sijil_record_def (record), sijil_record_id (record),
                           &folded, error))
    return FALSE;
  if (folded != NULL && folded->owner != feed) {
    g_autofree char *id = sijil_id_to_string (sijil_record_id (record));

    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                 _ ("%s is the id of another association’s record"), id);
    return FALSE;
  }
  diff = sijil_record_diff (folded != NULL ? folded->record : NULL, record);
  if (folded != NULL && sijil_record_present (diff) == 0)
    return TRUE;
  newest = folded != NULL ? sijil_stamps_newest (folded->stamps, sijil_record_present (diff)) : 0;
  set = turn_page (teller, feed, newest, error) ? open_set (teller, feed, newest, error) : NULL;
  if (set == NULL)
    return FALSE;
  stamp = sijil_change_set_stamp (set);
  row = folded != NULL ? g_hash_table_lookup (teller->rows, sijil_record_id (diff)) : NULL;
  if (row != NULL)
    return tell_again (teller, row, folded, diff, &stamp, error);
  row = sijil_change_set_add (set, diff, folded == NULL);
  g_hash_table_insert (teller->rows, sijil_id_copy (sijil_record_id (diff)), row);
  sijil_record_set_id (record, sijil_record_id (diff));
  teller->findings += folded == NULL && sijil_record_def (diff) == &sijil_finding_type;
  if (folded == NULL) {
    folded = g_new0 (SijilFolded, 1);
    folded->owner = feed;
    folded->birth = (SijilBirth){ set->device, set->cseq, row->index };
    folded->record = sijil_record_new (sijil_record_def (record), sijil_record_id (record));
    folded->stamps = sijil_stamps_new ();
  }
  losers = sijil_merge_row (SIJIL_MERGE_AT_REGISTRY, folded->record, folded->stamps, row, &stamp,
                            &applied);
  return sijil_storage_save (teller->storage, folded, error) &&
         sijil_storage_losers (teller->storage, folded->record, losers, error);
}

/**
 * sijil_teller_findings:
 * @teller: a teller
 *
 * Returns: how many findings it has told
 */
guint
sijil_teller_findings (SijilTeller *teller)
{
  return teller->findings;
}

/**
 * sijil_teller_finish:
 * @teller: a teller
 * @error: return location for an error
 *
 * Writes what was told into the feeds. Call it last in the transaction.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_teller_finish (SijilTeller *teller, GError **error)
{
  GHashTableIter iter;
  gpointer feed, value;

  g_hash_table_iter_init (&iter, teller->sets);
  while (g_hash_table_iter_next (&iter, &feed, &value)) {
    if (!write_set (teller, *(gint64 *) feed, value, error))
      return FALSE;
  }
  return TRUE;
}
