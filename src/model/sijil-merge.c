#define G_LOG_DOMAIN "sijil-model"

#include "sijil-merge.h"

#include "sijil-set.h"

typedef enum {
  OUTCOME_APPLY,
  OUTCOME_LOSE,
  OUTCOME_HOLD,
} Outcome;

static void
loser_free (SijilLoser *loser)
{
  g_object_unref (loser->value);
  g_free (loser);
}

static void
keep_loser (GPtrArray *losers, guint field, SijilRecord *from, const SijilStamp *stamp,
            gboolean concurrent)
{
  SijilLoser *loser = g_new0 (SijilLoser, 1);

  loser->field = field;
  loser->value = sijil_record_new (sijil_record_def (from), sijil_record_id (from));
  sijil_record_take_field (loser->value, field, from);
  loser->stamp = *stamp;
  loser->concurrent = concurrent;
  g_ptr_array_add (losers, loser);
}

static gboolean
is_larger (const SijilStamp *a, const SijilStamp *b)
{
  return a->stamp != b->stamp ? a->stamp > b->stamp : a->device > b->device;
}

/* Guarded fields have one order only: the registry's commits. A device keeps showing its own value
 * until that is committed, since what is pulled never hides what has not been sent. */
static Outcome
judge_guarded (SijilMergeSide side, gboolean held, const SijilStamp *current,
               const SijilStamp *incoming)
{
  if (held)
    return OUTCOME_HOLD;
  if (side == SIJIL_MERGE_AT_REGISTRY)
    return OUTCOME_APPLY;
  if (incoming->seq == 0)
    return OUTCOME_APPLY;
  return current->seq != 0 && current->seq < incoming->seq ? OUTCOME_APPLY : OUTCOME_LOSE;
}

/* What the registry holds: guarded values whose writer did not know the one that stands, and with
 * each of them its whole unit. Were a field of the unit let through because it happens to be equal,
 * the unit would have two writers, and a later edit that knew only one of them would be torn. */
static guint64
find_held (SijilRecord *current, SijilStamps *stamps, SijilChangeRow *row,
           const SijilStamp *incoming)
{
  const SijilTypeDef *type = sijil_record_def (current);
  guint64 held = 0;

  for (guint field = 0; field < type->n_fields; field++) {
    const SijilStamp *found = sijil_stamps_get (stamps, field);

    if (type->fields[field].merge != SIJIL_MERGE_GUARDED || found == NULL ||
        !sijil_record_has (row->record, field) || sijil_stamp_knew (incoming, found) ||
        sijil_record_same_field (current, row->record, field))
      continue;
    held |= sijil_type_unit_mask (type, field) & sijil_record_present (row->record);
  }
  return held;
}

/* An addition always counts, a removal only against additions that its writer had seen. Then any
 * order gives the same set, and what somebody has just added does not vanish. */
static gboolean
merge_set (SijilRecord *current, SijilStamps *stamps, guint field, SijilRecord *value,
           const SijilStamp *incoming, gboolean imposed)
{
  g_autoptr (GArray) changes = sijil_set_changes (sijil_record_text (value, field));
  g_autoptr (GString) real = g_string_new (NULL);
  g_autofree char *after = NULL;
  const SijilStamp *found;
  gboolean differs;

  for (guint i = 0; i < changes->len; i++) {
    const SijilSetChange *change = &g_array_index (changes, SijilSetChange, i);

    if (change->added)
      sijil_stamps_add_element (stamps, field, change->code, incoming);
    else
      sijil_stamps_remove_element (stamps, field, change->code, incoming, imposed);
    g_string_append_printf (real, " %s%s",
                            sijil_stamps_has_element (stamps, field, change->code) ? "+" : "-",
                            change->code);
  }
  after = sijil_set_apply (sijil_record_text (current, field), real->str);
  differs = g_strcmp0 (after, sijil_record_text (current, field)) != 0;
  sijil_record_set_text (current, field, after);
  found = sijil_stamps_get (stamps, field);
  if (found == NULL || imposed || is_larger (incoming, found) ||
      (found->stamp == incoming->stamp && found->device == incoming->device))
    sijil_stamps_set (stamps, field, incoming);
  return differs;
}

static void
merge_field (SijilMergeSide side, SijilRecord *current, SijilStamps *stamps, SijilChangeRow *row,
             const SijilStamp *incoming, guint field, GPtrArray *losers, guint64 *applied)
{
  const SijilFieldDef *def = &sijil_record_def (current)->fields[field];
  const SijilStamp *found = sijil_stamps_get (stamps, field);
  /* That two people deleted the same record is no conflict. */
  gboolean differs =
      def->merge != SIJIL_MERGE_LIFE && !sijil_record_same_field (current, row->record, field);
  SijilStamp old;
  Outcome outcome;

  if (def->merge == SIJIL_MERGE_SET) {
    if (merge_set (current, stamps, field, row->record, incoming, FALSE))
      *applied |= SIJIL_FIELD_BIT (field);
    return;
  }
  if (found == NULL) {
    sijil_merge_impose (current, stamps, field, row->record, incoming);
    *applied |= SIJIL_FIELD_BIT (field);
    return;
  }
  old = *found;
  if (old.stamp == incoming->stamp && old.device == incoming->device) {
    /* The same change set once more: nothing but its number can be news. */
    if (old.seq == 0 && incoming->seq != 0)
      sijil_stamps_set (stamps, field, incoming);
    return;
  }
  if (def->merge == SIJIL_MERGE_LEDGER)
    outcome = OUTCOME_LOSE;
  else if (def->merge == SIJIL_MERGE_GUARDED)
    outcome = judge_guarded (side, (row->held & SIJIL_FIELD_BIT (field)) != 0, &old, incoming);
  else
    outcome = is_larger (incoming, &old) ? OUTCOME_APPLY : OUTCOME_LOSE;

  if (outcome == OUTCOME_APPLY) {
    if (differs)
      keep_loser (losers, field, current, &old, !sijil_stamp_knew (incoming, &old));
    sijil_merge_impose (current, stamps, field, row->record, incoming);
    *applied |= SIJIL_FIELD_BIT (field);
    return;
  }
  if (differs)
    keep_loser (losers, field, row->record, incoming, !sijil_stamp_knew (&old, incoming));
}

/**
 * sijil_merge_row:
 * @side: who merges
 * @current: (inout): the folded record
 * @stamps: (inout): who wrote its fields
 * @row: (inout): what changed; at the registry its `held` bits are set here
 * @stamp: who wrote the change set that @row is of
 * @applied: (out): bits of the fields that took their new value
 *
 * The one merge function of both programs. Registers: the larger (stamp, device) wins, and since a
 * writer's stamp always exceeds what it had folded, a known edit beats what it knew. Guarded
 * fields: see model.md; of two that did not know each other the one that the registry committed
 * first stays. Applying a row twice changes nothing.
 *
 * Returns: (transfer full) (element-type SijilLoser): the values that gave way
 */
GPtrArray *
sijil_merge_row (SijilMergeSide side, SijilRecord *current, SijilStamps *stamps,
                 SijilChangeRow *row, const SijilStamp *stamp, guint64 *applied)
{
  GPtrArray *losers = g_ptr_array_new_with_free_func ((GDestroyNotify) loser_free);
  const SijilTypeDef *type = sijil_record_def (current);

  *applied = 0;
  if (side == SIJIL_MERGE_AT_REGISTRY)
    row->held |= find_held (current, stamps, row, stamp);
  for (guint field = 0; field < type->n_fields; field++)
    if (sijil_record_has (row->record, field))
      merge_field (side, current, stamps, row, stamp, field, losers, applied);
  return losers;
}

/**
 * sijil_merge_impose:
 * @current: (inout): the folded record
 * @stamps: (inout): who wrote its fields
 * @field: a field
 * @value: a record that holds its new value
 * @stamp: who wrote that
 *
 * Sets one field without a question: for a row that is new, and for the value that the registry
 * says stands when it held ours. Of a set, @value holds the change.
 */
void
sijil_merge_impose (SijilRecord *current, SijilStamps *stamps, guint field, SijilRecord *value,
                    const SijilStamp *stamp)
{
  if (sijil_record_def (current)->fields[field].merge == SIJIL_MERGE_SET) {
    merge_set (current, stamps, field, value, stamp, TRUE);
    return;
  }
  sijil_record_take_field (current, field, value);
  sijil_stamps_set (stamps, field, stamp);
}

/**
 * sijil_merge_edit:
 * @current: (inout): the folded record
 * @stamps: (inout): who wrote its fields
 * @edit: what shall change; of a set, what was added and taken out
 * @stamp: of the edit; newer than all that it overwrites
 *
 * An edit that is made here and takes effect at once. If it began before some news came, its stamp
 * says so by its base: values that its editor had not seen give way as they do elsewhere. Which
 * value of a guarded field gives way is for the registry to say.
 *
 * Returns: (transfer full) (element-type SijilLoser): values that gave way unseen
 */
GPtrArray *
sijil_merge_edit (SijilRecord *current, SijilStamps *stamps, SijilRecord *edit,
                  const SijilStamp *stamp)
{
  GPtrArray *losers = g_ptr_array_new_with_free_func ((GDestroyNotify) loser_free);
  const SijilTypeDef *type = sijil_record_def (current);

  for (guint field = 0; field < type->n_fields; field++) {
    const SijilStamp *found = sijil_stamps_get (stamps, field);

    if (!sijil_record_has (edit, field))
      continue;
    if (type->fields[field].merge == SIJIL_MERGE_SET) {
      merge_set (current, stamps, field, edit, stamp, FALSE);
      continue;
    }
    if (type->fields[field].merge == SIJIL_MERGE_REGISTER && found != NULL &&
        !sijil_stamp_knew (stamp, found) && !sijil_record_same_field (current, edit, field))
      keep_loser (losers, field, current, found, TRUE);
    sijil_merge_impose (current, stamps, field, edit, stamp);
  }
  return losers;
}

/**
 * sijil_merge_is_gone:
 * @record: a folded record
 * @stamps: who wrote its fields
 *
 * A record is gone if it was deleted by somebody who had seen all that stands in it. An edit that
 * the deletion had not seen, or that came after it, revives the record; both sides work that out of
 * the same stamps, so nobody has to write it down.
 *
 * Returns: whether it counts as deleted
 */
gboolean
sijil_merge_is_gone (SijilRecord *record, SijilStamps *stamps)
{
  int life = sijil_type_life (sijil_record_def (record));
  const SijilStamp *deletion = life >= 0 ? sijil_stamps_get (stamps, (guint) life) : NULL;

  return deletion != NULL && !sijil_record_is_null (record, (guint) life) &&
         sijil_stamps_known_to (stamps, deletion, ~SIJIL_FIELD_BIT (life));
}
