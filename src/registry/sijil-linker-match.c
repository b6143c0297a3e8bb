#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-match.h"

#include "sijil-match-weights.h"
#include "types/sijil-types-all.h"

#include <float.h>
#include <string.h>

#define W sijil_match_weights

/* Village, phone, head: more they cannot add. */
#define HOUSEHOLD_BITS 14
/* So many bits more make somebody more alike than another who is taken for the one. */
#define CLEARLY 4
/* Chance has to be thought of as among a whole governorate also while few are registered. */
#define FEWEST 100000

static void
read_home (SijilLinker *linker, SijilFolded *home, gboolean has_phone, SijilMatchRecord *record)
{
  g_autoptr (SijilFolded) head = NULL;
  SijilId id;

  sijil_match_text_read (&record->village,
                         sijil_record_text (home->record, SIJIL_HOUSEHOLD_VILLAGE));
  sijil_match_record_governorate (record,
                                  sijil_record_text (home->record, SIJIL_HOUSEHOLD_GOVERNORATE));
  if (!has_phone)
    sijil_match_record_phone (record, sijil_record_text (home->record, SIJIL_HOUSEHOLD_PHONE));
  if (sijil_record_reference (home->record, SIJIL_HOUSEHOLD_HEAD, &id))
    head = sijil_linker_load (linker, &sijil_person_type, &id);
  if (head != NULL)
    sijil_match_record_relative (record, sijil_record_text (head->record, SIJIL_PERSON_NAME));
}

/**
 * sijil_link_side_read:
 * @linker: a linker
 * @person: (transfer full): somebody
 * @side: (out caller-allocates): that person, without household; free with sijil_link_side_clear()
 */
void
sijil_link_side_read (SijilLinker *linker, SijilFolded *person, SijilLinkSide *side)
{
  SijilRecord *read = person->record;
  SijilMatchRecord *record = &side->record;

  memset (side, 0, sizeof *side);
  side->person = person;
  sijil_match_record_name (record, sijil_record_text (read, SIJIL_PERSON_NAME));
  sijil_match_record_id (record, sijil_record_text (read, SIJIL_PERSON_ID_NUMBER));
  sijil_match_record_birth (record, sijil_record_text (read, SIJIL_PERSON_BIRTH_DATE));
  sijil_match_record_sex (record, sijil_record_text (read, SIJIL_PERSON_SEX));
  sijil_match_record_phone (record, sijil_record_text (read, SIJIL_PERSON_PHONE));
  sijil_match_record_finish (record);
  sijil_match_terms_weigh (sijil_storage_terms (linker->storage), record);
  if (sijil_storage_is_made_up (linker->storage, person->owner,
                                sijil_record_is_null (read, SIJIL_PERSON_ID_NUMBER)
                                    ? ""
                                    : sijil_record_text (read, SIJIL_PERSON_ID_NUMBER)))
    record->id[0] = '\0';
}

/**
 * sijil_link_side_read_home:
 * @linker: a linker
 * @side: (inout): somebody
 *
 * Adds the household where the person lives now, and what it says.
 */
void
sijil_link_side_read_home (SijilLinker *linker, SijilLinkSide *side)
{
  side->home = sijil_linker_home (linker, side->person);
  if (side->home == NULL)
    return;
  read_home (linker, side->home, side->record.phone[0] != '\0', &side->record);
  sijil_match_terms_weigh (sijil_storage_terms (linker->storage), &side->record);
  side->record.crowded =
      sijil_storage_is_crowded (linker->storage, side->person->owner, side->record.phone);
}

void
sijil_link_side_clear (SijilLinkSide *side)
{
  g_clear_pointer (&side->person, sijil_folded_free);
  g_clear_pointer (&side->home, sijil_folded_free);
}

/**
 * sijil_linker_scale:
 * @linker: a linker
 *
 * Returns: how likely it is that two persons are one before anything is known of them
 */
SijilMatchScale
sijil_linker_scale (SijilLinker *linker)
{
  gint64 persons = sijil_storage_last_person (linker->storage);

  return (SijilMatchScale){ sijil_match_prior ((guint) CLAMP (persons, FEWEST, G_MAXUINT)), TRUE,
                            0 };
}

/* Whether the link of @one with @person stands: both families may be compared, and nobody says that
 * they differ. */
static gboolean
link_stands (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *person)
{
  return !sijil_merge_is_gone (person->person->record, person->person->stamps) &&
         sijil_linker_consents (linker, person->home) && one->home != NULL &&
         !sijil_linker_says (linker, one->home, person->home, "different");
}

/* How well the two who are linked agree. */
static float
weight_of (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other)
{
  SijilMatchScale scale = sijil_linker_scale (linker);
  SijilComparison found;
  SijilEvidence evidence;

  if (sijil_exact_compare (one->person->record, other->person->record, &evidence) ==
      SIJIL_SAME_PERSON)
    return FLT_MAX;
  sijil_match_compare (&one->record, &other->record, &scale, &found);
  return found.weight;
}

/* The best link that stands of @one with somebody of the association of @other, who is not @other;
 * and whether there is one with @other. */
static gboolean
look_at_links (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other,
               float *best, gboolean *known, GError **error)
{
  g_autoptr (GPtrArray) linked =
      sijil_storage_linked_persons (linker->storage, sijil_record_id (one->person->record), error);

  while (linked != NULL && linked->len > 0) {
    SijilFolded *person = g_ptr_array_steal_index_fast (linked, 0);
    const SijilId *id = sijil_record_id (person->record);
    SijilLinkSide side;

    if (person->owner != other->person->owner ||
        sijil_id_equal (id, sijil_record_id (other->person->record))) {
      *known = *known || sijil_id_equal (id, sijil_record_id (other->person->record));
      sijil_folded_free (person);
      continue;
    }
    sijil_link_side_read (linker, person, &side);
    sijil_link_side_read_home (linker, &side);
    if (link_stands (linker, one, &side))
      *best = MAX (*best, weight_of (linker, one, &side));
    sijil_link_side_clear (&side);
  }
  return linked != NULL;
}

/* In each association somebody is registered once; whether twice is that one's own matter. So whom
 * another one is known to be, this one is not, unless it is clearly more alike: then a person has
 * to say which. */
static gboolean
is_taken (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other, float weight,
          gboolean *taken, gboolean *doubtful, GError **error)
{
  gboolean known = FALSE;
  float best = -FLT_MAX;

  if (!look_at_links (linker, one, other, &best, &known, error) ||
      !look_at_links (linker, other, one, &best, &known, error))
    return FALSE;
  *taken = !known && weight < best + CLEARLY;
  *doubtful = !known && best > -FLT_MAX;
  return TRUE;
}

/* How many others of the two households are linked. */
static gboolean
count_members (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other, guint *n,
               GError **error)
{
  const SijilLinkSide *a = one->person->owner < other->person->owner ? one : other;
  const SijilLinkSide *b = a == one ? other : one;
  g_autoptr (GPtrArray) links = NULL;

  *n = 0;
  if (a->home == NULL || b->home == NULL ||
      sijil_linker_says (linker, a->home, b->home, "different"))
    return TRUE;
  links = sijil_storage_person_links (linker->storage, sijil_record_id (a->home->record),
                                      sijil_record_id (b->home->record), error);
  for (guint i = 0; links != NULL && i + 1 < links->len; i += 2)
    if (!sijil_id_equal (sijil_record_id (((SijilFolded *) links->pdata[i])->record),
                         sijil_record_id (a->person->record)))
      (*n)++;
  return links != NULL;
}

static SijilSameness
sameness_of (SijilZone zone, const SijilComparison *found)
{
  if (zone == SIJIL_ZONE_NONE)
    return SIJIL_NOT_SAME;
  return zone == SIJIL_ZONE_AUTO       ? SIJIL_SAME_PERSON
         : found->id == SIJIL_ID_EQUAL ? SIJIL_ID_SHARED
                                       : SIJIL_MAYBE_SAME;
}

/**
 * sijil_linker_may_be_same:
 * @linker: a linker
 * @one: somebody
 * @other: (type SijilLinkSide): somebody of another association, without household
 *
 * Returns: whether households could still make the two one person
 */
gboolean
sijil_linker_may_be_same (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other)
{
  SijilMatchScale scale = sijil_linker_scale (linker);
  SijilComparison found;
  SijilEvidence evidence;

  sijil_match_compare (&one->record, &other->record, &scale, &found);
  return (!found.far && found.weight >= -HOUSEHOLD_BITS) ||
         sijil_exact_compare (one->person->record, other->person->record, &evidence) !=
             SIJIL_NOT_SAME;
}

/**
 * sijil_linker_compare:
 * @linker: a linker
 * @one: somebody
 * @other: somebody of another association
 * @found: (out): what the two are to each other
 * @error: return location for an error
 *
 * What the exact rules say stands; the matcher decides the rest. Members of the two households who
 * are the same speak for those who are not sure.
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_linker_compare (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other,
                      SijilLikeness *found, GError **error)
{
  SijilMatchScale scale = sijil_linker_scale (linker);
  SijilEvidence evidence;
  SijilZone zone;
  gboolean taken, doubtful;
  guint linked;

  found->sameness = sijil_exact_compare (one->person->record, other->person->record, &evidence);
  /* What so many are written down under is nobody's ID. */
  if ((evidence & SIJIL_EVIDENCE_ID) != 0 &&
      (one->record.id[0] == '\0' || other->record.id[0] == '\0'))
    found->sameness =
        (evidence & SIJIL_EVIDENCE_NAME) != 0 && (evidence & SIJIL_EVIDENCE_BIRTH) != 0
            ? SIJIL_SAME_PERSON
            : SIJIL_NOT_SAME;
  sijil_match_compare (&one->record, &other->record, &scale, &found->comparison);
  if (found->sameness != SIJIL_NOT_SAME || found->comparison.far)
    return TRUE;
  zone = sijil_match_zone (&found->comparison, &scale);
  if (zone == SIJIL_ZONE_NONE && found->comparison.weight < W.possible - W.members_most)
    return TRUE;
  if (!count_members (linker, one, other, &linked, error))
    return FALSE;
  found->comparison.weight += MIN (W.members_most, W.member * (float) linked);
  if (!is_taken (linker, one, other, found->comparison.weight, &taken, &doubtful, error))
    return FALSE;
  if (taken)
    return TRUE;
  found->sameness = sameness_of (sijil_match_zone (&found->comparison, &scale), &found->comparison);
  if (doubtful && found->sameness == SIJIL_SAME_PERSON)
    found->sameness = SIJIL_MAYBE_SAME;
  return TRUE;
}
