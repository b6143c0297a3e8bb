#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-moves-private.h"

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-exact.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "types/sijil-types-all.h"

#include <string.h>

/* Which family is meant. A card is a number on paper: anybody who has seen it can register a family
 * under it, and must neither get another one's records by that nor stop them from going on. */

static gboolean
fail (GError **error, int code, const char *format, const char *what)
{
  g_set_error (error, SIJIL_REGISTRY_ERROR, code, format, what);
  return FALSE;
}

/* Whoever is one of the family still. */
gboolean
sijil_moves_belongs (SijilFolded *person)
{
  return sijil_record_is_null (person->record, SIJIL_PERSON_MERGED_INTO) &&
         g_strcmp0 (sijil_record_text (person->record, SIJIL_PERSON_STATE), "moved-away") != 0;
}

static gboolean
agree_or_lack (SijilFolded *a, SijilFolded *b, guint field)
{
  return sijil_record_is_null (a->record, field) || sijil_record_is_null (b->record, field) ||
         sijil_record_same_field (a->record, b->record, field);
}

/* Two people of one name in what is one family: the same, unless anything says otherwise. */
gboolean
sijil_moves_are_one (SijilFolded *person, SijilFolded *other)
{
  g_autofree char *name = sijil_fold (sijil_record_text (person->record, SIJIL_PERSON_NAME));
  g_autofree char *other_name = sijil_fold (sijil_record_text (other->record, SIJIL_PERSON_NAME));
  SijilEvidence evidence;

  if (sijil_exact_compare (person->record, other->record, &evidence) == SIJIL_SAME_PERSON)
    return TRUE;
  return strcmp (name, other_name) == 0 && agree_or_lack (person, other, SIJIL_PERSON_ID_NUMBER) &&
         agree_or_lack (person, other, SIJIL_PERSON_BIRTH_DATE) &&
         agree_or_lack (person, other, SIJIL_PERSON_SEX) &&
         sijil_record_same_field (person->record, other->record, SIJIL_PERSON_RELATION);
}

static gboolean
is_in (GPtrArray *persons, SijilFolded *person)
{
  for (guint i = 0; i < persons->len; i++)
    if (sijil_moves_are_one (person, persons->pdata[i]))
      return TRUE;
  return FALSE;
}

/* @same: (out): whether all who are in @one are in @other. One name stands on the card, and names
 * of children are few; who has copied the card does not know them all. */
gboolean
sijil_moves_same_family (SijilLinker *linker, SijilFolded *one, SijilFolded *other, gboolean *same,
                         GError **error)
{
  g_autoptr (GPtrArray) ours =
      sijil_storage_persons_of (linker->storage, sijil_record_id (one->record), error);
  g_autoptr (GPtrArray) theirs =
      ours != NULL
          ? sijil_storage_persons_of (linker->storage, sijil_record_id (other->record), error)
          : NULL;

  *same = FALSE;
  for (guint i = 0; theirs != NULL && i < ours->len; i++)
    if (sijil_moves_belongs (ours->pdata[i])) {
      *same = is_in (theirs, ours->pdata[i]);
      if (!*same)
        return TRUE;
    }
  return theirs != NULL;
}

/* Where the family of @household is now, merges and moves followed. */
static gboolean
locate (SijilLinker *linker, const SijilId *household, SijilFolded **found, GError **error)
{
  SijilId survivor = sijil_linker_survivor (linker, household);
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_folded_free);

  if (!sijil_moves_load (linker, &sijil_household_type, &survivor, found, error) ||
      (*found != NULL && !sijil_moves_end (linker, *found, path, error)))
    return FALSE;
  if (path->len > 0) {
    sijil_folded_free (*found);
    *found = g_ptr_array_steal_index (path, path->len - 1);
  }
  return TRUE;
}

static gboolean
is_among (GPtrArray *all, SijilFolded *household)
{
  for (guint i = 0; i < all->len; i++)
    if (sijil_id_equal (sijil_record_id (((SijilFolded *) all->pdata[i])->record),
                        sijil_record_id (household->record)))
      return TRUE;
  return FALSE;
}

/* Each family once that has the card, where it is now. */
static GPtrArray *
families_with (SijilLinker *linker, const char *card, GError **error)
{
  g_autoptr (GPtrArray) found = sijil_storage_households_with_card (linker->storage, card, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_folded_free);

  for (guint i = 0; found != NULL && i < found->len; i++) {
    SijilFolded *one = NULL;

    if (!locate (linker, sijil_record_id (((SijilFolded *) found->pdata[i])->record), &one, error))
      return NULL;
    if (one == NULL || sijil_linker_is_gone (linker, one) || is_among (all, one))
      sijil_folded_free (one);
    else
      g_ptr_array_add (all, one);
  }
  return found != NULL ? g_steal_pointer (&all) : NULL;
}

/* Of several the one that is not at @association, if all that are there are the same family: they
 * moved there in the life of the registry that was lost. */
static gboolean
choose (SijilLinker *linker, GPtrArray *families, gint64 association, guint *chosen, GError **error)
{
  guint elsewhere = 0;
  gboolean same;

  *chosen = 0;
  if (families->len < 2)
    return TRUE;
  for (guint i = 0; i < families->len; i++)
    if (((SijilFolded *) families->pdata[i])->owner != association) {
      *chosen = i;
      elsewhere++;
    }
  for (guint i = 0; elsewhere == 1 && i < families->len; i++) {
    if (i == *chosen)
      continue;
    if (!sijil_moves_same_family (linker, families->pdata[*chosen], families->pdata[i], &same,
                                  error))
      return FALSE;
    elsewhere += !same;
  }
  if (elsewhere == 1)
    return TRUE;
  g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_SEVERAL,
                       _ ("More than one family has this card. Ask the office which one is meant, "
                          "and give the number at the beginning of its line instead of the card"));
  return FALSE;
}

static gboolean
find_by_card (SijilLinker *linker, const char *card, gint64 association, SijilFolded **found,
              GError **error)
{
  g_autoptr (GPtrArray) families = families_with (linker, card, error);
  guint chosen;

  if (families == NULL || !choose (linker, families, association, &chosen, error))
    return FALSE;
  if (families->len > 0)
    *found = g_ptr_array_steal_index (families, chosen);
  return TRUE;
}

/* @found: (out): the family that is meant by its card, or by the UUID of its household */
gboolean
sijil_moves_find (SijilLinker *linker, const char *card_or_id, gint64 association,
                  SijilFolded **found, GError **error)
{
  g_autofree char *card = sijil_card_from_keys (card_or_id);
  SijilId id;

  *found = NULL;
  if (sijil_id_parse (card_or_id, &id)
          ? !locate (linker, &id, found, error)
          : card != NULL && !find_by_card (linker, card, association, found, error))
    return FALSE;
  return *found != NULL || fail (error, SIJIL_REGISTRY_ERROR_NOT_FOUND,
                                 _ ("%s: there is no such family"), card_or_id);
}

void
sijil_moves_candidate_free (SijilMovesCandidate *candidate)
{
  g_free (candidate->association);
  g_free (candidate->office);
  g_free (candidate->registered);
  g_free (candidate);
}

/* Where it was registered and when; nobody's name. */
static SijilMovesCandidate *
describe (SijilStorage *storage, SijilFolded *household)
{
  SijilMovesCandidate *candidate = g_new0 (SijilMovesCandidate, 1);
  g_autoptr (SijilDevice) device = sijil_storage_device (storage, household->birth.device);

  candidate->household = *sijil_record_id (household->record);
  candidate->association = sijil_storage_association_name (storage, household->owner);
  candidate->office = g_strdup (device != NULL ? device->office : "");
  candidate->registered =
      g_strdup (sijil_record_text (household->record, SIJIL_HOUSEHOLD_REGISTERED_ON));
  if (candidate->registered == NULL)
    candidate->registered =
        sijil_date_of_instant (sijil_id_millis (sijil_record_id (household->record)) * 1000);
  return candidate;
}

/**
 * sijil_moves_candidates:
 * @registry: the registry
 * @card: a card that several families have
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilMovesCandidate): these families, by which
 *   the operator and the offices know which one is meant
 */
GPtrArray *
sijil_moves_candidates (SijilRegistry *registry, const char *card, GError **error)
{
  SijilLinker linker = { registry->storage, NULL, NULL, NULL };
  g_autofree char *read = sijil_card_from_keys (card);
  g_autoptr (GPtrArray) families = families_with (&linker, read != NULL ? read : "", error);
  GPtrArray *all;

  if (families == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_moves_candidate_free);
  for (guint i = 0; i < families->len; i++)
    g_ptr_array_add (all, describe (registry->storage, families->pdata[i]));
  return all;
}
