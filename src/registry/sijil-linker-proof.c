#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-match.h"
#include "sijil-names.h"
#include "types/sijil-types-all.h"

/* To be linked is not yet to be told. Anybody can register somebody whose name or number he knows:
 * what the other association gave is told only where more was known than one of the two, or where
 * both associations say that the two are the same. */

static gboolean
share_names (SijilFolded *a, SijilFolded *b, guint n)
{
  return sijil_names_share (sijil_record_text (a->record, SIJIL_PERSON_NAME),
                            sijil_record_text (b->record, SIJIL_PERSON_NAME), n);
}

#define NAME SIJIL_FIELD_BIT (SIJIL_PERSON_NAME)
#define ID SIJIL_FIELD_BIT (SIJIL_PERSON_ID_NUMBER)
#define BIRTH SIJIL_FIELD_BIT (SIJIL_PERSON_BIRTH_DATE)

static gboolean
was_written_by (SijilFolded *person, guint64 fields, guint64 told)
{
  for (guint i = 0; i < SIJIL_PERSON_N_FIELDS; i++) {
    const SijilStamp *stamp = sijil_stamps_get (person->stamps, i);

    if ((fields & SIJIL_FIELD_BIT (i)) != 0 && stamp != NULL && stamp->seq > told)
      return FALSE;
  }
  return TRUE;
}

/* Whom the finding was about on the side that was told. */
static SijilFolded *
told_person (SijilLinker *linker, SijilFolded *finding)
{
  g_autoptr (SijilFolded) home = NULL;
  SijilId id;

  if (sijil_record_reference (finding->record, SIJIL_FINDING_PERSON, &id))
    return sijil_linker_load (linker, &sijil_person_type, &id);
  if (!sijil_record_reference (finding->record, SIJIL_FINDING_HOUSEHOLD, &id))
    return NULL;
  home = sijil_linker_load (linker, &sijil_household_type, &id);
  return home != NULL && sijil_record_reference (home->record, SIJIL_HOUSEHOLD_HEAD, &id)
             ? sijil_linker_load (linker, &sijil_person_type, &id)
             : NULL;
}

static gboolean
has_same (SijilFolded *person, SijilFolded *other, guint field)
{
  return g_strcmp0 (sijil_record_text (person->record, field),
                    sijil_record_text (other->record, field)) == 0;
}

/* Somebody who was taken out and registered again: it was all known before. */
static gboolean
was_known_before (SijilLinker *linker, SijilFolded *finding, SijilFolded *person, guint64 fields,
                  guint64 told)
{
  g_autoptr (SijilFolded) first = told_person (linker, finding);

  return first != NULL && was_written_by (first, fields | ID, told) &&
         share_names (first, person, (fields & BIRTH) != 0 ? 3 : 2) &&
         has_same (first, person, SIJIL_PERSON_ID_NUMBER) &&
         ((fields & BIRTH) == 0 || has_same (first, person, SIJIL_PERSON_BIRTH_DATE));
}

/* What was written after the other association's record had been told of may be no more than what
 * was told: by the order in which it came into the feed, which no clock changes. @by_id: only what
 * was told to whoever had the number right counts. */
static gboolean
was_written_before_told (SijilLinker *linker, const SijilLinkSide *one, const SijilLinkSide *other,
                         guint64 fields, gboolean by_id)
{
  const char *card =
      other->home != NULL ? sijil_record_text (other->home->record, SIJIL_HOUSEHOLD_CARD) : NULL;
  g_autoptr (SijilFolded) finding =
      card != NULL ? sijil_storage_first_told (linker->storage, one->person->owner, card, by_id)
                   : NULL;
  guint64 told = finding != NULL ? sijil_stamps_get (finding->stamps, SIJIL_FINDING_AT)->seq : 0;

  return finding == NULL || was_written_by (one->person, fields, told) ||
         was_known_before (linker, finding, one->person, fields, told);
}

/* Of two who were proven once before a name may be mended: what agrees still need not have been
 * written first. */
static gboolean
both_before (SijilLinker *linker, const SijilLinkSide *a, const SijilLinkSide *b, guint64 fields,
             gboolean by_id)
{
  return sijil_storage_are_proven (linker->storage, sijil_record_id (a->person->record),
                                   sijil_record_id (b->person->record)) ||
         (was_written_before_told (linker, a, b, fields, by_id) &&
          was_written_before_told (linker, b, a, fields, by_id));
}

/* A birth date beside an ID proves nothing: it is in it. */
static gboolean
proves_exactly (SijilLinker *linker, const SijilLinkSide *a, const SijilLinkSide *b)
{
  SijilEvidence found;

  sijil_exact_compare (a->person->record, b->person->record, &found);
  if ((found & SIJIL_EVIDENCE_NAME) != 0 && (found & SIJIL_EVIDENCE_BIRTH) != 0 &&
      both_before (linker, a, b, NAME | BIRTH, FALSE))
    return TRUE;
  /* What so many are written down under is nobody's ID. An ID is never told, a name is. */
  return (found & SIJIL_EVIDENCE_ID) != 0 && a->record.id[0] != '\0' && b->record.id[0] != '\0' &&
         share_names (a->person, b->person, 2) && both_before (linker, a, b, NAME, TRUE);
}

static gboolean
proves_by_matcher (SijilLinker *linker, SijilLinkSide *a, SijilLinkSide *b)
{
  SijilMatchScale scale = sijil_linker_scale (linker);
  SijilComparison found;

  if (!share_names (a->person, b->person, 2))
    a->record.id[0] = b->record.id[0] = '\0';
  sijil_match_compare (&a->record, &b->record, &scale, &found);
  return !found.far && sijil_match_zone (&found, &scale) == SIJIL_ZONE_AUTO &&
         both_before (linker, a, b, NAME | ID | BIRTH, FALSE);
}

/**
 * sijil_linker_proves:
 * @linker: a linker
 * @a: a person
 * @b: one of another association
 *
 * That they were proven is remembered as long as they are linked.
 *
 * Returns: whether what both associations wrote of them, or say of them, is enough to be told what
 *   they were given
 */
gboolean
sijil_linker_proves (SijilLinker *linker, SijilFolded *a, SijilFolded *b)
{
  SijilLinkSide one, two;
  gboolean proves;

  if (sijil_linker_both_say_of (linker, a, b, "same"))
    return TRUE;
  if (sijil_linker_is_held (linker, a, NAME | ID | BIRTH) ||
      sijil_linker_is_held (linker, b, NAME | ID | BIRTH))
    return FALSE;
  sijil_link_side_read (linker, a, &one);
  sijil_link_side_read (linker, b, &two);
  sijil_link_side_read_home (linker, &one);
  sijil_link_side_read_home (linker, &two);
  proves = proves_exactly (linker, &one, &two) || proves_by_matcher (linker, &one, &two);
  if (proves)
    sijil_storage_note_proven (linker->storage, sijil_record_id (a->record),
                               sijil_record_id (b->record));
  one.person = two.person = NULL;
  sijil_link_side_clear (&one);
  sijil_link_side_clear (&two);
  return proves;
}

/**
 * sijil_linker_may_tell:
 * @linker: a linker
 * @link: two households that are linked
 * @tell: (out): whether each side may know what the other gave the family
 * @error: return location for an error
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_linker_may_tell (SijilLinker *linker, const SijilLinkRow *link, gboolean *tell,
                       GError **error)
{
  g_autoptr (SijilFolded) a = sijil_linker_load (linker, &sijil_household_type, &link->a);
  g_autoptr (SijilFolded) b = sijil_linker_load (linker, &sijil_household_type, &link->b);
  SijilPair pair = { a, b, NULL, NULL };

  *tell = FALSE;
  if (a == NULL || b == NULL || link->cut)
    return TRUE;
  *tell = g_str_has_prefix (link->evidence, SIJIL_EVIDENCE_MOVED) ||
          sijil_linker_both_say (linker, a, b, "same");
  return *tell || sijil_linker_are_one (linker, &pair, TRUE, tell, error);
}
