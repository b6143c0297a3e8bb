#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-queue.h"

#include "sijil-date.h"
#include "sijil-linker-aid.h"
#include "sijil-moves.h"
#include "sijil-quota.h"
#include "types/sijil-types-all.h"

/* The linker has a cursor of its own in what was received, so that nobody waits for it at the desk
 * of a large import. It moves row by row in the transaction that writes links and findings: a kill
 * at any moment leaves none out and makes none twice, and a step can end anywhere. */

#define CURSOR "linked"    /* the last change set that is linked */
#define ROWS "linked-rows" /* rows of the next one that are */

/* Whoever asks something meanwhile waits so long at the most, and for one row. */
#define STEP_US (50 * G_TIME_SPAN_MILLISECOND)

static const guint64 IDENTITY =
    SIJIL_FIELD_BIT (SIJIL_PERSON_NAME) | SIJIL_FIELD_BIT (SIJIL_PERSON_ID_NUMBER) |
    SIJIL_FIELD_BIT (SIJIL_PERSON_BIRTH_DATE) | SIJIL_FIELD_BIT (SIJIL_PERSON_HOUSEHOLD) |
    SIJIL_FIELD_BIT (SIJIL_PERSON_RELATION) | SIJIL_FIELD_BIT (SIJIL_PERSON_DELETED) |
    SIJIL_FIELD_BIT (SIJIL_PERSON_SEX) | SIJIL_FIELD_BIT (SIJIL_PERSON_PHONE) |
    SIJIL_FIELD_BIT (SIJIL_PERSON_MERGED_INTO);
static const guint64 STANDING = SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_CONSENT_DATE) |
                                SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MERGED_INTO) |
                                SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_DELETED);
static const guint64 SURROUNDINGS =
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_VILLAGE) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_GOVERNORATE) |
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_PHONE) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_HEAD);
static const guint64 SERVING = SIJIL_FIELD_BIT (SIJIL_VOLUNTEER_PERSON) |
                               SIJIL_FIELD_BIT (SIJIL_VOLUNTEER_STATE) |
                               SIJIL_FIELD_BIT (SIJIL_VOLUNTEER_DELETED);
static const guint64 SECRECY = SIJIL_FIELD_BIT (SIJIL_PROGRAMME_CONFIDENTIAL);

typedef gboolean (*LinkFunc) (SijilLinker *linker, SijilFolded *folded, GError **error);

/* What is to be thought over again when fields of a type were written; NULL stands for any. */
static const struct {
  const SijilTypeDef *type;
  const guint64 *fields;
  LinkFunc func;
} RULES[] = {
  { &sijil_person_type, &IDENTITY, sijil_linker_identity },
  { &sijil_household_type, &STANDING, sijil_linker_household },
  { &sijil_household_type, &SURROUNDINGS, sijil_linker_surroundings },
  { &sijil_volunteer_type, &SERVING, sijil_linker_volunteer },
  { &sijil_programme_type, &SECRECY, sijil_linker_programme },
  { &sijil_distribution_type, NULL, sijil_linker_distribution },
  { &sijil_verdict_type, NULL, sijil_linker_verdict },
};

static gboolean
apply_rule (SijilLinker *linker, SijilChangeRow *row, SijilFolded *folded, GError **error)
{
  guint64 written = sijil_record_present (row->record) & ~row->held;

  /* Of a new family all were judged with their household. */
  if (row->is_new && g_hash_table_contains (linker->judged, sijil_record_id (row->record)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (RULES); i++)
    if (RULES[i].type == sijil_record_def (row->record) &&
        (RULES[i].fields == NULL || (written & *RULES[i].fields) != 0))
      return RULES[i].func (linker, folded, error);
  return TRUE;
}

/* A household that was deleted may count again by it, with all that it shares: an edit of any field
 * revives it, and so does what was done for it or for a member. */
static gboolean
link_revived (SijilLinker *linker, SijilFolded *folded, GError **error)
{
  const SijilTypeDef *type = sijil_record_def (folded->record);
  int field = sijil_type_field (type, "household");
  SijilId id = *sijil_record_id (folded->record);
  g_autoptr (SijilFolded) household = NULL;

  if (type != &sijil_household_type &&
      (field < 0 || !sijil_record_reference (folded->record, (guint) field, &id)))
    return TRUE;
  if (!sijil_storage_load (linker->storage, &sijil_household_type, &id, &household, error))
    return FALSE;
  return household == NULL || sijil_record_is_null (household->record, SIJIL_HOUSEHOLD_DELETED) ||
         sijil_linker_household (linker, household, error);
}

/* It is judged as it stands now, which a later set may have changed again: that comes too. */
static gboolean
link_row (SijilLinker *linker, SijilChangeSet *set, SijilChangeRow *row, GError **error)
{
  g_autoptr (SijilFolded) folded = NULL;

  if (!sijil_storage_load (linker->storage, sijil_record_def (row->record),
                           sijil_record_id (row->record), &folded, error))
    return FALSE;
  return folded == NULL ||
         (apply_rule (linker, row, folded, error) && link_revived (linker, folded, error) &&
          sijil_moves_follow (linker, set, row, folded, error));
}

static gboolean
is_over (SijilRegistry *registry, gint64 until)
{
  return g_atomic_int_get (&registry->stopping) || (until != 0 && g_get_monotonic_time () >= until);
}

/* What rows have noted is shared again before the next row is looked at: of a link that was cut
 * nothing that was told stands longer than it has to. @until as in link_until(). */
static gboolean
share_again (SijilRegistry *registry, SijilLinker *linker, gint64 until, GError **error)
{
  g_autoptr (SijilSharing) sharing = sijil_sharing_new (linker);
  gboolean left = TRUE;

  do {
    if (!sijil_sharing_next (sharing, &left, error))
      return FALSE;
  } while (left && !is_over (registry, until));
  return TRUE;
}

/* One large set takes many steps, and is read once. */
static SijilChangeSet *
next_set (SijilRegistry *registry, gint64 *cursor, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) sets = NULL;

  *more = TRUE;
  if (registry->under_way != NULL && registry->under_way_after == *cursor) {
    *cursor = registry->under_way_at;
    return g_steal_pointer (&registry->under_way);
  }
  g_clear_pointer (&registry->under_way, sijil_change_set_free);
  sets = sijil_storage_received_after (registry->storage, *cursor, 1, cursor, more, error);
  return sets != NULL && sets->len > 0 ? g_ptr_array_steal_index (sets, 0) : NULL;
}

/* Goes on in @set behind *@row, as far as time allows. What comes on a stick counts for nobody: it
 * is linked without a bound in time. */
static gboolean
link_set (SijilRegistry *registry, SijilLinker *linker, SijilChangeSet *set, gint64 until,
          gint64 *row, GError **error)
{
  guint32 cause = until != 0 && sijil_quota_counts (registry, set->stamp) ? set->device : 0;

  if (!sijil_linker_caused_by (linker, cause, error))
    return FALSE;
  g_hash_table_remove_all (linker->judged);
  while (*row < set->rows->len) {
    guint told = sijil_teller_findings (linker->teller);

    if (!link_row (linker, set, set->rows->pdata[*row], error) ||
        !share_again (registry, linker, until, error))
      return FALSE;
    sijil_linker_found (linker, sijil_teller_findings (linker->teller) - told);
    (*row)++;
    if (is_over (registry, until))
      break;
  }
  return TRUE;
}

/* What devices sent, in the order in which it came. */
static gboolean
link_received (SijilRegistry *registry, SijilLinker *linker, gint64 until, gboolean *more,
               GError **error)
{
  gint64 cursor = sijil_storage_number (registry->storage, CURSOR, 0), begun = cursor;
  gint64 row = sijil_storage_number (registry->storage, ROWS, 0), rows_begun = row;

  *more = TRUE;
  if (!share_again (registry, linker, until, error))
    return FALSE;
  if (sijil_storage_to_share (registry->storage) > 0)
    return TRUE;
  do {
    gint64 at = cursor;
    g_autoptr (GError) local = NULL;
    SijilChangeSet *set = next_set (registry, &at, more, &local);
    gboolean held = set != NULL && sijil_linker_holds (linker, set->device);
    gboolean ok = set == NULL || held || link_set (registry, linker, set, until, &row, &local);

    if (!ok || local != NULL) {
      g_clear_pointer (&set, sijil_change_set_free);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (set == NULL)
      break;
    if (!held && row < set->rows->len) {
      registry->under_way = set;
      registry->under_way_after = cursor;
      registry->under_way_at = at;
      *more = TRUE;
      break;
    }
    sijil_change_set_free (set);
    cursor = at;
    row = 0;
  } while (*more && !is_over (registry, until));
  *more = *more || sijil_storage_to_share (registry->storage) > 0;
  return (cursor == begun || sijil_storage_set_number (registry->storage, CURSOR, cursor, error)) &&
         (row == rows_begun || sijil_storage_set_number (registry->storage, ROWS, row, error));
}

/* What was held of devices that are released since. */
static gboolean
link_released (SijilRegistry *registry, SijilLinker *linker, gint64 until, gboolean *more,
               GError **error)
{
  do {
    SijilChangeSet *set = NULL;
    gint64 row = 0;
    gboolean ok;

    if (!sijil_storage_next_released (registry->storage, &set, &row, error))
      return FALSE;
    *more = set != NULL;
    if (set == NULL)
      return TRUE;
    ok = link_set (registry, linker, set, until, &row, error) &&
         sijil_storage_note_released (registry->storage, set, row, error);
    sijil_change_set_free (set);
    if (!ok)
      return FALSE;
  } while (!is_over (registry, until));
  return TRUE;
}

/* @until: monotonic; the step ends with the first row that is done then. 0: only at the end.
 * @released: whether what was held has a turn too */
static gboolean
link_until (SijilRegistry *registry, gint64 until, gboolean released, gboolean *more,
            GError **error)
{
  g_autoptr (SijilTeller) teller = sijil_teller_new (registry->storage);
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GHashTable) judged =
      g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  g_autoptr (GHashTable) held = sijil_storage_held (registry->storage);
  SijilLinker linker = { .storage = registry->storage,
                         .teller = teller,
                         .today = today,
                         .judged = judged,
                         .held = held,
                         .most = &registry->quota };

  return link_received (registry, &linker, until, more, error) &&
         (*more || !released || link_released (registry, &linker, until, more, error)) &&
         sijil_linker_caused_by (&linker, 0, error) && sijil_teller_finish (teller, error);
}

/**
 * sijil_linker_queue_soon:
 * @registry: the registry, inside a transaction
 * @rows: about how many rows a sender may wait for
 * @error: return location for an error
 *
 * Works through what was received, if that is so little: then what is found comes in the same
 * answer. Of more, nothing: it would hold up each request of a large push.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_linker_queue_soon (SijilRegistry *registry, guint rows, GError **error)
{
  gint64 cursor = sijil_storage_number (registry->storage, CURSOR, 0), reached;
  g_autoptr (GPtrArray) sets = NULL;
  gboolean more = FALSE, large = FALSE;

  /* A large one is linked in quiet moments; it need not be read once more to know that. */
  if (registry->under_way != NULL && registry->under_way->rows->len > rows)
    return TRUE;
  sets = sijil_storage_received_after (registry->storage, cursor, rows, &reached, &more, error);
  if (sets == NULL)
    return FALSE;
  for (guint i = 0; i < sets->len; i++)
    large = large || ((SijilChangeSet *) sets->pdata[i])->rows->len > rows;
  return more || large ||
         link_until (registry, g_get_monotonic_time () + STEP_US, FALSE, &more, error);
}

/**
 * sijil_linker_queue_work:
 * @registry: the registry, inside a transaction
 * @more: (out): whether some is left
 * @error: return location for an error
 *
 * Works through what was received since the linker was here last, and what was held of devices
 * that are released, for some milliseconds.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_linker_queue_work (SijilRegistry *registry, gboolean *more, GError **error)
{
  return link_until (registry, g_get_monotonic_time () + STEP_US, TRUE, more, error);
}

/**
 * sijil_linker_queue_left:
 * @registry: the registry
 *
 * Returns: how many change sets were received and are not linked yet, or not to their end, and how
 *   many households, persons and programmes wait until their aid is shared again
 */
gint64
sijil_linker_queue_left (SijilRegistry *registry)
{
  gint64 cursor = sijil_storage_number (registry->storage, CURSOR, 0);

  return sijil_storage_count_received (registry->storage, cursor) +
         sijil_storage_count_held (registry->storage, cursor, TRUE) +
         sijil_storage_to_share (registry->storage);
}

/**
 * sijil_linker_queue_held:
 * @registry: the registry
 *
 * Returns: how many change sets are kept and not linked because their devices are held
 */
gint64
sijil_linker_queue_held (SijilRegistry *registry)
{
  return sijil_storage_count_held (registry->storage,
                                   sijil_storage_number (registry->storage, CURSOR, 0), FALSE);
}

/**
 * sijil_linker_queue_hold:
 * @registry: the registry, inside a transaction
 * @device: a device
 * @error: return location for an error
 *
 * Returns: %TRUE if nothing more of it, and of what of it waits here, is linked before it is
 *   released
 */
gboolean
sijil_linker_queue_hold (SijilRegistry *registry, const SijilDevice *device, GError **error)
{
  return sijil_storage_hold_device (registry->storage, device,
                                    sijil_storage_number (registry->storage, CURSOR, 0), error);
}

/**
 * sijil_linker_queue_forget:
 * @registry: the registry, whose transaction was rolled back
 *
 * The change set that was under way may have come in the same transaction, and another may get its
 * place.
 */
void
sijil_linker_queue_forget (SijilRegistry *registry)
{
  g_clear_pointer (&registry->under_way, sijil_change_set_free);
}

/**
 * sijil_linker_queue_all:
 * @registry: the registry, inside a transaction
 * @error: return location for an error
 *
 * Works through all that was received, however long that takes.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_linker_queue_all (SijilRegistry *registry, GError **error)
{
  gboolean more;

  return link_until (registry, 0, FALSE, &more, error);
}
