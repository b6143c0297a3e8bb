#define G_LOG_DOMAIN "sijil-store"

#include "sijil-duplicates.h"

#include "sijil-alias.h"
#include "sijil-i18n.h"
#include "sijil-match-index.h"
#include "sijil-records.h"
#include "sijil-session.h"
#include "types/sijil-types-all.h"

#include <gio/gio.h>

/* Who is registered twice within an association. All persons are read once, bit by bit, so that
 * clerks go on meanwhile, and compared in memory: about 1 KiB for each. */

#define ROWS_AT_ONCE 1000

typedef struct {
  gint64 after;
  gboolean done;
  GArray *ids;            /* SijilId of the persons */
  GArray *records;        /* SijilMatchRecord */
  GHashTable *households; /* SijilId of a survivor -> number */
} Reading;

static guint32
number_of (Reading *self, const SijilId *household)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (self->households, household));

  if (number == 0) {
    number = g_hash_table_size (self->households) + 1;
    g_hash_table_insert (self->households, sijil_id_copy (household), GUINT_TO_POINTER (number));
  }
  return number;
}

static void
read_person (SijilDb *db, Reading *self, SijilRecord *person)
{
  SijilMatchRecord record;
  SijilId household;

  sijil_match_index_read (db, person, TRUE, &record);
  if (sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &household)) {
    household = sijil_alias_survivor (db, &household);
    record.household = number_of (self, &household);
  }
  g_array_append_vals (self->ids, sijil_record_id (person), 1);
  g_array_append_val (self->records, record);
}

static gpointer
read_some (SijilSession *session, gpointer data, GError **error)
{
  Reading *self = data;
  g_autoptr (GPtrArray) rows = sijil_records_list (
      session->db, &sijil_person_type,
      "WHERE rowid > ?1 AND gone = 0 AND merged_into IS NULL ORDER BY rowid LIMIT ?2", error, "ii",
      self->after, (gint64) ROWS_AT_ONCE);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    SijilStored *stored = rows->pdata[i];

    read_person (session->db, self, stored->record);
    self->after = stored->rowid;
  }
  self->done = rows->len < ROWS_AT_ONCE;
  return self;
}

static GPtrArray *
make_duplicates (const GArray *pairs, const GArray *ids)
{
  GPtrArray *duplicates = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < pairs->len; i++) {
    const SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);
    SijilDuplicate *duplicate = g_new0 (SijilDuplicate, 1);

    duplicate->a.person = g_array_index (ids, SijilId, pair->a);
    duplicate->b.person = g_array_index (ids, SijilId, pair->b);
    duplicate->zone = pair->zone;
    duplicate->comparison = pair->comparison;
    g_ptr_array_add (duplicates, duplicate);
  }
  return duplicates;
}

/**
 * sijil_duplicates_find:
 * @store: an open register
 * @progress: (nullable) (scope call): asked now and then whether to go on; 0 of 0 while reading
 * @data: for @progress
 * @error: return location for an error
 *
 * Compares the whole register with itself. Waits for the register: call it outside the main thread.
 *
 * Returns: (transfer full) (nullable) (element-type SijilDuplicate): ids of persons and why, the
 *   surest first; sijil_duplicates_families() says who they are
 */
GPtrArray *
sijil_duplicates_find (SijilStore *store, SijilMatchProgress progress, gpointer data,
                       GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (SijilMatchRecord));
  g_autoptr (GHashTable) households =
      g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  g_autoptr (GArray) pairs = NULL;
  Reading reading = { 0, FALSE, ids, records, households };
  SijilMatchLists lists = { records, NULL, 0, 0 };

  while (!reading.done) {
    if (progress != NULL && !progress (0, 0, data)) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
      return NULL;
    }
    if (sijil_store_read_aside (store, read_some, &reading, error) == NULL)
      return NULL;
  }
  sijil_match_weigh_lists (records, NULL);
  pairs = sijil_match_pairs (&lists, progress, data);
  if (pairs == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
    return NULL;
  }
  return make_duplicates (pairs, ids);
}
