#define G_LOG_DOMAIN "sijil-store"

#include "sijil-compare.h"

#include "sijil-edit.h"
#include "sijil-exchange.h"
#include "sijil-i18n.h"
#include "sijil-meta.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

/* Now and then a desk compares what it holds with what the registry holds for it. A disk that lost
 * a page, a fault in a program of before: what differs by that is fetched once more, not for ever
 * different. Nothing that a clerk did is taken away. */

#define ROWS_AT_ONCE 2000 /* the searches of a clerk go between */

/**
 * sijil_compare_sum: (skip)
 * @session: a session
 * @data: a #SijilSumming
 * @error: return location for an error
 *
 * Adds up the next rows. A change that is made between two calls shows as a difference, which is
 * looked at row by row.
 *
 * Returns: non-%NULL if they were read
 */
gpointer
sijil_compare_sum (SijilSession *session, gpointer data, GError **error)
{
  SijilSumming *summing = data;
  guint n;
  const SijilTypeDef *type = sijil_types (&n)[summing->type];
  g_autoptr (GPtrArray) rows =
      sijil_records_list (session->db, type, "WHERE rowid > ?1 ORDER BY rowid LIMIT ?2", error,
                          "ii", summing->after, (gint64) ROWS_AT_ONCE);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    SijilStored *stored = rows->pdata[i];
    const SijilId *id = sijil_record_id (stored->record);
    SijilBucket *bucket = sijil_sums_bucket (summing->buckets, type, sijil_sums_month (id));

    bucket->n++;
    bucket->sum += sijil_sums_row (&summing->key, stored->record, stored->stamps);
    summing->after = stored->rowid;
  }
  if (rows->len < ROWS_AT_ONCE) {
    summing->type++;
    summing->after = 0;
    summing->done = summing->type == n;
  }
  return summing;
}

/**
 * sijil_compare_rows: (skip)
 * @session: a session
 * @data: a #SijilComparedRows
 * @error: return location for an error
 *
 * Returns: non-%NULL if they were read
 */
gpointer
sijil_compare_rows (SijilSession *session, gpointer data, GError **error)
{
  SijilComparedRows *compared = data;
  g_autoptr (GPtrArray) rows = sijil_records_list (
      session->db, compared->type, "WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3", error, "ddi",
      &compared->first, &compared->last, (gint64) compared->most);

  if (rows == NULL)
    return NULL;
  compared->rows = g_array_sized_new (FALSE, FALSE, sizeof (SijilRowSum), rows->len);
  for (guint i = 0; i < rows->len; i++) {
    SijilStored *stored = rows->pdata[i];
    SijilRowSum one = { *sijil_record_id (stored->record),
                        sijil_sums_row (&compared->key, stored->record, stored->stamps) };

    g_array_append_val (compared->rows, one);
  }
  if (rows->len == compared->most)
    compared->last = g_array_index (compared->rows, SijilRowSum, rows->len - 1).id;
  return compared;
}

/* Records of which something waits or was refused: there a desk says something else, and knows. */
static GHashTable *
unsettled (SijilDb *db, GError **error)
{
  static const char SQL[] = "SELECT r.id FROM change_row r JOIN change_set s "
                            "ON s.local = r.change_set WHERE s.state IN (0, 2) AND s.state <> 1";
  g_autoptr (GHashTable) ids = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "");
  SijilId id;

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_hash_table_add (ids, sijil_id_copy (&id));
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&ids) : NULL;
}

/* Deleted so long ago that the registry has let it go, by itself or with its family; or noticed by
 * a registry that noticed it again since. */
static gboolean
may_go (SijilSession *session, SijilStored *stored)
{
  const SijilTypeDef *type = sijil_record_def (stored->record);
  SijilId household;

  if (type == &sijil_person_type &&
      sijil_record_reference (stored->record, SIJIL_PERSON_HOUSEHOLD, &household) &&
      sijil_records_is_gone (session->db, &sijil_household_type, &household))
    return TRUE;
  return type->audience == SIJIL_AUDIENCE_TOLD ||
         (sijil_type_life (type) >= 0 &&
          sijil_records_is_gone (session->db, type, sijil_record_id (stored->record)));
}

/* Each desk tells what began with it, so that nothing is told twice; what the registry brought from
 * another association, the desk that it asks to. */
static gboolean
is_ours_to_tell (const SijilMending *mending, const SijilStored *stored, guint32 device)
{
  return stored->birth.device == device ||
         (stored->birth.device == SIJIL_REGISTRY_DEVICE && mending->tells);
}

static gboolean
settle_one (SijilSession *session, SijilMending *mending, const SijilUnknown *unknown,
            guint32 device, GError **error)
{
  g_autoptr (SijilStored) stored = NULL;

  if (!sijil_records_load (session->db, unknown->type, &unknown->id, &stored, error))
    return FALSE;
  if (stored == NULL)
    return TRUE;
  if (may_go (session, stored)) {
    mending->dropped++;
    return sijil_edit_forget (session, stored->record, error);
  }
  if (!is_ours_to_tell (mending, stored, device)) {
    mending->left++;
    return TRUE;
  }
  mending->told++;
  return sijil_edit_tell_anew (session, stored->record, error);
}

static gboolean
sum_now (SijilDb *db, SijilRecord *record, guint64 *sum, GError **error)
{
  static const SijilId KEY;
  g_autoptr (SijilStored) stored = NULL;

  if (!sijil_records_load (db, sijil_record_def (record), sijil_record_id (record), &stored, error))
    return FALSE;
  *sum = stored != NULL ? sijil_sums_row (&KEY, stored->record, stored->stamps) : 0;
  return TRUE;
}

static gboolean
fold (SijilSession *session, SijilMending *mending, SijilChangeSet *set, GError **error)
{
  g_autofree guint64 *before = g_new (guint64, set->rows->len);
  guint64 after;

  for (guint i = 0; i < set->rows->len; i++)
    if (!sum_now (session->db, ((SijilChangeRow *) set->rows->pdata[i])->record, &before[i], error))
      return FALSE;
  if (!sijil_exchange_fold (session, set, error))
    return FALSE;
  for (guint i = 0; i < set->rows->len; i++) {
    if (!sum_now (session->db, ((SijilChangeRow *) set->rows->pdata[i])->record, &after, error))
      return FALSE;
    mending->fetched += before[i] != after;
  }
  return TRUE;
}

/**
 * sijil_compare_fold: (skip)
 * @session: the writing session
 * @data: a #SijilMending
 * @error: return location for an error
 *
 * Folds what is missing here.
 *
 * Returns: non-%NULL if all of it is folded
 */
gpointer
sijil_compare_fold (SijilSession *session, gpointer data, GError **error)
{
  SijilMending *mending = data;

  for (guint i = 0; i < mending->sets->len; i++)
    if (!fold (session, mending, mending->sets->pdata[i], error))
      return NULL;
  return mending;
}

/* Members and household name each other, so what was made in one moment is told in one change set.
 */
static gboolean
is_chunk (const GArray *unknown, guint from, guint i)
{
  return i < unknown->len &&
         (i - from < ROWS_AT_ONCE ||
          sijil_id_millis (&g_array_index (unknown, SijilUnknown, i).id) ==
              sijil_id_millis (&g_array_index (unknown, SijilUnknown, i - 1).id));
}

/**
 * sijil_compare_settle: (skip)
 * @session: the writing session
 * @data: a #SijilMending
 * @error: return location for an error
 *
 * Lets go of what was deleted long ago, and puts what began here and is missing at the registry
 * into the outbox once more.
 *
 * Returns: non-%NULL if the next rows are settled
 */
gpointer
sijil_compare_settle (SijilSession *session, gpointer data, GError **error)
{
  SijilMending *mending = data;
  guint32 device = (guint32) sijil_meta_number (session->db, SIJIL_META_DEVICE, 0);
  g_autoptr (GHashTable) open = unsettled (session->db, error);
  guint i = mending->from;

  if (open == NULL)
    return NULL;
  for (; is_chunk (mending->unknown, mending->from, i); i++) {
    const SijilUnknown *unknown = &g_array_index (mending->unknown, SijilUnknown, i);

    if (!g_hash_table_contains (open, &unknown->id) &&
        !settle_one (session, mending, unknown, device, error))
      return NULL;
  }
  mending->from = i;
  return mending;
}

/**
 * sijil_compare_later:
 * @session: the writing session, inside a transaction
 * @error: return location for an error
 *
 * Returns: %TRUE if the next comparison is a day away
 */
gboolean
sijil_compare_later (SijilSession *session, GError **error)
{
  return sijil_meta_set_number (session->db, SIJIL_META_COMPARE_AFTER,
                                g_get_real_time () + SIJIL_COMPARE_EVERY_US, error);
}

/**
 * sijil_compare_done: (skip)
 * @session: the writing session
 * @data: a #SijilMending with what was mended in all
 * @error: return location for an error
 *
 * Returns: non-%NULL if it was noted
 */
gpointer
sijil_compare_done (SijilSession *session, gpointer data, GError **error)
{
  const SijilMending *mending = data;

  return GINT_TO_POINTER (
      sijil_compare_later (session, error) &&
      sijil_meta_set_number (session->db, SIJIL_META_COMPARED, g_get_real_time (), error) &&
      sijil_meta_set_number (session->db, SIJIL_META_MENDED, mending->fetched + mending->told,
                             error) &&
      sijil_meta_set_number (session->db, SIJIL_META_HERE_ONLY, mending->left, error) &&
      sijil_meta_set_text (session->db, SIJIL_META_REGISTRY_MATCH, mending->match, error));
}

/**
 * sijil_compare_not_now: (skip)
 * @session: the writing session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: non-%NULL if the next comparison is a day away
 */
gpointer
sijil_compare_not_now (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (sijil_compare_later (session, error));
}

/**
 * sijil_compare_soon: (skip)
 * @session: the writing session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: non-%NULL if the next exchange compares
 */
gpointer
sijil_compare_soon (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (sijil_meta_set_number (session->db, SIJIL_META_COMPARE_AFTER, 0, error));
}
