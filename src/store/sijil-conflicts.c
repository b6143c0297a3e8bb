#define G_LOG_DOMAIN "sijil-store"

#include "sijil-conflicts.h"

#include "sijil-alias.h"
#include "sijil-edit.h"
#include "sijil-hlc.h"
#include "sijil-i18n.h"
#include "sijil-life.h"
#include "sijil-meta.h"
#include "sijil-roles.h"
#include "sijil-words.h"
#include "types/sijil-types-all.h"

#define MAX_CONFLICTS "500"

void
sijil_conflict_free (SijilConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->label);
  g_free (conflict->standing);
  g_free (conflict->losing);
  g_free (conflict->standing_office);
  g_free (conflict->losing_office);
  g_free (conflict->card);
  g_free (conflict->head_name);
  g_free (conflict->person_name);
  g_free (conflict);
}

/**
 * sijil_decision_new:
 * @conflict: what is decided
 * @take_losing: whether the value that gave way shall stand
 *
 * Returns: (transfer full): a request for sijil_conflict_decide(), freed with g_free()
 */
SijilDecision *
sijil_decision_new (const SijilConflict *conflict, gboolean take_losing)
{
  SijilDecision *decision = g_new0 (SijilDecision, 1);

  decision->local = conflict->local;
  decision->record = conflict->record;
  decision->take_losing = take_losing;
  return decision;
}

static char *
office_of (SijilSession *session, guint32 device)
{
  if (device == (guint32) sijil_meta_number (session->db, SIJIL_META_DEVICE, 0))
    return g_strdup (session->office);
  return sijil_db_text (session->db, "SELECT office FROM desk WHERE number = ?1 LIMIT 1", "i",
                        (gint64) device);
}

static gint64
instant_of (const SijilStamp *stamp)
{
  return sijil_hlc_millis (stamp->stamp) * 1000;
}

static void
name_family (SijilSession *session, SijilConflict *conflict, SijilRecord *record)
{
  static const char SQL[] = "SELECT household, card, head_name FROM household_row "
                            "WHERE household = " SIJIL_SQL_SURVIVOR ("?1");
  const SijilTypeDef *type = sijil_record_def (record);
  int field = sijil_type_field (type, "household");
  g_autoptr (SijilStmt) stmt = NULL;
  SijilId id = *sijil_record_id (record);

  if (type == &sijil_person_type)
    conflict->person_name = g_strdup (sijil_record_text (record, SIJIL_PERSON_NAME));
  if (type != &sijil_household_type &&
      (field < 0 || !sijil_record_reference (record, (guint) field, &id)))
    return;
  stmt = sijil_db_select (session->db, NULL, SQL, "d", &id);
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  sijil_stmt_id (stmt, 0, &conflict->household);
  conflict->card = g_strdup (sijil_stmt_text (stmt, 1));
  conflict->head_name = g_strdup (sijil_stmt_text (stmt, 2));
}

/* Fields that merge as one are one conflict, shown by the first of them that says something. */
static guint
telling_field (SijilRecord *value, guint field)
{
  guint64 unit = sijil_type_unit_mask (sijil_record_def (value), field);

  if (g_strcmp0 (sijil_record_def (value)->fields[field].unit, "identity") == 0)
    return sijil_record_is_null (value, SIJIL_PERSON_ID_NUMBER) ? (guint) SIJIL_PERSON_NO_ID_REASON
                                                                : (guint) SIJIL_PERSON_ID_NUMBER;
  for (guint i = 0; i < sijil_record_def (value)->n_fields; i++)
    if ((unit & SIJIL_FIELD_BIT (i)) != 0)
      return i;
  return field;
}

/* The values of one conflict that lost: one field, or all of a unit that gave way with it. */
static SijilRecord *
load_losing (SijilDb *db, gint64 local, const SijilTypeDef **type, SijilId *id, guint *field,
             SijilStamp *stamp, GError **error)
{
  static const char SQL[] =
      "SELECT type, id, field, stamp, device, seq FROM loser WHERE local = ?1";
  static const char SQL_ALL[] =
      "SELECT field, value FROM loser WHERE id = ?1 AND stamp = ?2 AND device = ?3";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "i", local);
  g_autoptr (SijilStmt) all = NULL;
  g_autoptr (SijilRecord) losing = NULL;
  guint64 unit;
  int number;

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return NULL;
  *type = sijil_type_find (sijil_stmt_text (stmt, 0));
  number = *type != NULL ? sijil_type_field (*type, sijil_stmt_text (stmt, 2)) : -1;
  if (number < 0 || !sijil_stmt_id (stmt, 1, id))
    return NULL;
  *field = (guint) number;
  *stamp = (SijilStamp){ (guint64) sijil_stmt_int (stmt, 3), (guint32) sijil_stmt_int (stmt, 4), 0,
                         (guint64) sijil_stmt_int (stmt, 5) };
  unit = sijil_type_unit_mask (*type, *field);
  losing = sijil_record_new (*type, id);
  all = sijil_db_select (db, error, SQL_ALL, "dii", id, (gint64) stamp->stamp,
                         (gint64) stamp->device);
  while (all != NULL && sijil_stmt_next (all)) {
    g_autoptr (GBytes) bytes = sijil_stmt_bytes (all, 1);
    int part = sijil_type_field (*type, sijil_stmt_text (all, 0));

    if (part >= 0 && (unit & SIJIL_FIELD_BIT (part)) != 0)
      sijil_record_unpack (losing, bytes);
  }
  return g_steal_pointer (&losing);
}

static SijilConflict *
describe (SijilSession *session, gint64 local, GError **error)
{
  const SijilTypeDef *type;
  SijilId id;
  guint field;
  SijilStamp lost;
  g_autoptr (SijilRecord) losing =
      load_losing (session->db, local, &type, &id, &field, &lost, error);
  g_autoptr (SijilStored) stored = NULL;
  const SijilStamp *standing;
  SijilConflict *conflict;

  if (losing == NULL || !sijil_records_load (session->db, type, &id, &stored, error) ||
      stored == NULL)
    return NULL;
  standing = sijil_stamps_get (stored->stamps, field);
  conflict = g_new0 (SijilConflict, 1);
  conflict->local = local;
  conflict->record = id;
  conflict->type = type;
  conflict->field = telling_field (losing, field);
  conflict->label = g_strdup (_ (type->fields[conflict->field].label));
  conflict->losing = sijil_field_words (session->db, losing, conflict->field);
  conflict->standing =
      sijil_field_words (session->db, stored->record, telling_field (stored->record, field));
  conflict->losing_office = office_of (session, lost.device);
  conflict->losing_at = instant_of (&lost);
  conflict->waits = type->fields[field].merge == SIJIL_MERGE_GUARDED;
  if (standing != NULL) {
    conflict->standing_office = office_of (session, standing->device);
    conflict->standing_at = instant_of (standing);
  }
  name_family (session, conflict, stored->record);
  return conflict;
}

static gboolean
add_values (SijilSession *session, GPtrArray *conflicts, GError **error)
{
  static const char SQL[] = "SELECT local FROM loser WHERE open = 1 ORDER BY local DESC "
                            "LIMIT " MAX_CONFLICTS;
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    g_autoptr (GError) local = NULL;
    SijilConflict *conflict = describe (session, sijil_stmt_int (stmt, 0), &local);
    g_autofree char *id = NULL;

    /* A conflict that could not be read is not one that is settled. */
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (conflict == NULL)
      continue;
    id = sijil_id_to_string (&conflict->record);
    if (g_hash_table_add (seen,
                          g_strdup_printf ("%s %u %" G_GINT64_FORMAT " %s", id, conflict->field,
                                           conflict->losing_at, conflict->losing_office)))
      g_ptr_array_add (conflicts, conflict);
    else
      sijil_conflict_free (conflict);
  }
  return sijil_stmt_finish (stmt, error);
}

static gboolean
add_revived (SijilSession *session, GPtrArray *conflicts, GError **error)
{
  g_autoptr (GPtrArray) revived =
      sijil_records_where (session->db, &sijil_household_type,
                           "INDEXED BY household_deleted WHERE deleted IS NOT NULL AND gone = 0 "
                           "LIMIT 100",
                           error, "");

  for (guint i = 0; revived != NULL && i < revived->len; i++) {
    SijilRecord *household = revived->pdata[i];
    SijilConflict *conflict = g_new0 (SijilConflict, 1);
    g_autoptr (SijilStored) stored = NULL;
    const SijilStamp *deletion = NULL;

    if (sijil_records_load (session->db, &sijil_household_type, sijil_record_id (household),
                            &stored, NULL) &&
        stored != NULL)
      deletion = sijil_stamps_get (stored->stamps, SIJIL_HOUSEHOLD_DELETED);
    conflict->record = *sijil_record_id (household);
    conflict->type = &sijil_household_type;
    conflict->field = SIJIL_HOUSEHOLD_DELETED;
    conflict->label = g_strdup (_ (sijil_household_type.label));
    conflict->revived = TRUE;
    if (deletion != NULL) {
      conflict->losing_office = office_of (session, deletion->device);
      conflict->losing_at = instant_of (deletion);
    }
    name_family (session, conflict, household);
    g_ptr_array_add (conflicts, conflict);
  }
  return revived != NULL;
}

/**
 * sijil_conflicts: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilConflict): fields of which two people wrote different
 *   values without having seen each other's, and families that one deleted and another edited
 */
gpointer
sijil_conflicts (SijilSession *session, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) conflicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_conflict_free);

  return add_revived (session, conflicts, error) && add_values (session, conflicts, error)
             ? g_steal_pointer (&conflicts)
             : NULL;
}

/**
 * sijil_conflicts_count: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: how many wait for a decision, as GUINT_TO_POINTER()
 */
gpointer
sijil_conflicts_count (SijilSession *session, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) conflicts = sijil_conflicts (session, NULL, error);

  return GUINT_TO_POINTER (conflicts != NULL ? conflicts->len : 0);
}

/* Who heads a family is said twice, by the household and by the relation: both follow. */
static gboolean
relations_follow (SijilSession *session, const SijilId *household, const SijilId *head,
                  GError **error)
{
  g_autoptr (GPtrArray) heads = sijil_records_where (
      session->db, &sijil_person_type, "WHERE household = ?1 AND relation = 'head' AND gone = 0",
      error, "d", household);
  g_autoptr (SijilRecord) chosen = sijil_record_new (&sijil_person_type, head);

  for (guint i = 0; heads != NULL && i < heads->len; i++) {
    const SijilId *id = sijil_record_id (heads->pdata[i]);
    g_autoptr (SijilRecord) other = sijil_record_new (&sijil_person_type, id);

    sijil_record_set_text (other, SIJIL_PERSON_RELATION, "other");
    if (!sijil_id_equal (id, head) && !sijil_edit_put (session, other, error))
      return FALSE;
  }
  sijil_record_set_text (chosen, SIJIL_PERSON_RELATION, "head");
  return heads != NULL && sijil_edit_put (session, chosen, error);
}

static gboolean
decide_value (SijilSession *session, const SijilDecision *decision, GError **error)
{
  const SijilTypeDef *type;
  SijilId id, head;
  guint field;
  SijilStamp lost;
  g_autoptr (SijilRecord) losing =
      load_losing (session->db, decision->local, &type, &id, &field, &lost, error);
  g_autoptr (SijilRecord) standing = NULL;
  g_autoptr (SijilRecord) edit = NULL;

  if (losing == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                           _ ("This has been decided already"));
    return FALSE;
  }
  standing = sijil_records_get (session->db, type, &id);
  if (standing == NULL)
    return FALSE;
  edit = sijil_record_new (type, &id);
  for (guint i = 0; i < type->n_fields; i++)
    if (sijil_record_has (losing, i))
      sijil_record_take_field (edit, i, decision->take_losing ? losing : standing);
  if (!sijil_edit_affirm (session, edit, error))
    return FALSE;
  return type != &sijil_household_type || field != SIJIL_HOUSEHOLD_HEAD ||
         !sijil_record_reference (edit, SIJIL_HOUSEHOLD_HEAD, &head) ||
         relations_follow (session, &id, &head, error);
}

/**
 * sijil_conflict_decide: (skip)
 * @session: the writing session
 * @data: a #SijilDecision
 * @error: return location for an error
 *
 * Says which of two values stands. That is an ordinary edit by somebody who has seen both; it
 * settles the conflict on every PC. Of a family that was deleted and edited, the losing side is the
 * deletion.
 *
 * Returns: non-%NULL if it is decided
 */
gpointer
sijil_conflict_decide (SijilSession *session, gpointer data, GError **error)
{
  const SijilDecision *decision = data;

  if (!sijil_role_may (session, SIJIL_ACT_CONFLICTS, error))
    return NULL;
  if (decision->local != 0)
    return GINT_TO_POINTER (decide_value (session, decision, error));
  return decision->take_losing
             ? sijil_household_delete (session, (gpointer) &decision->record, error)
             : sijil_household_revive (session, (gpointer) &decision->record, error);
}
