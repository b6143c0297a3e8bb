#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-moves-private.h"

#include "sijil-date.h"
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
  GPtrArray *ours;   /* persons of @from */
  GPtrArray *theirs; /* persons of @to, before anything comes */
  GHashTable *taken; /* SijilId of those of @theirs that stand for one of @ours */
} Move;

/* What the other association wrote later stands. */
static gboolean
takes (SijilFolded *from, SijilFolded *to, guint field)
{
  const SijilStamp *here = sijil_moves_newest (from, field);
  const SijilStamp *there = to != NULL ? sijil_moves_newest (to, field) : NULL;

  return here != NULL && (there == NULL || here->stamp > there->stamp);
}

static SijilRecord *
copy_of (SijilFolded *from, SijilFolded *to)
{
  const SijilTypeDef *type = sijil_record_def (from->record);
  SijilRecord *copy = sijil_record_new (type, to != NULL ? sijil_record_id (to->record) : NULL);
  guint64 stays = sijil_moves_stays (type);

  /* A family that is known there has a card there. */
  if (type == &sijil_household_type && to != NULL)
    stays |= SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_CARD);
  for (guint i = 0; i < type->n_fields; i++)
    if ((stays & SIJIL_FIELD_BIT (i)) == 0 && takes (from, to, i))
      sijil_record_take_field (copy, i, from->record);
  return copy;
}

static gboolean
fail (GError **error, int code, const char *format, const char *what)
{
  g_set_error (error, SIJIL_REGISTRY_ERROR, code, format, what);
  return FALSE;
}

static gboolean
copy_household (Move *self, GError **error)
{
  g_autoptr (SijilRecord) copy = copy_of (self->from, self->to);

  if (!sijil_teller_tell (self->linker->teller, self->association, copy, error))
    return FALSE;
  if (self->to == NULL && !sijil_moves_load (self->linker, &sijil_household_type,
                                             sijil_record_id (copy), &self->to, error))
    return FALSE;
  return self->to != NULL || fail (error, SIJIL_REGISTRY_ERROR_FAILED, "%s", "household");
}

static gboolean
lives_there (Move *self, SijilFolded *person)
{
  g_autoptr (SijilFolded) home = sijil_linker_home (self->linker, person);

  return home != NULL &&
         sijil_id_equal (sijil_record_id (home->record), sijil_record_id (self->to->record));
}

static SijilFolded *
namesake (Move *self, SijilFolded *person)
{
  for (guint i = 0; i < self->theirs->len; i++) {
    SijilFolded *other = self->theirs->pdata[i];

    if (!g_hash_table_contains (self->taken, sijil_record_id (other->record)) &&
        sijil_moves_are_one (person, other))
      return other;
  }
  return NULL;
}

static gboolean
set_head (Move *self, SijilFolded *person, const SijilId *there, GError **error)
{
  g_autoptr (SijilRecord) edit = NULL;
  SijilId head;

  if (!sijil_record_reference (self->from->record, SIJIL_HOUSEHOLD_HEAD, &head) ||
      !sijil_id_equal (sijil_record_id (person->record), &head) ||
      !takes (self->from, self->to, SIJIL_HOUSEHOLD_HEAD))
    return TRUE;
  edit = sijil_record_new (&sijil_household_type, sijil_record_id (self->to->record));
  sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_HEAD, there);
  return sijil_teller_tell (self->linker->teller, self->association, edit, error);
}

/* @there: (nullable): who the person is there. */
static gboolean
copy_person (Move *self, SijilFolded *person, SijilFolded *there, GError **error)
{
  g_autoptr (SijilRecord) copy = NULL;

  /* Who left the family there, or was taken out, is not brought back into it. */
  if (there != NULL &&
      (sijil_merge_is_gone (there->record, there->stamps) || !lives_there (self, there)))
    return TRUE;
  copy = copy_of (person, there);
  if (there == NULL)
    sijil_record_set_reference (copy, SIJIL_PERSON_HOUSEHOLD, sijil_record_id (self->to->record));
  else
    g_hash_table_add (self->taken, sijil_id_copy (sijil_record_id (there->record)));
  return sijil_teller_tell (self->linker->teller, self->association, copy, error) &&
         sijil_moves_link_person (self->linker, person, sijil_record_id (copy), self->association,
                                  error) &&
         set_head (self, person, sijil_record_id (copy), error);
}

/* Those who are linked first, so that none of them is taken for another's namesake. */
static gboolean
copy_persons (Move *self, gboolean linked, GError **error)
{
  for (guint i = 0; i < self->ours->len; i++) {
    SijilFolded *person = self->ours->pdata[i];
    g_autoptr (SijilFolded) there = NULL;

    if (!sijil_moves_belongs (person))
      continue;
    if (!sijil_moves_counterpart (self->linker, sijil_record_id (person->record), self->association,
                                  &there, error))
      return FALSE;
    if (linked ? there != NULL && !copy_person (self, person, there, error)
               : there == NULL && !copy_person (self, person, namesake (self, person), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
copy_family (Move *self, GError **error)
{
  SijilStorage *storage = self->linker->storage;

  if (!copy_household (self, error))
    return FALSE;
  self->ours = sijil_storage_persons_of (storage, sijil_record_id (self->from->record), error);
  self->theirs = self->ours != NULL
                     ? sijil_storage_persons_of (storage, sijil_record_id (self->to->record), error)
                     : NULL;
  return self->theirs != NULL && copy_persons (self, TRUE, error) &&
         copy_persons (self, FALSE, error);
}

/* Both sides hear of each other, and the other association of whoever else knows the family. */
static gboolean
link_families (Move *self, GError **error)
{
  g_autoptr (SijilFolded) to = NULL;
  gboolean first = self->from->owner < self->association;
  SijilPair pair = { NULL };

  if (!sijil_moves_load (self->linker, &sijil_household_type, sijil_record_id (self->to->record),
                         &to, error))
    return FALSE;
  pair.a = first ? self->from : to;
  pair.b = first ? to : self->from;
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

  if (to == NULL && sijil_record_is_null (household->record, SIJIL_HOUSEHOLD_MOVED_TO))
    return TRUE;
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_MOVED_TO, to);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_MOVED_ON, to != NULL ? self->linker->today : NULL);
  return sijil_teller_tell (self->linker->teller, household->owner, edit, error);
}

static gboolean
move (Move *self, GError **error)
{
  g_autofree char *name = sijil_storage_association_name (self->linker->storage, self->association);

  return copy_family (self, error) && mark (self, self->from, name, error) &&
         mark (self, self->to, NULL, error) &&
         tell_event (self, self->from, self->from->owner, self->association, "moved-out", error) &&
         tell_event (self, self->to, self->association, self->from->owner, "moved-in", error) &&
         link_families (self, error);
}

/* The association's own household of this family: by a link; or by the card and all who are in it,
 * of a family that moved there before the registry was restored. A card can be copied. */
static gboolean
find_there (Move *self, GError **error)
{
  const char *card = sijil_record_text (self->from->record, SIJIL_HOUSEHOLD_CARD);
  g_autoptr (GPtrArray) same_card = NULL;

  if (!sijil_moves_there (self->linker, self->from, self->association, &self->to, error))
    return FALSE;
  if (self->to != NULL || card == NULL)
    return TRUE;
  same_card = sijil_storage_households_with_card (self->linker->storage, card, error);
  for (guint i = 0; same_card != NULL && self->to == NULL && i < same_card->len; i++) {
    SijilFolded *there = same_card->pdata[i];
    gboolean same = FALSE;

    if (there->owner == self->association &&
        !sijil_moves_same_family (self->linker, self->from, there, &same, error))
      return FALSE;
    if (same)
      self->to = g_ptr_array_steal_index (same_card, i);
  }
  return same_card != NULL;
}

static gboolean
may_move (Move *self, const char *card_or_id, GError **error)
{
  if (self->from->owner == self->association)
    return fail (error, SIJIL_REGISTRY_ERROR_FAILED, _ ("%s belongs to that association already"),
                 card_or_id);
  if (sijil_linker_is_gone (self->linker, self->from))
    return fail (error, SIJIL_REGISTRY_ERROR_NOT_FOUND, _ ("%s: there is no such family"),
                 card_or_id);
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
  g_autoptr (GHashTable) taken =
      g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  g_autofree char *today = sijil_date_today ();
  SijilLinker linker = { registry->storage, teller, today, NULL };
  Move self = { .linker = &linker,
                .association = sijil_storage_find_association (registry->storage, association),
                .taken = taken };
  gboolean ok =
      (self.association != 0 || fail (error, SIJIL_REGISTRY_ERROR_NOT_FOUND,
                                      _ ("%s: there is no such association"), association)) &&
      sijil_moves_find (&linker, card_or_id, self.association, &self.from, error) &&
      may_move (&self, card_or_id, error) && find_there (&self, error) && move (&self, error) &&
      sijil_teller_finish (teller, error);

  sijil_folded_free (self.from);
  sijil_folded_free (self.to);
  g_clear_pointer (&self.ours, g_ptr_array_unref);
  g_clear_pointer (&self.theirs, g_ptr_array_unref);
  return ok;
}

/**
 * sijil_moves_household:
 * @registry: the registry
 * @card_or_id: a family, by its card or the UUID of its household; by those of before if it moved
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
