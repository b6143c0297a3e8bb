#define STILL_COMES_US (G_GINT64_CONSTANT (30) * 24 * 3600 * G_USEC_PER_SEC)
#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-check.h"

#include "sijil-check-message.h"
#include "sijil-frame.h"
#include "sijil-match-version.h"
#include "sijil-parts.h"
#include "sijil-tombstones.h"

#include <string.h>

/* A desk compares what it holds with what the registry holds for it, by sums. Where they differ it
 * gets once more the change sets that made those rows what they are, and is told which of its rows
 * are not here. */

/* What one answer mends; the desk asks on from there. */
#define MAX_BYTES_BEHIND (1024 * 1024)

typedef struct {
  SijilRegistry *registry;
  const SijilDevice *device;
  SijilCheckAsk ask;
  SijilCheckAnswer *answer;
  GHashTable *with_sets; /* records that differ and have sets */
} Check;

/* By UUID: the desk may not know where a row was born, since the row may not be there at all. */
static gboolean
no_birth (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  return FALSE;
}

static gboolean
is_ours (Check *self, GError **error)
{
  if (strcmp (self->ask.registry, self->registry->id) != 0) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST,
                         "another-registry");
    return FALSE;
  }
  if (self->ask.epoch != self->registry->epoch) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_EPOCH, "another-epoch");
    return FALSE;
  }
  return TRUE;
}

static gboolean
is_behind (Check *self)
{
  SijilStorage *storage = self->registry->storage;

  return self->ask.cursor != sijil_storage_feed_head (storage, self->device->association) ||
         self->ask.catalogue_cursor != sijil_storage_feed_head (storage, SIJIL_CATALOGUE);
}

/* Of the devices that still come. */
static gboolean
is_first (Check *self)
{
  return sijil_storage_first_device (self->registry->storage, self->device->association,
                                     g_get_real_time () - STILL_COMES_US) == self->device->number;
}

static const SijilBucket *
find_bucket (const GArray *buckets, const SijilBucket *like)
{
  for (guint i = 0; i < buckets->len; i++) {
    const SijilBucket *bucket = &g_array_index (buckets, SijilBucket, i);

    if (bucket->type == like->type && bucket->month == like->month)
      return bucket;
  }
  return NULL;
}

/* Those of @ours that @theirs does not have in the same way. */
static void
note_differing (const GArray *ours, const GArray *theirs, gboolean missing_only, GArray *differ)
{
  for (guint i = 0; i < ours->len; i++) {
    const SijilBucket *bucket = &g_array_index (ours, SijilBucket, i);
    const SijilBucket *other = find_bucket (theirs, bucket);

    if (other == NULL ? bucket->n != 0
                      : !missing_only && (other->n != bucket->n || other->sum != bucket->sum))
      g_array_append_vals (differ, bucket, 1);
  }
}

static gboolean
compare_sums (Check *self, GError **error)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (SijilBucket));

  if (!sijil_tombstones_let_go (self->registry, self->device->association, error) ||
      !sijil_storage_buckets (self->registry->storage, self->device->association, ours, error))
    return FALSE;
  if (self->ask.buckets == NULL) {
    self->answer->equal = sijil_sums_total (ours) == self->ask.total;
    return TRUE;
  }
  note_differing (ours, self->ask.buckets, FALSE, self->answer->buckets);
  note_differing (self->ask.buckets, ours, TRUE, self->answer->buckets);
  self->answer->equal = self->answer->buckets->len == 0;
  return TRUE;
}

static int
by_id (gconstpointer a, gconstpointer b, gpointer unused)
{
  return memcmp (a, b, sizeof (SijilId));
}

static int
by_seq (gconstpointer a, gconstpointer b)
{
  const SijilChangeSet *one = *(SijilChangeSet *const *) a, *other = *(SijilChangeSet *const *) b;

  /* Births come first in either feed, and the catalogue's numbers are its own. */
  return one->seq < other->seq ? -1 : one->seq > other->seq;
}

static gboolean
collect (gpointer id, gpointer set, gpointer sets)
{
  g_ptr_array_add (sets, set);
  return FALSE;
}

static gboolean
has_sets (const SijilTypeDef *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == SIJIL_KIND_SET)
      return TRUE;
  return FALSE;
}

static gboolean
add_behind (Check *self, const SijilId *id, GTree *sets, gsize *bytes, GError **error)
{
  g_autoptr (SijilFolded) folded = NULL;

  if (has_sets (self->ask.type)) {
    g_hash_table_add (self->with_sets, sijil_id_copy (id));
    return TRUE;
  }
  return sijil_storage_load (self->registry->storage, self->ask.type, id, &folded, error) &&
         (folded == NULL ||
          sijil_storage_sets_behind (self->registry->storage, folded, sets, bytes, error));
}

/* Both lists go by id. What stands behind the rows that differ is collected until it is enough for
 * one answer. */
static gboolean
compare_rows (Check *self, GTree *sets, GError **error)
{
  const GArray *theirs = self->ask.rows;
  g_autoptr (GArray) ours =
      sijil_storage_row_sums (self->registry->storage, self->ask.type, self->device->association,
                              &self->ask.first, &self->ask.last, SIJIL_MAX_CHECKED_ROWS, error);
  guint i = 0, k = 0;
  gsize bytes = 0;

  if (ours == NULL)
    return FALSE;
  self->answer->reached = self->ask.last;
  while (i < ours->len || k < theirs->len) {
    const SijilRowSum *our = i < ours->len ? &g_array_index (ours, SijilRowSum, i) : NULL;
    const SijilRowSum *their = k < theirs->len ? &g_array_index (theirs, SijilRowSum, k) : NULL;
    int order = our == NULL ? 1 : their == NULL ? -1 : memcmp (&our->id, &their->id, 16);

    if (bytes > MAX_BYTES_BEHIND)
      return TRUE;
    if (order <= 0 && (order < 0 || our->sum != their->sum) &&
        !add_behind (self, &our->id, sets, &bytes, error))
      return FALSE;
    /* Behind our last one there may be more of ours, if they were too many. */
    if (order > 0 && our == NULL && ours->len == SIJIL_MAX_CHECKED_ROWS)
      return TRUE;
    if (order > 0)
      g_array_append_vals (self->answer->unknown, &their->id, 1);
    self->answer->reached = order <= 0 ? our->id : their->id;
    i += order <= 0;
    k += order >= 0;
  }
  if (ours->len < SIJIL_MAX_CHECKED_ROWS)
    self->answer->reached = self->ask.last;
  return TRUE;
}

static gboolean
add_naming (Check *self, GTree *sets, GError **error)
{
  gsize bytes = 0;

  return g_hash_table_size (self->with_sets) == 0 ||
         sijil_storage_sets_naming (self->registry->storage, self->device->association,
                                    self->ask.type, self->with_sets, sets, &bytes, error);
}

static GBytes *
answer_body (const SijilCheckAnswer *answer, GTree *sets)
{
  g_autoptr (GBytes) message = sijil_check_answer_encode (answer);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  SijilNames names = { no_birth, NULL, NULL, FALSE };
  GByteArray *body = g_byte_array_new ();

  sijil_parts_append (body, SIJIL_PART_MESSAGE, message);
  g_tree_foreach (sets, collect, all);
  g_ptr_array_sort (all, by_seq);
  if (all->len > 0) {
    g_autoptr (GBytes) frame = sijil_frame_encode (all, &names);

    sijil_parts_append (body, SIJIL_PART_OWN, frame);
  }
  return g_byte_array_free_to_bytes (body);
}

/**
 * sijil_check_handle:
 * @registry: the registry
 * @device: who asks
 * @body: a #SijilCheckAsk
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the body of the answer
 */
GBytes *
sijil_check_handle (SijilRegistry *registry, const SijilDevice *device, GBytes *body,
                    GError **error)
{
  g_autoptr (SijilCheckAnswer) answer = sijil_check_answer_new ();
  g_autoptr (GTree) sets =
      g_tree_new_full (by_id, NULL, NULL, (GDestroyNotify) sijil_change_set_free);
  g_autoptr (GHashTable) with_sets =
      g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  Check self = { registry, device, { NULL }, answer, with_sets };
  GBytes *said = NULL;
  gboolean ok;

  answer->match = g_strdup (sijil_match_version ());
  ok = sijil_check_ask_decode (body, &self.ask, error) && is_ours (&self, error);
  if (ok && !self.ask.anyway && is_behind (&self))
    answer->behind = TRUE;
  else if (ok && self.ask.rows != NULL) {
    answer->tells = is_first (&self);
    ok = compare_rows (&self, sets, error) && add_naming (&self, sets, error);
  } else if (ok)
    ok = compare_sums (&self, error);
  if (ok)
    said = answer_body (answer, sets);
  sijil_check_ask_clear (&self.ask);
  return said;
}
