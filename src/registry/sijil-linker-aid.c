#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-aid.h"

#include "types/sijil-types-all.h"

/* Of many hand-overs to one family the circle is found once, and forgotten before the next row is
 * looked at: it holds only as long as nothing is written by which people are told apart. */
struct _SijilSharing {
  SijilLinker *linker;
  GHashTable *circles; /* GBytes: the ids of household and person -> SijilCircle */
};

/**
 * sijil_sharing_new:
 * @linker: a linker, which links nobody as long as this is there
 *
 * Returns: (transfer full): what shares aid
 */
SijilSharing *
sijil_sharing_new (SijilLinker *linker)
{
  SijilSharing *self = g_new0 (SijilSharing, 1);

  self->linker = linker;
  self->circles =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                             (GDestroyNotify) sijil_circle_free);
  return self;
}

void
sijil_sharing_free (SijilSharing *sharing)
{
  if (sharing == NULL)
    return;
  g_hash_table_unref (sharing->circles);
  g_free (sharing);
}

static SijilRecord *
describe_aid (SijilLinker *linker, const SijilAid *aid, const SijilNeighbour *neighbour,
              const SijilId *known)
{
  SijilRecord *given = aid->distribution->record;
  SijilRecord *elsewhere = sijil_record_new (&sijil_elsewhere_type, known);
  g_autofree char *association =
      sijil_storage_association_name (linker->storage, aid->distribution->owner);

  sijil_record_set_reference (elsewhere, SIJIL_ELSEWHERE_HOUSEHOLD,
                              sijil_record_id (neighbour->home->record));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_ASSOCIATION, association);
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_OFFICE,
                         sijil_record_text (given, SIJIL_DISTRIBUTION_OFFICE));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PROGRAMME_NAME,
                         sijil_findings_programme_name (aid->programme));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_FAMILY,
                         sijil_record_text (aid->programme->record, SIJIL_PROGRAMME_FAMILY));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PERIOD,
                         sijil_record_text (given, SIJIL_DISTRIBUTION_PERIOD));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_SERVED_ON,
                         sijil_record_text (given, SIJIL_DISTRIBUTION_SERVED_ON));
  sijil_record_set_number (elsewhere, SIJIL_ELSEWHERE_QUANTITY,
                           sijil_record_number (given, SIJIL_DISTRIBUTION_QUANTITY, 1));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PER, aid->has_person ? "person" : "household");
  if (neighbour->person != NULL)
    sijil_record_set_reference (elsewhere, SIJIL_ELSEWHERE_PERSON,
                                sijil_record_id (neighbour->person->record));
  else
    sijil_record_set_null (elsewhere, SIJIL_ELSEWHERE_PERSON);
  sijil_record_set_number (elsewhere, SIJIL_ELSEWHERE_STANDING, TRUE);
  return elsewhere;
}

/* Tells the association of @neighbour what its family or person was given. */
static gboolean
tell_aid (SijilLinker *linker, const SijilAid *aid, const SijilNeighbour *neighbour, GError **error)
{
  const SijilId *id = sijil_record_id (aid->distribution->record);
  const SijilId *theirs = sijil_record_id (neighbour->home->record);
  SijilId known;
  gboolean told = sijil_storage_find_told (linker->storage, id, theirs, &known);
  g_autoptr (SijilRecord) elsewhere = describe_aid (linker, aid, neighbour, told ? &known : NULL);

  return sijil_teller_tell (linker->teller, neighbour->home->owner, elsewhere, error) &&
         (told || sijil_storage_note_told (linker->storage, id, theirs, sijil_record_id (elsewhere),
                                           error));
}

/* What was told to those whom it does not concern any more counts no more. */
static gboolean
take_back (SijilLinker *linker, SijilFolded *distribution, SijilCircle *circle, GError **error)
{
  g_autoptr (GPtrArray) told =
      sijil_storage_told_of (linker->storage, sijil_record_id (distribution->record), error);

  for (guint i = 0; told != NULL && i < told->len; i++) {
    SijilFolded *elsewhere = told->pdata[i];
    g_autoptr (SijilRecord) edit = NULL;
    SijilId household;

    if (sijil_record_reference (elsewhere->record, SIJIL_ELSEWHERE_HOUSEHOLD, &household) &&
        sijil_circle_find (circle, &household) != NULL)
      continue;
    edit = sijil_record_new (&sijil_elsewhere_type, sijil_record_id (elsewhere->record));
    sijil_record_set_number (edit, SIJIL_ELSEWHERE_STANDING, FALSE);
    if (!sijil_teller_tell (linker->teller, elsewhere->owner, edit, error))
      return FALSE;
  }
  return told != NULL;
}

static gboolean
is_told_to_nobody (SijilLinker *linker, const SijilAid *aid)
{
  return aid->programme == NULL || sijil_linker_is_held (linker, aid->distribution, G_MAXUINT64) ||
         sijil_record_number (aid->programme->record, SIJIL_PROGRAMME_CONFIDENTIAL, 0) != 0 ||
         sijil_storage_is_reversed (linker->storage, &sijil_distribution_type,
                                    sijil_record_id (aid->distribution->record));
}

static SijilCircle *
circle_of (SijilSharing *self, const SijilId *household, const SijilId *person, GError **error)
{
  SijilId ids[2] = { *household, { { 0 } } };
  g_autoptr (GBytes) key = NULL;
  SijilCircle *circle;

  if (person != NULL)
    ids[1] = *person;
  key = g_bytes_new (ids, sizeof ids);
  circle = g_hash_table_lookup (self->circles, key);
  if (circle != NULL)
    return circle;
  circle = sijil_circle_new (self->linker, household, person, error);
  if (circle != NULL)
    g_hash_table_insert (self->circles, g_steal_pointer (&key), circle);
  return circle;
}

static gboolean
share_within (SijilSharing *self, SijilAid *aid, SijilCircle *circle, GError **error)
{
  aid->home = circle->home;
  if (!take_back (self->linker, aid->distribution, circle, error))
    return FALSE;
  for (guint i = 0; i < circle->neighbours->len; i++)
    if (!tell_aid (self->linker, aid, circle->neighbours->pdata[i], error) ||
        !sijil_linker_find_overlaps (self->linker, aid, circle->neighbours->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * sijil_sharing_fact:
 * @sharing: what shares aid
 * @distribution: a hand-over
 * @error: return location for an error
 *
 * Whoever is concerned by a hand-over knows it afterwards, and nobody else: other associations that
 * know the family, and of aid for one person those that know the person.
 *
 * Returns: %TRUE if they know
 */
gboolean
sijil_sharing_fact (SijilSharing *sharing, SijilFolded *distribution, GError **error)
{
  SijilLinker *linker = sharing->linker;
  g_autoptr (SijilFolded) programme = NULL;
  SijilAid aid = { .distribution = distribution };
  SijilCircle *circle;
  SijilId id, household;

  if (!sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_HOUSEHOLD, &household))
    return TRUE;
  if (sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_PROGRAMME, &id))
    programme = sijil_linker_load (linker, &sijil_programme_type, &id);
  aid.programme = programme;
  if (is_told_to_nobody (linker, &aid))
    return take_back (linker, distribution, NULL, error);
  aid.has_person =
      sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_PERSON, &aid.person);
  circle = circle_of (sharing, &household, aid.has_person ? &aid.person : NULL, error);
  return circle != NULL && share_within (sharing, &aid, circle, error);
}

/**
 * sijil_sharing_next:
 * @sharing: what shares aid
 * @left: (out): whether any waits to be shared again
 * @error: return location for an error
 *
 * Shares the next hand-over of those that wait, if there is one.
 *
 * Returns: %TRUE if whom it concerns knows
 */
gboolean
sijil_sharing_next (SijilSharing *sharing, gboolean *left, GError **error)
{
  g_autoptr (SijilFolded) next = NULL;

  return sijil_storage_next_to_share (sharing->linker->storage, &next, left, error) &&
         (next == NULL || sijil_sharing_fact (sharing, next, error));
}
