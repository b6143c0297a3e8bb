#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-aid.h"
#include "types/sijil-types-all.h"

/* What they gave the same family, or the same person: the same kind of need, the same period. */
static GPtrArray *
find_met (SijilLinker *linker, const SijilAid *aid, const SijilNeighbour *neighbour, GError **error)
{
  SijilFolded *served = aid->has_person ? neighbour->person : neighbour->home;
  SijilMeeting meeting = {
    .served = sijil_record_id (served->record),
    .is_person = aid->has_person,
    .owner = neighbour->home->owner,
    .family = sijil_record_text (aid->programme->record, SIJIL_PROGRAMME_FAMILY),
    .period = sijil_record_text (aid->distribution->record, SIJIL_DISTRIBUTION_PERIOD),
  };

  return sijil_storage_met (linker->storage, &meeting, SIJIL_MOST_OVERLAPS, error);
}

static gboolean
tell_overlap (SijilLinker *linker, const SijilAid *aid, const SijilPair *pair, SijilFolded *other,
              GError **error)
{
  gboolean first = pair->a == aid->home;
  g_autoptr (SijilFolded) programme = NULL;
  SijilId id;

  if (sijil_record_reference (other->record, SIJIL_DISTRIBUTION_PROGRAMME, &id))
    programme = sijil_linker_load (linker, &sijil_programme_type, &id);
  if (programme == NULL || sijil_linker_is_held (linker, other, G_MAXUINT64))
    return TRUE;
  /* One of the alliance's has a name that both may read. */
  return sijil_findings_overlap (
      linker->storage, linker->teller, pair, first ? aid->distribution : other,
      first ? other : aid->distribution,
      programme->owner == SIJIL_CATALOGUE ? programme : aid->programme, error);
}

/**
 * sijil_linker_find_overlaps:
 * @linker: a linker
 * @aid: what somebody was given, under a programme that is not confidential
 * @neighbour: another association's household that knows of it
 * @error: return location for an error
 *
 * Tells both where that is more than once.
 *
 * Returns: %TRUE if both know
 */
gboolean
sijil_linker_find_overlaps (SijilLinker *linker, const SijilAid *aid,
                            const SijilNeighbour *neighbour, GError **error)
{
  gboolean first = aid->home->owner < neighbour->home->owner;
  g_autoptr (SijilFolded) person = NULL;
  g_autoptr (GPtrArray) met = NULL;
  SijilPair pair = first ? (SijilPair){ aid->home, neighbour->home, NULL, neighbour->person }
                         : (SijilPair){ neighbour->home, aid->home, neighbour->person, NULL };

  if ((aid->has_person && neighbour->person == NULL) ||
      !sijil_findings_may_overlap (linker->storage, &pair))
    return TRUE;
  met = find_met (linker, aid, neighbour, error);
  if (met == NULL || met->len == 0)
    return met != NULL;
  if (aid->has_person)
    person = sijil_linker_load (linker, &sijil_person_type, &aid->person);
  *(first ? &pair.person_a : &pair.person_b) = person;
  for (guint i = 0; i < met->len; i++)
    if (!tell_overlap (linker, aid, &pair, met->pdata[i], error))
      return FALSE;
  return TRUE;
}
