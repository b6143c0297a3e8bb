#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-moves.h"

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "types/sijil-types-all.h"

/* A family moves to another association. Its records stay where they are: hand-overs rest on them,
 * under programmes that nobody else may see, and a PC without a line may serve it once more. The
 * other association gets records of its own that say the same, and both sides are linked, so that
 * each hears of what the other gave. */

typedef struct {
  SijilLinker *linker;
  SijilFolded *from; /* the household that is left */
  SijilFolded *to;   /* (nullable): the one that stands for it from now on */
  gint64 association;
} Move;

static const guint64 HOUSEHOLD_STAYS =
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_HEAD) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MERGED_INTO) |
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_SPLIT_FROM) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_BATCH) |
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_DELETED) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MOVED_TO) |
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MOVED_ON);
static const guint64 PERSON_STAYS = SIJIL_FIELD_BIT (SIJIL_PERSON_HOUSEHOLD) |
                                    SIJIL_FIELD_BIT (SIJIL_PERSON_MERGED_INTO) |
                                    SIJIL_FIELD_BIT (SIJIL_PERSON_DELETED);

static const SijilStamp *
newest_of (SijilStamps *stamps, guint64 unit)
{
  const SijilStamp *newest = NULL;

  for (guint i = 0; unit >> i != 0; i++) {
    const SijilStamp *one = (unit >> i & 1) != 0 ? sijil_stamps_get (stamps, i) : NULL;

    if (one != NULL && (newest == NULL || one->stamp > newest->stamp))
      newest = one;
  }
  return newest;
}

/* What the other association wrote later, or itself after the move, stands. */
static gboolean
takes (SijilFolded *from, SijilFolded *to, guint field)
{
  guint64 unit = sijil_type_unit_mask (sijil_record_def (from->record), field);
  const SijilStamp *here = newest_of (from->stamps, unit);
  const SijilStamp *there = to != NULL ? newest_of (to->stamps, unit) : NULL;

  return here != NULL &&
         (there == NULL || there->device == SIJIL_REGISTRY_DEVICE || here->stamp > there->stamp);
}

static SijilRecord *
copy_of (SijilFolded *from, SijilFolded *to, guint64 stays)
{
  const SijilTypeDef *type = sijil_record_def (from->record);
  SijilRecord *copy = sijil_record_new (type, to != NULL ? sijil_record_id (to->record) : NULL);

  for (guint i = 0; i < type->n_fields; i++)
    if ((stays & SIJIL_FIELD_BIT (i)) == 0 && takes (from, to, i))
      sijil_record_take_field (copy, i, from->record);
  return copy;
}

static SijilFolded *
reload (Move *self, SijilRecord *record)
{
  return sijil_linker_load (self->linker, sijil_record_def (record), sijil_record_id (record));
}

static gboolean
copy_household (Move *self, GError **error)
{
  g_autoptr (SijilRecord) copy =
      copy_of (self->from, self->to,
               HOUSEHOLD_STAYS | (self->to != NULL ? SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_CARD) : 0));

  if (!sijil_teller_tell (self->linker->teller, self->association, copy, error))
    return FALSE;
  if (self->to == NULL)
    self->to = reload (self, copy);
  return self->to != NULL;
}

/* Who of @theirs stands for @person: by a link, or by the same name in the same family. */
static SijilFolded *
counterpart (Move *self, SijilFolded *person, GPtrArray *theirs)
{
  const SijilId *id = sijil_record_id (person->record);
  g_autoptr (GPtrArray) linked = sijil_storage_linked_persons (self->linker->storage, id, NULL);
  g_autofree char *name = sijil_fold (sijil_record_text (person->record, SIJIL_PERSON_NAME));
  SijilFolded *namesake = NULL;

  for (guint i = 0; i < theirs->len; i++) {
    SijilFolded *other = theirs->pdata[i];
    g_autofree char *other_name = sijil_fold (sijil_record_text (other->record, SIJIL_PERSON_NAME));

    for (guint k = 0; linked != NULL && k < linked->len; k++)
      if (sijil_id_equal (sijil_record_id (((SijilFolded *) linked->pdata[k])->record),
                          sijil_record_id (other->record)))
        return other;
    if (namesake == NULL && g_strcmp0 (name, other_name) == 0)
      namesake = other;
  }
  return namesake;
}

static gboolean
link_person (Move *self, SijilFolded *person, const SijilId *copy, GError **error)
{
  const SijilId *id = sijil_record_id (person->record);
  gboolean first = self->from->owner < self->association, is_new;

  return sijil_storage_add_person_link (self->linker->storage, first ? id : copy, first ? copy : id,
                                        SIJIL_EVIDENCE_MOVED, &is_new, error);
}

static gboolean
copy_person (Move *self, SijilFolded *person, SijilFolded *to, SijilId *id, GError **error)
{
  g_autoptr (SijilRecord) copy = copy_of (person, to, PERSON_STAYS);

  if (to == NULL)
    sijil_record_set_reference (copy, SIJIL_PERSON_HOUSEHOLD, sijil_record_id (self->to->record));
  if (!sijil_teller_tell (self->linker->teller, self->association, copy, error))
    return FALSE;
  *id = *sijil_record_id (copy);
  return link_person (self, person, id, error);
}

static gboolean
set_head (Move *self, const SijilId *head, GError **error)
{
  g_autoptr (SijilRecord) edit =
      sijil_record_new (&sijil_household_type, sijil_record_id (self->to->record));

  sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_HEAD, head);
  return sijil_teller_tell (self->linker->teller, self->association, edit, error);
}

/* Whoever is one of the family still. */
static gboolean
belongs (SijilFolded *person)
{
  return sijil_record_is_null (person->record, SIJIL_PERSON_MERGED_INTO) &&
         g_strcmp0 (sijil_record_text (person->record, SIJIL_PERSON_STATE), "moved-away") != 0;
}

static gboolean
copy_persons (Move *self, GError **error)
{
  SijilStorage *storage = self->linker->storage;
  g_autoptr (GPtrArray) ours =
      sijil_storage_persons_of (storage, sijil_record_id (self->from->record), error);
  g_autoptr (GPtrArray) theirs =
      ours != NULL ? sijil_storage_persons_of (storage, sijil_record_id (self->to->record), error)
                   : NULL;
  SijilId head, id;
  gboolean has_head = sijil_record_reference (self->from->record, SIJIL_HOUSEHOLD_HEAD, &head) &&
                      takes (self->from, self->to, SIJIL_HOUSEHOLD_HEAD);

  if (theirs == NULL)
    return FALSE;
  for (guint i = 0; i < ours->len; i++) {
    SijilFolded *person = ours->pdata[i];

    if (!belongs (person))
      continue;
    if (!copy_person (self, person, counterpart (self, person, theirs), &id, error) ||
        (has_head && sijil_id_equal (sijil_record_id (person->record), &head) &&
         !set_head (self, &id, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
copy_family (Move *self, GError **error)
{
  return copy_household (self, error) && copy_persons (self, error);
}

/* Both sides hear of each other, and the other association of whoever else knows the family. */
static gboolean
link_families (Move *self, GError **error)
{
  g_autoptr (SijilFolded) to = reload (self, self->to->record);
  gboolean first = self->from->owner < self->association;
  SijilPair pair = { first ? self->from : to, first ? to : self->from, NULL, NULL };

  return sijil_linker_join (self->linker, &pair, SIJIL_EVIDENCE_MOVED, error) &&
         sijil_linker_household (self->linker, to, error);
}

static gboolean
tell_event (Move *self, SijilFolded *household, gint64 feed, gint64 other, const char *kind,
            GError **error)
{
  g_autoptr (SijilRecord) event = sijil_record_new (&sijil_event_type, NULL);
  g_autofree char *name = sijil_storage_association_name (self->linker->storage, other);

  sijil_record_set_text (event, SIJIL_EVENT_KIND, kind);
  sijil_record_set_reference (event, SIJIL_EVENT_HOUSEHOLD, sijil_record_id (household->record));
  sijil_record_set_text (event, SIJIL_EVENT_HAPPENED_ON, self->linker->today);
  sijil_record_set_text (event, SIJIL_EVENT_NOTE, name);
  sijil_record_set_number (event, SIJIL_EVENT_AT, g_get_real_time ());
  return sijil_teller_tell (self->linker->teller, feed, event, error);
}

/* @to: (nullable): who looks after the family now, if not the household's own association. */
static gboolean
mark (Move *self, SijilFolded *household, const char *to, GError **error)
{
  g_autoptr (SijilRecord) edit =
      sijil_record_new (&sijil_household_type, sijil_record_id (household->record));

  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_MOVED_TO, to);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_MOVED_ON, to != NULL ? self->linker->today : NULL);
  return sijil_teller_tell (self->linker->teller, household->owner, edit, error);
}

static gboolean
move (Move *self, GError **error)
{
  g_autofree char *name = sijil_storage_association_name (self->linker->storage, self->association);

  return copy_family (self, error) && mark (self, self->from, name, error) &&
         (sijil_record_is_null (self->to->record, SIJIL_HOUSEHOLD_MOVED_TO) ||
          mark (self, self->to, NULL, error)) &&
         tell_event (self, self->from, self->from->owner, self->association, "moved-out", error) &&
         tell_event (self, self->to, self->association, self->from->owner, "moved-in", error) &&
         link_families (self, error);
}

/* The household of @association that is the same family, if it has one. */
static gboolean
find_there (Move *self, GError **error)
{
  const SijilId *ours = sijil_record_id (self->from->record);
  g_autoptr (GPtrArray) links = sijil_storage_household_links (self->linker->storage, ours, error);

  for (guint i = 0; links != NULL && self->to == NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];
    gboolean is_a = sijil_id_equal (&link->a, ours);

    if (!link->cut && (is_a ? link->owner_b : link->owner_a) == self->association) {
      SijilId there = sijil_linker_survivor (self->linker, is_a ? &link->b : &link->a);

      self->to = sijil_linker_load (self->linker, &sijil_household_type, &there);
    }
  }
  return links != NULL;
}

static gboolean
fail (GError **error, int code, const char *format, const char *what)
{
  g_set_error (error, SIJIL_REGISTRY_ERROR, code, format, what);
  return FALSE;
}

static SijilFolded *
choose (SijilLinker *linker, GPtrArray *found, const char *card, GError **error)
{
  SijilFolded *chosen = NULL;

  for (guint i = 0; found != NULL && i < found->len; i++) {
    SijilFolded *one = found->pdata[i];

    if (!sijil_record_is_null (one->record, SIJIL_HOUSEHOLD_MOVED_TO))
      continue;
    if (chosen != NULL) {
      fail (error, SIJIL_REGISTRY_ERROR_FAILED, _ ("%s: more than one family has this card"), card);
      return NULL;
    }
    chosen = one;
  }
  return chosen != NULL
             ? sijil_linker_load (linker, &sijil_household_type, sijil_record_id (chosen->record))
             : NULL;
}

static SijilFolded *
find_family (SijilLinker *linker, const char *card_or_id, GError **error)
{
  g_autofree char *card = sijil_card_from_keys (card_or_id);
  g_autoptr (SijilFolded) found = NULL;
  g_autoptr (GPtrArray) all = NULL;
  SijilId id;

  if (sijil_id_parse (card_or_id, &id))
    found = sijil_linker_load (linker, &sijil_household_type, &id);
  else if (card != NULL) {
    all = sijil_storage_households_with_card (linker->storage, card, error);
    found = all != NULL ? choose (linker, all, card, error) : NULL;
  }
  if (found == NULL && (error == NULL || *error == NULL))
    fail (error, SIJIL_REGISTRY_ERROR_NOT_FOUND, _ ("%s: there is no such family"), card_or_id);
  if (found == NULL)
    return NULL;
  id = sijil_linker_survivor (linker, sijil_record_id (found->record));
  return sijil_linker_load (linker, &sijil_household_type, &id);
}

static gboolean
may_move (Move *self, const char *card_or_id, const char *association, GError **error)
{
  if (self->association == 0)
    return fail (error, SIJIL_REGISTRY_ERROR_NOT_FOUND, _ ("%s: there is no such association"),
                 association);
  if (self->from->owner == self->association)
    return fail (error, SIJIL_REGISTRY_ERROR_FAILED, _ ("%s belongs to that association already"),
                 card_or_id);
  if (!sijil_record_is_null (self->from->record, SIJIL_HOUSEHOLD_MOVED_TO))
    return fail (error, SIJIL_REGISTRY_ERROR_FAILED, _ ("%s has moved already"), card_or_id);
  /* Without it nothing of a family leaves its association. */
  if (!sijil_linker_consents (self->linker, self->from))
    return fail (error, SIJIL_REGISTRY_ERROR_FAILED, _ ("%s: the family has not consented"),
                 card_or_id);
  return TRUE;
}

static gboolean
move_one (SijilRegistry *registry, const char *card_or_id, const char *association, GError **error)
{
  g_autoptr (SijilTeller) teller = sijil_teller_new (registry->storage);
  g_autofree char *today = sijil_date_today ();
  SijilLinker linker = { registry->storage, teller, today };
  g_autoptr (SijilFolded) from = find_family (&linker, card_or_id, error);
  Move self = { &linker, from, NULL,
                sijil_storage_find_association (registry->storage, association) };
  gboolean ok = from != NULL && may_move (&self, card_or_id, association, error) &&
                find_there (&self, error) && move (&self, error) &&
                sijil_teller_finish (teller, error);

  sijil_folded_free (self.to);
  return ok;
}

/**
 * sijil_moves_household:
 * @registry: the registry
 * @card_or_id: a family, by its card or the UUID of its household
 * @association: name or number of the association that looks after it from now on
 * @error: return location for an error
 *
 * Moves a family that has consented. If the other association knows it already, what is newer here
 * is brought over, field by field; a family that moves back finds its old records.
 *
 * Returns: %TRUE if both associations will hear of it; otherwise nothing was changed
 */
gboolean
sijil_moves_household (SijilRegistry *registry, const char *card_or_id, const char *association,
                       GError **error)
{
  gboolean ok = sijil_storage_begin (registry->storage, error) &&
                move_one (registry, card_or_id, association, error) &&
                sijil_storage_commit (registry->storage, error);

  if (!ok)
    sijil_storage_rollback (registry->storage);
  return ok;
}

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
 * @folded: a record that it wrote
 * @error: return location for an error
 *
 * What a PC that did not know of a move wrote about the family goes where the family is, as far as
 * nobody has written it there since. Whoever knew, wrote it for the old records alone.
 *
 * Returns: %TRUE if that association will hear of it, or need not
 */
gboolean
sijil_moves_follow (SijilLinker *linker, SijilChangeSet *set, SijilFolded *folded, GError **error)
{
  g_autoptr (SijilFolded) from = household_of (linker, folded);
  SijilStamp stamp = sijil_change_set_stamp (set);
  Move self = { linker, from, NULL, 0 };
  gboolean ok = TRUE;

  if (from == NULL || sijil_record_is_null (from->record, SIJIL_HOUSEHOLD_MOVED_TO) ||
      sijil_stamps_known_to (from->stamps, &stamp, SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MOVED_TO)) ||
      !sijil_linker_consents (linker, from))
    return TRUE;
  self.association = sijil_storage_find_association (
      linker->storage, sijil_record_text (from->record, SIJIL_HOUSEHOLD_MOVED_TO));
  ok = find_there (&self, error) && (self.to == NULL || copy_family (&self, error));
  sijil_folded_free (self.to);
  return ok;
}
