#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-evidence.h"
#include "sijil-findings.h"
#include "sijil-linker-match.h"
#include "types/sijil-types-all.h"

/* More questions about one family and one other association nobody reads, nor more of all of them.
 */
#define MOST_QUESTIONS 3
#define MOST_QUESTIONS_IN_ALL 15

#define ALL_FIELDS G_MAXUINT64

/* Somebody of another association who may be the same, and how they are to each other. */
typedef struct {
  SijilLinkSide side;
  SijilLikeness found;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  sijil_link_side_clear (&candidate->side);
  g_free (candidate);
}

/* Two people who are the same, whether or not they live in one family. */
static gboolean
share_persons (SijilLinker *linker, const SijilPair *pair, GError **error)
{
  return sijil_linker_share_person (linker, sijil_record_id (pair->person_a->record), error) &&
         sijil_linker_share_person (linker, sijil_record_id (pair->person_b->record), error);
}

static gboolean
has_enough (SijilLinker *linker, SijilFolded *home, SijilFolded *other)
{
  g_autofree char *name = sijil_storage_association_name (linker->storage, other->owner);
  const SijilId *id = sijil_record_id (home->record);

  return sijil_storage_open_questions (linker->storage, id, name) >= MOST_QUESTIONS ||
         sijil_storage_open_questions (linker->storage, id, NULL) >= MOST_QUESTIONS_IN_ALL;
}

static gboolean
was_told (SijilLinker *linker, const char *key, const SijilPair *pair)
{
  SijilId finding;

  return sijil_storage_find_finding (linker->storage, key, pair->person_a->owner, &finding);
}

/* Nobody is flooded: what would be one question too many is asked when others are answered. */
static gboolean
ask_under (SijilLinker *linker, const SijilPair *pair, const char *kind, const char *key,
           const char *codes, GError **error)
{
  if (was_told (linker, key, pair))
    return TRUE;
  if (has_enough (linker, pair->a, pair->b) || has_enough (linker, pair->b, pair->a))
    return sijil_linker_put_off (linker, pair, error);
  return sijil_findings_tell (linker->storage, linker->teller, pair, kind, key, codes, error);
}

/* Whoever said that the two differ is not asked again. */
static gboolean
ask (SijilLinker *linker, const SijilPair *pair, const char *codes, GError **error)
{
  g_autofree char *key = sijil_findings_pair_key ("maybe", sijil_record_id (pair->a->record),
                                                  sijil_record_id (pair->b->record), NULL);

  return sijil_linker_says (linker, pair->a, pair->b, "different") ||
         ask_under (linker, pair, "maybe-same-person", key, codes, error);
}

static gboolean
join_persons (SijilLinker *linker, const SijilPair *pair, const char *codes, GError **error)
{
  gboolean is_new, one, room;

  if (!sijil_linker_has_room (linker, pair, &room, error))
    return FALSE;
  if (!room)
    return TRUE;
  if (!sijil_storage_add_person_link (linker->storage, sijil_record_id (pair->person_a->record),
                                      sijil_record_id (pair->person_b->record), codes, &is_new,
                                      error) ||
      !sijil_linker_are_one (linker, pair, FALSE, &one, error))
    return FALSE;
  sijil_linker_found (linker, is_new);
  /* What both wrote before they are told of each other is remembered as that. */
  if (is_new)
    sijil_linker_proves (linker, pair->person_a, pair->person_b);
  if (one)
    return sijil_linker_join (linker, pair, codes, error);
  linker->put_off = linker->put_off || linker->links_only;
  return (!is_new || share_persons (linker, pair, error)) &&
         (linker->links_only || ask (linker, pair, codes, error));
}

/**
 * sijil_linker_link:
 * @linker: a linker
 * @a: a person
 * @b: one of another association, with a larger number
 * @error: return location for an error
 *
 * Links two of whom both associations say that they are one, and their families if that makes them
 * one.
 *
 * Returns: %TRUE if they are linked, as far as both may be compared
 */
gboolean
sijil_linker_link (SijilLinker *linker, SijilFolded *a, SijilFolded *b, GError **error)
{
  g_autoptr (SijilFolded) home_a = sijil_linker_home (linker, a);
  g_autoptr (SijilFolded) home_b = sijil_linker_home (linker, b);
  SijilPair pair = { home_a, home_b, a, b };

  return !sijil_linker_consents (linker, home_a) || !sijil_linker_consents (linker, home_b) ||
         join_persons (linker, &pair, "confirmed", error);
}

/* Volunteering is a consent of its own, for somebody who belongs to no family here. */
static gboolean
is_volunteer_alone (SijilLinker *linker, SijilFolded *person)
{
  return sijil_record_is_null (person->record, SIJIL_PERSON_HOUSEHOLD) &&
         sijil_storage_is_volunteer (linker->storage, sijil_record_id (person->record),
                                     person->owner);
}

static gboolean
may_be_compared (SijilLinker *linker, const SijilLinkSide *side)
{
  return (sijil_linker_consents (linker, side->home) ||
          is_volunteer_alone (linker, side->person)) &&
         !sijil_merge_is_gone (side->person->record, side->person->stamps) &&
         !sijil_linker_is_held (linker, side->person, ALL_FIELDS);
}

/* Two persons of whom one at least is a volunteer without a family. No link is kept of it: what is
 * told is about these two and never joins or shows anybody's family, not even that there is one. */
static gboolean
tell_volunteers (SijilLinker *linker, const SijilPair *pair, SijilSameness sameness,
                 const char *codes, GError **error)
{
  SijilPair persons = { NULL, NULL, pair->person_a, pair->person_b };
  gboolean same = sameness == SIJIL_SAME_PERSON;
  g_autofree char *key =
      sijil_findings_pair_key (same ? "person" : "id", sijil_record_id (pair->person_a->record),
                               sijil_record_id (pair->person_b->record), NULL);
  gboolean room;

  if (was_told (linker, key, pair))
    return TRUE;
  if (!sijil_linker_has_told (linker, pair, &room, error))
    return FALSE;
  return !room || sijil_findings_tell (linker->storage, linker->teller, &persons,
                                       same ? "known-elsewhere" : "id-shared", key, codes, error);
}

static gboolean
tell_shared_id (SijilLinker *linker, const SijilPair *pair, const char *codes, GError **error)
{
  g_autofree char *key = sijil_findings_pair_key ("id", sijil_record_id (pair->person_a->record),
                                                  sijil_record_id (pair->person_b->record), NULL);

  return ask_under (linker, pair, "id-shared", key, codes, error);
}

/* Of two families that are known to be one nothing need be asked. */
static gboolean
are_linked (SijilLinker *linker, const SijilPair *pair, gboolean *linked, GError **error)
{
  const SijilId *a = sijil_record_id (pair->a->record), *b = sijil_record_id (pair->b->record);
  g_autoptr (GPtrArray) links = sijil_storage_household_links (linker->storage, a, error);

  *linked = FALSE;
  for (guint i = 0; links != NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];

    *linked = *linked || (sijil_id_equal (&link->b, b) && !link->cut);
  }
  return links != NULL;
}

static gboolean
tell (SijilLinker *linker, const SijilLinkSide *one, Candidate *candidate, GError **error)
{
  const SijilLinkSide *other = &candidate->side;
  gboolean first = one->person->owner < other->person->owner;
  const SijilLinkSide *a = first ? one : other, *b = first ? other : one;
  SijilPair pair = { a->home, b->home, a->person, b->person };
  SijilSameness sameness = candidate->found.sameness;
  g_autofree char *codes = sijil_evidence_write (&candidate->found.comparison, TRUE);
  gboolean linked;

  if (one->home == NULL || other->home == NULL)
    return sameness == SIJIL_MAYBE_SAME || tell_volunteers (linker, &pair, sameness, codes, error);
  if (sameness == SIJIL_SAME_PERSON)
    return join_persons (linker, &pair, codes, error);
  if (sameness == SIJIL_ID_SHARED)
    return tell_shared_id (linker, &pair, codes, error);
  linker->put_off = linker->put_off || linker->links_only;
  if (linker->links_only)
    return TRUE;
  if (!are_linked (linker, &pair, &linked, error))
    return FALSE;
  return linked || ask (linker, &pair, codes, error);
}

/* The surest first: whom somebody is settles who else that one is not. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const SijilLikeness *left = &(*(Candidate *const *) a)->found;
  const SijilLikeness *right = &(*(Candidate *const *) b)->found;
  gboolean same = left->sameness == SIJIL_SAME_PERSON;

  if (same != (right->sameness == SIJIL_SAME_PERSON))
    return same ? -1 : 1;
  return left->comparison.weight > right->comparison.weight   ? -1
         : left->comparison.weight < right->comparison.weight ? 1
                                                              : 0;
}

/* Takes @person. */
static gboolean
add_candidate (SijilLinker *linker, const SijilLinkSide *one, SijilFolded *person,
               GPtrArray *candidates, GError **error)
{
  Candidate *candidate = g_new0 (Candidate, 1);

  g_ptr_array_add (candidates, candidate);
  sijil_link_side_read (linker, person, &candidate->side);
  if (sijil_linker_may_be_same (linker, one, &candidate->side)) {
    sijil_link_side_read_home (linker, &candidate->side);
    if (!sijil_linker_compare (linker, one, &candidate->side, &candidate->found, error))
      return FALSE;
  }
  if (candidate->found.sameness == SIJIL_NOT_SAME || !may_be_compared (linker, &candidate->side))
    g_ptr_array_set_size (candidates, (int) candidates->len - 1);
  return TRUE;
}

static gboolean
tell_all (SijilLinker *linker, const SijilLinkSide *one, GPtrArray *candidates, GError **error)
{
  g_ptr_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *candidate = candidates->pdata[i];

    /* What was found of one may settle another. */
    if (i > 0 && !sijil_linker_compare (linker, one, &candidate->side, &candidate->found, error))
      return FALSE;
    if (candidate->found.sameness != SIJIL_NOT_SAME && !tell (linker, one, candidate, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
compare_with_others (SijilLinker *linker, const SijilLinkSide *one, GError **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (GPtrArray) persons = NULL;

  gboolean may;

  if (!sijil_linker_may_compare (linker, one->person, &may, error))
    return FALSE;
  if (!may)
    return TRUE;
  if (!sijil_storage_write_keys (linker->storage, one->person->rowid, &one->record, error))
    return FALSE;
  persons = sijil_storage_persons_like (linker->storage, &one->record, one->person->owner, error);
  while (persons != NULL && persons->len > 0)
    if (!add_candidate (linker, one, g_ptr_array_steal_index_fast (persons, 0), candidates, error))
      return FALSE;
  return persons != NULL && tell_all (linker, one, candidates, error);
}

/**
 * sijil_linker_person:
 * @linker: a linker
 * @person: a person
 * @error: return location for an error
 *
 * Returns: %TRUE if the person can be found by the matcher, and whoever is the same elsewhere, or
 *   may be, is linked and told
 */
gboolean
sijil_linker_person (SijilLinker *linker, SijilFolded *person, GError **error)
{
  SijilLinkSide side;
  gboolean ok;

  if (linker->judged != NULL)
    g_hash_table_add (linker->judged, sijil_id_copy (sijil_record_id (person->record)));
  sijil_link_side_read (linker, person, &side);
  sijil_link_side_read_home (linker, &side);
  ok = sijil_storage_waits_no_more (linker->storage, sijil_record_id (person->record), error) &&
       (!may_be_compared (linker, &side) || compare_with_others (linker, &side, error));
  side.person = NULL;
  sijil_link_side_clear (&side);
  return ok;
}

/**
 * sijil_linker_volunteer:
 * @linker: a linker
 * @volunteer: a volunteer that is new, or came back
 * @error: return location for an error
 *
 * Returns: %TRUE if whoever is the same elsewhere is told
 */
gboolean
sijil_linker_volunteer (SijilLinker *linker, SijilFolded *volunteer, GError **error)
{
  g_autoptr (SijilFolded) person = NULL;
  SijilId id;

  if (sijil_record_reference (volunteer->record, SIJIL_VOLUNTEER_PERSON, &id))
    person = sijil_linker_load (linker, &sijil_person_type, &id);
  return person == NULL || person->owner != volunteer->owner ||
         !is_volunteer_alone (linker, person) || sijil_linker_person (linker, person, error);
}
