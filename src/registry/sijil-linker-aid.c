#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-findings.h"
#include "sijil-linker.h"
#include "types/sijil-types-all.h"

/* A fact, and everything about it that is asked again and again. */
typedef struct {
  SijilFolded *distribution;
  SijilFolded *programme;
  SijilFolded *home;
  gboolean has_person;
  SijilId person;
} Fact;

/* A household of another association that knows the one that was served. */
typedef struct {
  SijilFolded *home;
  SijilFolded *person; /* nullable: the person whom the aid was for, as they know him */
} Target;

static void
target_free (Target *target)
{
  sijil_folded_free (target->home);
  sijil_folded_free (target->person);
  g_free (target);
}

static SijilFolded *
programme_of (SijilLinker *linker, SijilFolded *distribution)
{
  SijilId id;

  return sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_PROGRAMME, &id)
             ? sijil_linker_load (linker, &sijil_programme_type, &id)
             : NULL;
}

static gboolean
is_confidential (SijilFolded *programme)
{
  return sijil_record_number (programme->record, SIJIL_PROGRAMME_CONFIDENTIAL, 0) != 0;
}

static gboolean
is_reversed (SijilLinker *linker, SijilFolded *distribution)
{
  return sijil_storage_is_reversed (linker->storage, &sijil_distribution_type,
                                    sijil_record_id (distribution->record));
}

static Target *
add_target (GPtrArray *targets, SijilFolded *home)
{
  Target *target = g_new0 (Target, 1);

  target->home = home;
  g_ptr_array_add (targets, target);
  return target;
}

static Target *
target_at (GPtrArray *targets, const SijilId *household)
{
  for (guint i = 0; i < targets->len; i++) {
    Target *target = targets->pdata[i];

    if (sijil_id_equal (sijil_record_id (target->home->record), household))
      return target;
  }
  return NULL;
}

/* The households that are the same family. */
static gboolean
add_families (SijilLinker *linker, const Fact *fact, GPtrArray *targets, GError **error)
{
  const SijilId *ours = sijil_record_id (fact->home->record);
  g_autoptr (GPtrArray) links = sijil_storage_household_links (linker->storage, ours, error);

  for (guint i = 0; links != NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];
    const SijilId *theirs = sijil_id_equal (&link->a, ours) ? &link->b : &link->a;
    g_autoptr (SijilFolded) home = NULL;
    gboolean tell;

    if (!sijil_linker_may_tell (linker, link, &tell, error))
      return FALSE;
    if (tell)
      home = sijil_linker_load (linker, &sijil_household_type, theirs);
    if (sijil_linker_consents (linker, home))
      add_target (targets, g_steal_pointer (&home));
  }
  return links != NULL;
}

static gboolean
may_tell_of (SijilLinker *linker, const Fact *fact, SijilFolded *person)
{
  g_autoptr (SijilFolded) ours = sijil_linker_load (linker, &sijil_person_type, &fact->person);

  return ours != NULL && sijil_linker_proves (linker, ours, person);
}

/* Where the person is known, whether or not the households are one. */
static gboolean
add_persons (SijilLinker *linker, const Fact *fact, GPtrArray *targets, GError **error)
{
  g_autoptr (GPtrArray) persons =
      sijil_storage_linked_persons (linker->storage, &fact->person, error);

  while (persons != NULL && persons->len > 0) {
    g_autoptr (SijilFolded) person = g_ptr_array_steal_index (persons, 0);
    g_autoptr (SijilFolded) home = sijil_linker_home (linker, person);
    Target *target;

    if (!sijil_linker_consents (linker, home) ||
        sijil_merge_is_gone (person->record, person->stamps) ||
        sijil_linker_says (linker, fact->home, home, "different"))
      continue;
    target = target_at (targets, sijil_record_id (home->record));
    if (target == NULL && !may_tell_of (linker, fact, person))
      continue;
    if (target == NULL)
      target = add_target (targets, g_steal_pointer (&home));
    if (target->person == NULL)
      target->person = g_steal_pointer (&person);
  }
  return persons != NULL;
}

static SijilRecord *
describe_aid (SijilLinker *linker, const Fact *fact, const Target *target, const SijilId *known)
{
  SijilRecord *given = fact->distribution->record;
  SijilRecord *elsewhere = sijil_record_new (&sijil_elsewhere_type, known);
  g_autofree char *association =
      sijil_storage_association_name (linker->storage, fact->distribution->owner);

  sijil_record_set_reference (elsewhere, SIJIL_ELSEWHERE_HOUSEHOLD,
                              sijil_record_id (target->home->record));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_ASSOCIATION, association);
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_OFFICE,
                         sijil_record_text (given, SIJIL_DISTRIBUTION_OFFICE));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PROGRAMME_NAME,
                         sijil_findings_programme_name (fact->programme));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_FAMILY,
                         sijil_record_text (fact->programme->record, SIJIL_PROGRAMME_FAMILY));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PERIOD,
                         sijil_record_text (given, SIJIL_DISTRIBUTION_PERIOD));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_SERVED_ON,
                         sijil_record_text (given, SIJIL_DISTRIBUTION_SERVED_ON));
  sijil_record_set_number (elsewhere, SIJIL_ELSEWHERE_QUANTITY,
                           sijil_record_number (given, SIJIL_DISTRIBUTION_QUANTITY, 1));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PER, fact->has_person ? "person" : "household");
  if (target->person != NULL)
    sijil_record_set_reference (elsewhere, SIJIL_ELSEWHERE_PERSON,
                                sijil_record_id (target->person->record));
  else
    sijil_record_set_null (elsewhere, SIJIL_ELSEWHERE_PERSON);
  sijil_record_set_number (elsewhere, SIJIL_ELSEWHERE_STANDING, TRUE);
  return elsewhere;
}

/* Tells the association of @target what its family or person was given. */
static gboolean
tell_aid (SijilLinker *linker, const Fact *fact, const Target *target, GError **error)
{
  const SijilId *id = sijil_record_id (fact->distribution->record);
  const SijilId *theirs = sijil_record_id (target->home->record);
  SijilId known;
  gboolean told = sijil_storage_find_told (linker->storage, id, theirs, &known);
  g_autoptr (SijilRecord) elsewhere = describe_aid (linker, fact, target, told ? &known : NULL);

  return sijil_teller_tell (linker->teller, target->home->owner, elsewhere, error) &&
         (told || sijil_storage_note_told (linker->storage, id, theirs, sijil_record_id (elsewhere),
                                           error));
}

/* What was told to those whom it does not concern any more counts no more. */
static gboolean
take_back (SijilLinker *linker, SijilFolded *distribution, GPtrArray *targets, GError **error)
{
  g_autoptr (GPtrArray) told =
      sijil_storage_told_of (linker->storage, sijil_record_id (distribution->record), error);

  for (guint i = 0; told != NULL && i < told->len; i++) {
    SijilFolded *elsewhere = told->pdata[i];
    g_autoptr (SijilRecord) edit = NULL;
    SijilId household;

    if (sijil_record_reference (elsewhere->record, SIJIL_ELSEWHERE_HOUSEHOLD, &household) &&
        target_at (targets, &household) != NULL)
      continue;
    edit = sijil_record_new (&sijil_elsewhere_type, sijil_record_id (elsewhere->record));
    sijil_record_set_number (edit, SIJIL_ELSEWHERE_STANDING, FALSE);
    if (!sijil_teller_tell (linker->teller, elsewhere->owner, edit, error))
      return FALSE;
  }
  return told != NULL;
}

static gboolean
is_same_aid (SijilLinker *linker, const Fact *fact, SijilFolded *other, SijilFolded *programme)
{
  const char *family = sijil_record_text (fact->programme->record, SIJIL_PROGRAMME_FAMILY);

  return family != NULL && programme != NULL && !is_confidential (programme) &&
         sijil_record_is_null (other->record, SIJIL_DISTRIBUTION_PERSON) != fact->has_person &&
         g_strcmp0 (sijil_record_text (fact->distribution->record, SIJIL_DISTRIBUTION_PERIOD),
                    sijil_record_text (other->record, SIJIL_DISTRIBUTION_PERIOD)) == 0 &&
         g_strcmp0 (family, sijil_record_text (programme->record, SIJIL_PROGRAMME_FAMILY)) == 0 &&
         !is_reversed (linker, other);
}

static gboolean
compare (SijilLinker *linker, const Fact *fact, const Target *target, SijilFolded *other,
         GError **error)
{
  g_autoptr (SijilFolded) programme = programme_of (linker, other);
  g_autoptr (SijilFolded) person = NULL;
  gboolean first = fact->home->owner < target->home->owner;
  SijilPair pair;

  if (!is_same_aid (linker, fact, other, programme))
    return TRUE;
  if (target->person != NULL)
    person = sijil_linker_load (linker, &sijil_person_type, &fact->person);
  pair = first ? (SijilPair){ fact->home, target->home, person, target->person }
               : (SijilPair){ target->home, fact->home, target->person, person };
  /* One of the alliance's has a name that both may read. */
  return sijil_findings_overlap (
      linker->storage, linker->teller, &pair, first ? fact->distribution : other,
      first ? other : fact->distribution,
      programme->owner == SIJIL_CATALOGUE ? programme : fact->programme, error);
}

/* The same family or the same person, the same kind of need, the same period. */
static gboolean
find_overlaps (SijilLinker *linker, const Fact *fact, const Target *target, GError **error)
{
  g_autoptr (GPtrArray) others = NULL;

  if (fact->has_person && target->person == NULL)
    return TRUE;
  others = target->person != NULL
               ? sijil_storage_distributions_to (linker->storage,
                                                 sijil_record_id (target->person->record), error)
               : sijil_storage_distributions_of (linker->storage,
                                                 sijil_record_id (target->home->record), error);
  for (guint i = 0; others != NULL && i < others->len; i++)
    if (!compare (linker, fact, target, others->pdata[i], error))
      return FALSE;
  return others != NULL;
}

static gboolean
find_targets (SijilLinker *linker, Fact *fact, GPtrArray *targets, GError **error)
{
  if (is_reversed (linker, fact->distribution) || fact->programme == NULL ||
      is_confidential (fact->programme) || !sijil_linker_consents (linker, fact->home))
    return TRUE;
  return add_families (linker, fact, targets, error) &&
         (!fact->has_person || add_persons (linker, fact, targets, error));
}

/* Whoever is concerned by a hand-over knows it afterwards, and nobody else: other associations that
 * know the family, and of aid for one person those that know the person. */
static gboolean
share_fact (SijilLinker *linker, SijilFolded *distribution, GError **error)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func ((GDestroyNotify) target_free);
  g_autoptr (SijilFolded) programme = programme_of (linker, distribution);
  g_autoptr (SijilFolded) home = NULL;
  Fact fact = { distribution, programme, NULL, FALSE, { { 0 } } };
  SijilId household;

  if (!sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_HOUSEHOLD, &household))
    return TRUE;
  household = sijil_linker_survivor (linker, &household);
  fact.home = home = sijil_linker_load (linker, &sijil_household_type, &household);
  fact.has_person =
      sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_PERSON, &fact.person);
  if (!find_targets (linker, &fact, targets, error) ||
      !take_back (linker, distribution, targets, error))
    return FALSE;
  for (guint i = 0; i < targets->len; i++)
    if (!tell_aid (linker, &fact, targets->pdata[i], error) ||
        !find_overlaps (linker, &fact, targets->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
share_all (SijilLinker *linker, GPtrArray *distributions, GError **error)
{
  for (guint i = 0; distributions != NULL && i < distributions->len; i++)
    if (!share_fact (linker, distributions->pdata[i], error))
      return FALSE;
  return distributions != NULL;
}

/**
 * sijil_linker_share_aid:
 * @linker: a linker
 * @link: two households that are one family, or that no longer are
 * @error: return location for an error
 *
 * Tells each side what the other gave, and where that was twice the same. When the link is cut,
 * what was told counts no more.
 *
 * Returns: %TRUE if both sides know
 */
gboolean
sijil_linker_share_aid (SijilLinker *linker, SijilLinkRow *link, GError **error)
{
  g_autoptr (GPtrArray) of_a = sijil_storage_distributions_of (linker->storage, &link->a, error);
  g_autoptr (GPtrArray) of_b =
      of_a != NULL ? sijil_storage_distributions_of (linker->storage, &link->b, error) : NULL;

  return of_b != NULL && share_all (linker, of_a, error) && share_all (linker, of_b, error);
}

/**
 * sijil_linker_share_person:
 * @linker: a linker
 * @person: somebody who is known elsewhere, or no longer is
 * @error: return location for an error
 *
 * Returns: %TRUE if the others know what this person was given, as far as it concerns them
 */
gboolean
sijil_linker_share_person (SijilLinker *linker, const SijilId *person, GError **error)
{
  g_autoptr (GPtrArray) given = sijil_storage_distributions_to (linker->storage, person, error);

  return share_all (linker, given, error);
}

/**
 * sijil_linker_distribution:
 * @linker: a linker
 * @distribution: a hand-over or a reversal that arrived
 * @error: return location for an error
 *
 * Returns: %TRUE if the other associations that know the family this was given to know this too
 */
gboolean
sijil_linker_distribution (SijilLinker *linker, SijilFolded *distribution, GError **error)
{
  g_autoptr (SijilFolded) reversed = NULL;
  SijilId original;

  if (!sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_REVERSES, &original))
    return share_fact (linker, distribution, error);
  reversed = sijil_linker_load (linker, &sijil_distribution_type, &original);
  return reversed == NULL || share_fact (linker, reversed, error);
}

/**
 * sijil_linker_programme:
 * @linker: a linker
 * @programme: a programme that changed
 * @error: return location for an error
 *
 * Takes back what others were told of a programme that is confidential from now on. What was given
 * while it was stays untold when it no longer is.
 *
 * Returns: %TRUE if nothing of a confidential programme is told any more
 */
gboolean
sijil_linker_programme (SijilLinker *linker, SijilFolded *programme, GError **error)
{
  g_autoptr (GPtrArray) told = NULL;

  if (!is_confidential (programme))
    return TRUE;
  told = sijil_storage_told_under (linker->storage, sijil_record_id (programme->record), error);
  return share_all (linker, told, error);
}
