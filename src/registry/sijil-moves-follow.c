#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-moves-private.h"

#include "types/sijil-types-all.h"

/* A PC without a line does not know yet that a family has moved, and writes it down where it was.
 * That goes after the family, field by field. */

static const guint64 CONSENT = SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_CONSENT_DATE) |
                               SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_CONSENT_BASIS);

typedef struct {
  SijilLinker *linker;
  SijilChangeRow *row;
  SijilFolded *written; /* the record that the row is of */
  SijilStamp stamp;     /* of its set */
  GPtrArray *path;      /* from the household on to where the family is */
  SijilFolded *to;      /* the last of it */
} Late;

/* What the row wrote and what still stands of that. */
static guint64
standing (Late *self)
{
  guint64 fields = sijil_record_present (self->row->record) & ~self->row->held &
                   ~sijil_moves_stays (sijil_record_def (self->written->record));

  for (guint i = 0; fields >> i != 0; i++) {
    const SijilStamp *stamp = sijil_stamps_get (self->written->stamps, i);

    if (stamp == NULL || stamp->stamp != self->stamp.stamp || stamp->device != self->stamp.device)
      fields &= ~SIJIL_FIELD_BIT (i);
  }
  return fields;
}

/* Of these, those that nobody has written there but the registry. */
static SijilRecord *
pick (Late *self, guint64 fields, SijilFolded *there)
{
  const SijilTypeDef *type = sijil_record_def (self->written->record);
  SijilRecord *copy =
      sijil_record_new (type, there != NULL ? sijil_record_id (there->record) : NULL);

  for (guint i = 0; fields >> i != 0; i++) {
    const SijilStamp *stamp = there != NULL ? sijil_moves_newest (there, i) : NULL;

    if ((fields >> i & 1) != 0 && (stamp == NULL || stamp->device == SIJIL_REGISTRY_DEVICE))
      sijil_record_take_field (copy, i, self->written->record);
  }
  return copy;
}

/* @there: (out) (nullable): who the person is where the family is. */
static gboolean
find_person (Late *self, const SijilId *person, SijilFolded **there, GError **error)
{
  SijilId at = *person;

  *there = NULL;
  for (guint i = 0; i < self->path->len; i++) {
    g_clear_pointer (there, sijil_folded_free);
    if (!sijil_moves_counterpart (self->linker, &at, ((SijilFolded *) self->path->pdata[i])->owner,
                                  there, error))
      return FALSE;
    if (*there == NULL)
      return TRUE;
    at = *sijil_record_id ((*there)->record);
  }
  return TRUE;
}

static gboolean
tell (Late *self, SijilRecord *copy, GError **error)
{
  return sijil_record_present (copy) == 0 ||
         sijil_teller_tell (self->linker->teller, self->to->owner, copy, error);
}

static gboolean
link_again (Late *self, const SijilId *person, GError **error)
{
  g_autoptr (SijilFolded) there = NULL;

  return sijil_moves_load (self->linker, &sijil_person_type, person, &there, error) &&
         (there == NULL || sijil_linker_identity (self->linker, there, error));
}

static gboolean
follow_person (Late *self, GError **error)
{
  const SijilId *id = sijil_record_id (self->written->record);
  g_autoptr (SijilFolded) there = NULL;
  g_autoptr (SijilRecord) copy = NULL;

  if (!find_person (self, id, &there, error))
    return FALSE;
  /* Who was taken out there stays out; and only who is born here is somebody new. */
  if (there != NULL ? sijil_merge_is_gone (there->record, there->stamps) : !self->row->is_new)
    return TRUE;
  copy = pick (self, standing (self), there);
  if (there == NULL)
    sijil_record_set_reference (copy, SIJIL_PERSON_HOUSEHOLD, sijil_record_id (self->to->record));
  return tell (self, copy, error) &&
         (there != NULL ||
          sijil_moves_link_person (self->linker, self->written, sijil_record_id (copy),
                                   self->to->owner, error)) &&
         link_again (self, sijil_record_id (copy), error);
}

static gboolean
follow_head (Late *self, SijilRecord *copy, GError **error)
{
  const SijilStamp *here = sijil_stamps_get (self->written->stamps, SIJIL_HOUSEHOLD_HEAD);
  const SijilStamp *stamp = sijil_stamps_get (self->to->stamps, SIJIL_HOUSEHOLD_HEAD);
  g_autoptr (SijilFolded) head = NULL;
  SijilId id;

  if (!sijil_record_reference (self->row->record, SIJIL_HOUSEHOLD_HEAD, &id) || here == NULL ||
      here->stamp != self->stamp.stamp || here->device != self->stamp.device ||
      (stamp != NULL && stamp->device != SIJIL_REGISTRY_DEVICE))
    return TRUE;
  if (!find_person (self, &id, &head, error))
    return FALSE;
  if (head != NULL)
    sijil_record_set_reference (copy, SIJIL_HOUSEHOLD_HEAD, sijil_record_id (head->record));
  return TRUE;
}

static gboolean
follow_household (Late *self, GError **error)
{
  guint64 fields = standing (self);
  gboolean consents = sijil_linker_consents (self->linker, self->written);
  /* Without consent nothing leaves the association but that there is none. */
  g_autoptr (SijilRecord) copy = pick (self, consents ? fields : fields & CONSENT, self->to);
  gboolean changes = (sijil_record_present (copy) & CONSENT) != 0;
  g_autoptr (SijilFolded) there = NULL;

  if (!consents && !changes)
    return TRUE;
  if ((consents && !follow_head (self, copy, error)) || !tell (self, copy, error))
    return FALSE;
  if (!changes)
    return TRUE;
  return sijil_moves_load (self->linker, &sijil_household_type, sijil_record_id (copy), &there,
                           error) &&
         (there == NULL || sijil_linker_household (self->linker, there, error));
}

/* The household that the record is, or lives in, as the association has it. */
static SijilFolded *
household_of (SijilLinker *linker, SijilFolded *folded)
{
  if (sijil_record_def (folded->record) == &sijil_person_type)
    return sijil_linker_home (linker, folded);
  return sijil_record_def (folded->record) == &sijil_household_type
             ? sijil_linker_load (linker, &sijil_household_type, sijil_record_id (folded->record))
             : NULL;
}

/**
 * sijil_moves_follow:
 * @linker: a linker
 * @set: a change set that arrived
 * @row: a row of it
 * @folded: the record that it wrote
 * @error: return location for an error
 *
 * What a PC that did not know of a move wrote about the family goes where the family is, as far as
 * it stands and nobody has written it there since. Whoever knew, wrote it for the old records
 * alone.
 *
 * Returns: %TRUE if that association will hear of it, or need not
 */
gboolean
sijil_moves_follow (SijilLinker *linker, SijilChangeSet *set, SijilChangeRow *row,
                    SijilFolded *folded, GError **error)
{
  g_autoptr (SijilFolded) from = household_of (linker, folded);
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_folded_free);
  Late self = { linker, row, folded, sijil_change_set_stamp (set), path, NULL };
  gboolean is_person = sijil_record_def (folded->record) == &sijil_person_type;

  if (from == NULL || !sijil_moves_is_left (from) ||
      sijil_stamps_known_to (from->stamps, &self.stamp,
                             SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MOVED_TO)) ||
      (is_person && !sijil_linker_consents (linker, from)))
    return TRUE;
  if (!sijil_moves_end (linker, from, path, error))
    return FALSE;
  if (path->len == 0)
    return TRUE;
  self.to = path->pdata[path->len - 1];
  return is_person ? follow_person (&self, error) : follow_household (&self, error);
}
