#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-match.h"

#include "sijil-match-weights.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define W sijil_match_weights

/* Village, phone, head: more they cannot add. */
#define HOUSEHOLD_BITS 14
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
}

void
sijil_link_side_clear (SijilLinkSide *side)
{
  g_clear_pointer (&side->person, sijil_folded_free);
  g_clear_pointer (&side->home, sijil_folded_free);
}

/* Whether somebody is linked with one of the association of @other, who is not @other. */
static gboolean
look_at_links (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other,
               gboolean *taken, gboolean *known, GError **error)
{
  g_autoptr (GPtrArray) linked =
      sijil_storage_linked_persons (linker->storage, sijil_record_id (one->person->record), error);

  for (guint i = 0; linked != NULL && i < linked->len; i++) {
    SijilFolded *person = linked->pdata[i];

    if (sijil_id_equal (sijil_record_id (person->record), sijil_record_id (other->person->record)))
      *known = TRUE;
    else if (person->owner == other->person->owner &&
             !sijil_merge_is_gone (person->record, person->stamps))
      *taken = TRUE;
  }
  return linked != NULL;
}

/* In each association somebody is registered once; whether twice is that one's own matter. So whom
 * another one is known to be, this one is not. */
static gboolean
is_taken (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other,
          gboolean *taken, GError **error)
{
  gboolean known = FALSE;

  *taken = FALSE;
  if (!look_at_links (linker, one, other, taken, &known, error) ||
      !look_at_links (linker, other, one, taken, &known, error))
    return FALSE;
  *taken = *taken && !known;
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
  if (a->home == NULL || b->home == NULL)
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

static SijilMatchScale
scale_of (SijilLinker *linker)
{
  gint64 persons = sijil_storage_last_person (linker->storage);

  return (SijilMatchScale){ sijil_match_prior ((guint) CLAMP (persons, FEWEST, G_MAXUINT)), TRUE,
                            0 };
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
  SijilMatchScale scale = scale_of (linker);
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
  SijilMatchScale scale = scale_of (linker);
  SijilEvidence evidence;
  SijilZone zone;
  gboolean taken;
  guint linked;

  found->sameness = sijil_exact_compare (one->person->record, other->person->record, &evidence);
  sijil_match_compare (&one->record, &other->record, &scale, &found->comparison);
  if (found->sameness != SIJIL_NOT_SAME || found->comparison.far)
    return TRUE;
  zone = sijil_match_zone (&found->comparison, &scale);
  if (zone == SIJIL_ZONE_NONE && found->comparison.weight < W.possible - W.members_most)
    return TRUE;
  if (!is_taken (linker, one, other, &taken, error))
    return FALSE;
  if (taken)
    return TRUE;
  if (!count_members (linker, one, other, &linked, error))
    return FALSE;
  found->comparison.weight += MIN (W.members_most, W.member * (float) linked);
  found->sameness = sameness_of (sijil_match_zone (&found->comparison, &scale), &found->comparison);
  return TRUE;
}
