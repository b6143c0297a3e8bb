#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-findings.h"

#include "types/sijil-types-all.h"

#include <string.h>

/**
 * sijil_findings_pair_key:
 * @kind: what was noticed
 * @a: one side
 * @b: the other
 * @rest: (nullable): what else tells it from other findings about the two
 *
 * Returns: (transfer full): the name under which the registry remembers that it has told this
 */
char *
sijil_findings_pair_key (const char *kind, const SijilId *a, const SijilId *b, const char *rest)
{
  g_autofree char *left = sijil_id_to_string (a);
  g_autofree char *right = sijil_id_to_string (b);

  return g_strjoin (":", kind, left, right, rest, NULL);
}

static void
describe_person (SijilRecord *finding, SijilRecord *person)
{
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
  g_autofree char *year = birth != NULL ? g_strndup (birth, 4) : NULL;

  sijil_record_set_text (finding, SIJIL_FINDING_OTHER_NAME,
                         sijil_record_text (person, SIJIL_PERSON_NAME));
  if (year != NULL)
    sijil_record_set_text (finding, SIJIL_FINDING_OTHER_BIRTH_YEAR, year);
}

/* What one association may know of a household of another: never the ID, phone, address, members,
 * income, housing or notes. */
static void
describe_household (SijilStorage *storage, SijilRecord *finding, SijilFolded *household,
                    SijilFolded *person)
{
  g_autoptr (SijilFolded) head = NULL;
  SijilId id;

  if (person == NULL && sijil_record_reference (household->record, SIJIL_HOUSEHOLD_HEAD, &id) &&
      sijil_storage_load (storage, &sijil_person_type, &id, &head, NULL) && head != NULL)
    describe_person (finding, head->record);
  sijil_record_set_text (finding, SIJIL_FINDING_OTHER_CARD,
                         sijil_record_text (household->record, SIJIL_HOUSEHOLD_CARD));
  sijil_record_set_text (finding, SIJIL_FINDING_OTHER_VILLAGE,
                         sijil_record_text (household->record, SIJIL_HOUSEHOLD_VILLAGE));
}

/* Only what its coordinator wrote down as the office's own: no phone of a clerk or a family. */
static void
describe_phone (SijilStorage *storage, SijilRecord *finding, SijilFolded *known, const char *office)
{
  g_autofree char *phone =
      sijil_storage_office_phone (storage, known->owner, known->birth.device, office);

  if (phone != NULL)
    sijil_record_set_text (finding, SIJIL_FINDING_OTHER_PHONE, phone);
  else
    sijil_record_unset (finding, SIJIL_FINDING_OTHER_PHONE);
}

/* Which office knows them, and under which number: it can be asked before one answers. */
static void
describe_office (SijilStorage *storage, SijilRecord *finding, SijilFolded *known)
{
  g_autoptr (SijilDevice) device = sijil_storage_device (storage, known->birth.device);

  if (device == NULL)
    return;
  sijil_record_set_text (finding, SIJIL_FINDING_OTHER_OFFICE, device->office);
  describe_phone (storage, finding, known, NULL);
}

static SijilRecord *
make_finding (SijilStorage *storage, const char *kind, SijilFolded *ours, SijilFolded *our_person,
              SijilFolded *other, SijilFolded *other_person, const char *evidence)
{
  SijilRecord *finding = sijil_record_new (&sijil_finding_type, NULL);
  SijilFolded *known = other_person != NULL ? other_person : other;
  g_autofree char *association = sijil_storage_association_name (storage, known->owner);
  /* Numbers can be tried out. Whoever has a number right learns that somebody knows it, and whom to
   * ask; the rest when both say that it is one person. */
  gboolean only_the_number = strcmp (kind, "id-shared") == 0;

  sijil_record_set_text (finding, SIJIL_FINDING_KIND, kind);
  if (ours != NULL)
    sijil_record_set_reference (finding, SIJIL_FINDING_HOUSEHOLD, sijil_record_id (ours->record));
  if (our_person != NULL)
    sijil_record_set_reference (finding, SIJIL_FINDING_PERSON,
                                sijil_record_id (our_person->record));
  sijil_record_set_text (finding, SIJIL_FINDING_OTHER_ASSOCIATION, association);
  describe_office (storage, finding, known);
  if (other_person != NULL && !only_the_number)
    describe_person (finding, other_person->record);
  if (other != NULL && !only_the_number)
    describe_household (storage, finding, other, other_person);
  sijil_record_set_text (finding, SIJIL_FINDING_EVIDENCE, only_the_number ? "same-id" : evidence);
  sijil_record_set_number (finding, SIJIL_FINDING_AT, g_get_real_time ());
  return finding;
}

static gboolean
tell_one (SijilStorage *storage, SijilTeller *teller, const char *key, gint64 association,
          SijilRecord *finding, GError **error)
{
  return sijil_teller_tell (teller, association, finding, error) &&
         sijil_storage_note_finding (storage, key, association, sijil_record_id (finding), error);
}

/**
 * sijil_findings_tell:
 * @storage: the storage
 * @teller: of this transaction
 * @pair: the two sides
 * @kind: a code of the finding kinds
 * @key: from sijil_findings_pair_key()
 * @evidence: codes
 * @error: return location for an error
 *
 * Tells both associations, unless they have been told already.
 *
 * Returns: %TRUE if both know
 */
gboolean
sijil_findings_tell (SijilStorage *storage, SijilTeller *teller, const SijilPair *pair,
                     const char *kind, const char *key, const char *evidence, GError **error)
{
  g_autoptr (SijilRecord) to_a = NULL;
  g_autoptr (SijilRecord) to_b = NULL;
  gint64 owner_a = (pair->a != NULL ? pair->a : pair->person_a)->owner;
  gint64 owner_b = (pair->b != NULL ? pair->b : pair->person_b)->owner;
  SijilId known;

  if (sijil_storage_find_finding (storage, key, owner_a, &known))
    return TRUE;
  to_a = make_finding (storage, kind, pair->a, pair->person_a, pair->b, pair->person_b, evidence);
  to_b = make_finding (storage, kind, pair->b, pair->person_b, pair->a, pair->person_a, evidence);
  return tell_one (storage, teller, key, owner_a, to_a, error) &&
         tell_one (storage, teller, key, owner_b, to_b, error);
}

/**
 * sijil_findings_often:
 * @storage: the storage
 * @teller: of this transaction
 * @known: somebody of another association
 * @person: one more who is the same as @known
 * @home: (nullable): the household of @person
 * @error: return location for an error
 *
 * Tells the association of @person, once, that it has somebody too often; nothing of @known.
 *
 * Returns: %TRUE if it knows
 */
gboolean
sijil_findings_often (SijilStorage *storage, SijilTeller *teller, const SijilId *known,
                      SijilFolded *person, SijilFolded *home, GError **error)
{
  g_autofree char *id = sijil_id_to_string (known);
  g_autofree char *key = g_strdup_printf ("often:%s:%" G_GINT64_FORMAT, id, person->owner);
  g_autoptr (SijilRecord) finding = NULL;
  SijilId told;

  if (sijil_storage_find_finding (storage, key, person->owner, &told))
    return TRUE;
  finding = sijil_record_new (&sijil_finding_type, NULL);
  sijil_record_set_text (finding, SIJIL_FINDING_KIND, "registered-often");
  if (home != NULL)
    sijil_record_set_reference (finding, SIJIL_FINDING_HOUSEHOLD, sijil_record_id (home->record));
  sijil_record_set_reference (finding, SIJIL_FINDING_PERSON, sijil_record_id (person->record));
  sijil_record_set_number (finding, SIJIL_FINDING_AT, g_get_real_time ());
  return tell_one (storage, teller, key, person->owner, finding, error);
}

/**
 * sijil_findings_programme_name:
 * @programme: a programme
 *
 * Returns: (nullable): its name, if another association may be told it: the names of its own
 *   programmes are an association's own matter
 */
const char *
sijil_findings_programme_name (SijilFolded *programme)
{
  return programme->owner == SIJIL_CATALOGUE
             ? sijil_record_text (programme->record, SIJIL_PROGRAMME_NAME)
             : NULL;
}

/* The office that is asked about a hand-over is the one that made it, be the family registered at
 * another. */
static void
add_overlap (SijilStorage *storage, SijilRecord *finding, SijilRecord *ours, SijilFolded *fact,
             SijilFolded *programme)
{
  static const struct {
    guint to;
    guint from;
  } OURS[] = { { SIJIL_FINDING_OUR_DATE, SIJIL_DISTRIBUTION_SERVED_ON },
               { SIJIL_FINDING_PERIOD, SIJIL_DISTRIBUTION_PERIOD } },
    OTHER[] = { { SIJIL_FINDING_OTHER_DATE, SIJIL_DISTRIBUTION_SERVED_ON },
                { SIJIL_FINDING_OTHER_OFFICE, SIJIL_DISTRIBUTION_OFFICE } };
  SijilRecord *other = fact->record;

  for (guint i = 0; i < G_N_ELEMENTS (OURS); i++)
    sijil_record_set_text (finding, OURS[i].to, sijil_record_text (ours, OURS[i].from));
  for (guint i = 0; i < G_N_ELEMENTS (OTHER); i++)
    sijil_record_set_text (finding, OTHER[i].to, sijil_record_text (other, OTHER[i].from));
  sijil_record_set_number (finding, SIJIL_FINDING_OUR_QUANTITY,
                           sijil_record_number (ours, SIJIL_DISTRIBUTION_QUANTITY, 1));
  sijil_record_set_number (finding, SIJIL_FINDING_OTHER_QUANTITY,
                           sijil_record_number (other, SIJIL_DISTRIBUTION_QUANTITY, 1));
  sijil_record_set_text (finding, SIJIL_FINDING_PROGRAMME_NAME,
                         sijil_findings_programme_name (programme));
  sijil_record_set_text (finding, SIJIL_FINDING_FAMILY,
                         sijil_record_text (programme->record, SIJIL_PROGRAMME_FAMILY));
  describe_phone (storage, finding, fact, sijil_record_text (other, SIJIL_DISTRIBUTION_OFFICE));
}

static char *
overlap_key (const SijilPair *pair, const char *facts)
{
  return sijil_findings_pair_key ("overlap", sijil_record_id (pair->a->record),
                                  sijil_record_id (pair->b->record), facts);
}

/**
 * sijil_findings_may_overlap:
 * @storage: the storage
 * @pair: two households
 *
 * Returns: whether their associations may be told of one more hand-over that met another
 */
gboolean
sijil_findings_may_overlap (SijilStorage *storage, const SijilPair *pair)
{
  g_autofree char *key = overlap_key (pair, NULL);

  /* Each is noted for both. */
  return sijil_storage_overlaps (storage, key) < 2 * SIJIL_MOST_OVERLAPS;
}

/**
 * sijil_findings_overlap:
 * @storage: the storage
 * @teller: of this transaction
 * @pair: the two households, with the persons if it was given to them
 * @distribution_a: what @pair's first side received
 * @distribution_b: what the second received, of the same family and period
 * @programme: the programme of either
 * @error: return location for an error
 *
 * Tells both associations that one family, or one person, was served twice: who (the office), what
 * and when.
 *
 * Returns: %TRUE if both know
 */
gboolean
sijil_findings_overlap (SijilStorage *storage, SijilTeller *teller, const SijilPair *pair,
                        SijilFolded *distribution_a, SijilFolded *distribution_b,
                        SijilFolded *programme, GError **error)
{
  const SijilId *fact_a = sijil_record_id (distribution_a->record);
  const SijilId *fact_b = sijil_record_id (distribution_b->record);
  g_autofree char *facts = sijil_findings_pair_key ("facts", fact_a, fact_b, NULL);
  g_autofree char *key = overlap_key (pair, facts);
  g_autoptr (SijilRecord) to_a = NULL;
  g_autoptr (SijilRecord) to_b = NULL;
  SijilId known;

  /* Noted by the two facts too: after a merge they belong to other households. */
  if (sijil_storage_find_finding (storage, facts, pair->a->owner, &known) ||
      !sijil_findings_may_overlap (storage, pair))
    return TRUE;
  to_a = make_finding (storage, "overlap", pair->a, pair->person_a, pair->b, pair->person_b, NULL);
  to_b = make_finding (storage, "overlap", pair->b, pair->person_b, pair->a, pair->person_a, NULL);
  add_overlap (storage, to_a, distribution_a->record, distribution_b, programme);
  add_overlap (storage, to_b, distribution_b->record, distribution_a, programme);
  return sijil_storage_note_finding (storage, facts, pair->a->owner, fact_a, error) &&
         tell_one (storage, teller, key, pair->a->owner, to_a, error) &&
         tell_one (storage, teller, key, pair->b->owner, to_b, error);
}
