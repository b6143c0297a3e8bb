#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "sijil-gone.h"
#include "sijil-records.h"
#include "sijil-sums.h"
#include "types/sijil-types-all.h"

/* What was deleted stays until everybody knows. Then it goes, unless something that stays speaks of
 * it: a box that was handed over has its family for ever. */

static gboolean
refers (SijilStorage *storage, const SijilTypeDef *from, guint field, const SijilId *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM %s WHERE %s = ?1)",
                                          from->name, from->fields[field].name);

  return sijil_db_number (storage->db, 1, sql, "d", id) != 0;
}

/* Whether a record of any type but @except speaks of it. What is looked up by no index is what the
 * registry itself noted beside, and may outlive it. */
static gboolean
is_spoken_of (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
              const SijilTypeDef *except)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; types[i] != except && f < types[i]->n_fields; f++) {
      const SijilFieldDef *field = &types[i]->fields[f];

      if (field->kind == SIJIL_KIND_REFERENCE && (field->flags & SIJIL_FIELD_INDEXED) != 0 &&
          sijil_type_find (field->target) == type && refers (storage, types[i], f, id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
let_go (SijilStorage *storage, SijilStored *stored, GError **error)
{
  static const char *const NOTES[] = { "DELETE FROM loser WHERE id = ?1",
                                       "DELETE FROM person_link WHERE a = ?1 OR b = ?1",
                                       "DELETE FROM household_link WHERE a = ?1 OR b = ?1" };
  const SijilTypeDef *type = sijil_record_def (stored->record);
  const SijilId *id = sijil_record_id (stored->record);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE rowid = ?1", type->name);

  for (guint i = 0; i < G_N_ELEMENTS (NOTES); i++)
    if (!sijil_db_run (storage->db, error, NOTES[i], "d", id))
      return FALSE;
  sijil_storage_count_row (storage, stored->owner, id, type, -1,
                           -sijil_sums_row (&storage->key, stored->record, stored->stamps));
  return sijil_db_run (storage->db, error, sql, "i", stored->rowid);
}

/* A family goes with its members, who were deleted with it. */
static gboolean
let_household_go (SijilStorage *storage, SijilStored *household, GError **error)
{
  const SijilId *id = sijil_record_id (household->record);
  g_autoptr (GPtrArray) members =
      sijil_records_list (storage->db, &sijil_person_type, "WHERE household = ?1", error, "d", id);
  gboolean gone;

  if (members == NULL || !sijil_gone_refresh (storage->db, id, &gone, error))
    return FALSE;
  if (!gone || is_spoken_of (storage, &sijil_household_type, id, &sijil_person_type))
    return TRUE;
  for (guint i = 0; i < members->len; i++) {
    SijilStored *member = members->pdata[i];

    if (is_spoken_of (storage, &sijil_person_type, sijil_record_id (member->record),
                      &sijil_household_type))
      return TRUE;
  }
  for (guint i = 0; i < members->len; i++)
    if (!let_go (storage, members->pdata[i], error))
      return FALSE;
  return let_go (storage, household, error);
}

static gboolean
let_type_go (SijilStorage *storage, const SijilTypeDef *type, gint64 association, guint64 before,
             guint64 known, GError **error)
{
  guint life = (guint) sijil_type_life (type);
  g_autoptr (GPtrArray) gone = sijil_records_list (
      storage->db, type, "WHERE owner = ?1 AND gone = 1", error, "i", association);

  for (guint i = 0; gone != NULL && i < gone->len; i++) {
    SijilStored *stored = gone->pdata[i];
    const SijilStamp *deletion = sijil_stamps_get (stored->stamps, life);
    gboolean ok = TRUE;

    if (deletion == NULL || deletion->stamp >= before || deletion->seq == 0 ||
        deletion->seq > known)
      continue;
    if (type == &sijil_household_type)
      ok = let_household_go (storage, stored, error);
    else if (!is_spoken_of (storage, type, sijil_record_id (stored->record), NULL))
      ok = let_go (storage, stored, error);
    if (!ok)
      return FALSE;
  }
  return gone != NULL;
}

/**
 * sijil_storage_let_go:
 * @storage: the storage, inside a transaction
 * @association: whose records
 * @before: what was deleted with a smaller stamp,
 * @known: and with a number of the feed that is not larger
 * @error: return location for an error
 *
 * Removes records that were deleted, and that nothing speaks of.
 *
 * Returns: %TRUE if they are gone for good
 */
gboolean
sijil_storage_let_go (SijilStorage *storage, gint64 association, guint64 before, guint64 known,
                      GError **error)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  /* Backwards: what refers to another goes before it. */
  for (guint i = n; i-- > 0;)
    if (sijil_type_life (types[i]) >= 0 &&
        !let_type_go (storage, types[i], association, before, known, error))
      return FALSE;
  return TRUE;
}
