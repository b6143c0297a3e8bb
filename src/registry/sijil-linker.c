#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker.h"

#include "sijil-date.h"
#include "sijil-exact.h"
#include "sijil-findings.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define ADULT_AGE 18

/**
 * sijil_linker_load:
 * @linker: a linker
 * @type: a record type
 * @id: an id
 *
 * Returns: (transfer full) (nullable): the record
 */
SijilFolded *
sijil_linker_load (SijilLinker *linker, const SijilTypeDef *type, const SijilId *id)
{
  SijilFolded *folded = NULL;

  return sijil_storage_load (linker->storage, type, id, &folded, NULL) ? folded : NULL;
}

static SijilFolded *
household_of (SijilLinker *linker, SijilFolded *person)
{
  SijilId id;

  return sijil_record_reference (person->record, SIJIL_PERSON_HOUSEHOLD, &id)
             ? sijil_linker_load (linker, &sijil_household_type, &id)
             : NULL;
}

/**
 * sijil_linker_consents:
 * @household: (nullable): a household
 *
 * Returns: whether it may be compared and told of; without consent it stays in its association
 */
gboolean
sijil_linker_consents (SijilFolded *household)
{
  return household != NULL &&
         !sijil_record_is_null (household->record, SIJIL_HOUSEHOLD_CONSENT_DATE);
}

static gboolean
is_principal (SijilRecord *person)
{
  const char *relation = sijil_record_text (person, SIJIL_PERSON_RELATION);

  return g_strcmp0 (relation, "head") == 0 || g_strcmp0 (relation, "spouse") == 0;
}

static gboolean
is_adult (SijilLinker *linker, SijilRecord *person)
{
  return sijil_date_age (sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE), linker->today) >=
         ADULT_AGE;
}

/* One family in two registers? A married son, child in his father's sheet and head in another, must
 * not join his father's house. */
static gboolean
are_one_family (SijilLinker *linker, const SijilPair *pair, gboolean *one, GError **error)
{
  g_autoptr (GPtrArray) links = sijil_storage_person_links (
      linker->storage, sijil_record_id (pair->a->record), sijil_record_id (pair->b->record), error);
  gboolean adult = FALSE;

  *one = FALSE;
  if (links == NULL)
    return FALSE;
  for (guint i = 0; i + 1 < links->len; i += 2) {
    SijilRecord *a = ((SijilFolded *) links->pdata[i])->record;
    SijilRecord *b = ((SijilFolded *) links->pdata[i + 1])->record;

    if (is_principal (a) && is_principal (b))
      *one = TRUE;
    adult = adult || is_adult (linker, a) || is_adult (linker, b);
  }
  *one = *one || (links->len >= 4 && adult);
  return TRUE;
}

static gboolean
link_households (SijilLinker *linker, const SijilPair *pair, const char *evidence, GError **error)
{
  SijilLinkRow link = { *sijil_record_id (pair->a->record),
                        *sijil_record_id (pair->b->record),
                        pair->a->owner,
                        pair->b->owner,
                        (char *) evidence,
                        FALSE };
  g_autofree char *key = sijil_findings_pair_key ("known", &link.a, &link.b, NULL);
  SijilPair heads = { pair->a, pair->b, NULL, NULL };
  gboolean is_new;

  if (!sijil_linker_consents (pair->a) || !sijil_linker_consents (pair->b))
    return TRUE;
  if (!sijil_storage_add_household_link (linker->storage, &link, &is_new, error))
    return FALSE;
  if (!is_new)
    return TRUE;
  return sijil_findings_tell (linker->storage, linker->teller, &heads, "known-elsewhere", key,
                              evidence, error) &&
         sijil_linker_share_aid (linker, &link, error);
}

static gboolean
join_persons (SijilLinker *linker, const SijilPair *pair, SijilEvidence evidence, GError **error)
{
  g_autofree char *codes = sijil_evidence_codes (evidence);
  g_autofree char *key = NULL;
  gboolean is_new, one;

  if (!sijil_storage_add_person_link (linker->storage, sijil_record_id (pair->person_a->record),
                                      sijil_record_id (pair->person_b->record), codes, &is_new,
                                      error) ||
      !are_one_family (linker, pair, &one, error))
    return FALSE;
  if (one)
    return link_households (linker, pair, codes, error);
  key = sijil_findings_pair_key ("maybe", sijil_record_id (pair->a->record),
                                 sijil_record_id (pair->b->record), NULL);
  return sijil_findings_tell (linker->storage, linker->teller, pair, "maybe-same-person", key,
                              codes, error);
}

static gboolean
judge (SijilLinker *linker, SijilFolded *person, SijilFolded *home, SijilFolded *candidate,
       GError **error)
{
  g_autoptr (SijilFolded) other_home = NULL;
  SijilEvidence evidence;
  SijilSameness sameness = sijil_exact_compare (person->record, candidate->record, &evidence);
  gboolean first = person->owner < candidate->owner;
  g_autofree char *key = NULL;
  SijilPair pair;

  if (sameness == SIJIL_NOT_SAME)
    return TRUE;
  other_home = household_of (linker, candidate);
  if (!sijil_linker_consents (other_home))
    return TRUE;
  pair = first ? (SijilPair){ home, other_home, person, candidate }
               : (SijilPair){ other_home, home, candidate, person };
  if (sameness == SIJIL_SAME_PERSON)
    return join_persons (linker, &pair, evidence, error);
  key = sijil_findings_pair_key ("id", sijil_record_id (pair.person_a->record),
                                 sijil_record_id (pair.person_b->record), NULL);
  return sijil_findings_tell (linker->storage, linker->teller, &pair, "id-shared", key, "same-id",
                              error);
}

static gboolean
judge_all (SijilLinker *linker, SijilFolded *person, SijilFolded *home, GPtrArray *candidates,
           GError **error)
{
  if (candidates == NULL)
    return FALSE;
  for (guint i = 0; i < candidates->len; i++)
    if (!judge (linker, person, home, candidates->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * sijil_linker_person:
 * @linker: a linker
 * @person: a person that is new, or whose name, ID or birth date changed
 * @error: return location for an error
 *
 * Returns: %TRUE if whoever is the same elsewhere is linked and told
 */
gboolean
sijil_linker_person (SijilLinker *linker, SijilFolded *person, GError **error)
{
  const char *number = sijil_record_text (person->record, SIJIL_PERSON_ID_NUMBER);
  const char *birth = sijil_record_text (person->record, SIJIL_PERSON_BIRTH_DATE);
  g_autoptr (SijilFolded) home = household_of (linker, person);
  g_autoptr (GPtrArray) same_id = NULL;
  g_autoptr (GPtrArray) same_birth = NULL;

  if (!sijil_linker_consents (home))
    return TRUE;
  if (number != NULL) {
    same_id = sijil_storage_persons_with_id (linker->storage, number, person->owner, error);
    if (!judge_all (linker, person, home, same_id, error))
      return FALSE;
  }
  if (birth == NULL || strlen (birth) != 10 || strcmp (birth + 5, "01-01") == 0)
    return TRUE;
  same_birth = sijil_storage_persons_born_on (linker->storage, birth, person->owner, error);
  return judge_all (linker, person, home, same_birth, error);
}

/**
 * sijil_linker_household:
 * @linker: a linker
 * @household: a household whose consent changed
 * @error: return location for an error
 *
 * Returns: %TRUE if its persons were looked at again
 */
gboolean
sijil_linker_household (SijilLinker *linker, SijilFolded *household, GError **error)
{
  g_autoptr (GPtrArray) persons =
      sijil_storage_persons_of (linker->storage, sijil_record_id (household->record), error);

  for (guint i = 0; persons != NULL && i < persons->len; i++)
    if (!sijil_linker_person (linker, persons->pdata[i], error))
      return FALSE;
  return persons != NULL;
}

/* The two households of a finding, out of the key under which it was told. */
static gboolean
pair_of_key (SijilLinker *linker, const char *key, SijilPair *pair)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 0);
  SijilId a, b;

  memset (pair, 0, sizeof *pair);
  if (g_strv_length (parts) < 3 || strcmp (parts[0], "id") == 0 || !sijil_id_parse (parts[1], &a) ||
      !sijil_id_parse (parts[2], &b))
    return FALSE;
  pair->a = sijil_linker_load (linker, &sijil_household_type, &a);
  pair->b = sijil_linker_load (linker, &sijil_household_type, &b);
  return pair->a != NULL && pair->b != NULL;
}

static char *
standing_answer (SijilLinker *linker, const SijilId *finding)
{
  g_autoptr (GPtrArray) verdicts = sijil_storage_verdicts_on (linker->storage, finding, NULL);

  if (verdicts == NULL || verdicts->len == 0)
    return NULL;
  return g_strdup (
      sijil_record_text (((SijilFolded *) verdicts->pdata[0])->record, SIJIL_VERDICT_ANSWER));
}

/* Each side learns what the other one said. */
static gboolean
pass_on (SijilLinker *linker, const SijilId *other_finding, gint64 other, const char *answer,
         GError **error)
{
  SijilId known;
  gboolean has = sijil_storage_find_reply (linker->storage, other_finding, &known);
  g_autoptr (SijilRecord) reply = sijil_record_new (&sijil_reply_type, has ? &known : NULL);

  sijil_record_set_reference (reply, SIJIL_REPLY_FINDING, other_finding);
  sijil_record_set_text (reply, SIJIL_REPLY_ANSWER, answer);
  sijil_record_set_number (reply, SIJIL_REPLY_AT, g_get_real_time ());
  return sijil_teller_tell (linker->teller, other, reply, error);
}

static gboolean
follow_link (SijilLinker *linker, const SijilPair *pair, const char *ours, const char *theirs,
             const char *kind, GError **error)
{
  gboolean different = g_strcmp0 (ours, "different") == 0 || g_strcmp0 (theirs, "different") == 0;
  gboolean same = g_strcmp0 (ours, "same") == 0 || g_strcmp0 (theirs, "same") == 0;
  g_autoptr (GPtrArray) links = NULL;

  if (same && !different && g_str_has_prefix (kind, "maybe") &&
      !link_households (linker, pair, "confirmed", error))
    return FALSE;
  links = sijil_storage_household_links (linker->storage, sijil_record_id (pair->a->record), error);
  for (guint i = 0; links != NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];

    if (!sijil_id_equal (&link->b, sijil_record_id (pair->b->record)) || link->cut == different)
      continue;
    link->cut = different;
    if (!sijil_storage_cut_household_link (linker->storage, &link->a, &link->b, different, error) ||
        !sijil_linker_share_aid (linker, link, error))
      return FALSE;
  }
  return links != NULL;
}

/**
 * sijil_linker_verdict:
 * @linker: a linker
 * @verdict: a verdict that arrived, or one that reverses another
 * @error: return location for an error
 *
 * Follows what an association said: the other one learns it, and a link is cut while either of them
 * says that the two are different.
 *
 * Returns: %TRUE if all followed
 */
gboolean
sijil_linker_verdict (SijilLinker *linker, SijilFolded *verdict, GError **error)
{
  g_autofree char *key = NULL, *ours = NULL, *theirs = NULL;
  SijilId finding, other_finding;
  gint64 other;
  SijilPair pair;
  gboolean ok = TRUE;

  if (!sijil_record_reference (verdict->record, SIJIL_VERDICT_FINDING, &finding))
    return TRUE;
  key = sijil_storage_finding_key (linker->storage, &finding);
  if (key == NULL ||
      !sijil_storage_other_finding (linker->storage, key, verdict->owner, &other_finding, &other))
    return TRUE;
  ours = standing_answer (linker, &finding);
  theirs = standing_answer (linker, &other_finding);
  if (!pass_on (linker, &other_finding, other, ours, error))
    return FALSE;
  if (pair_of_key (linker, key, &pair))
    ok = follow_link (linker, &pair, ours, theirs, key, error);
  sijil_folded_free (pair.a);
  sijil_folded_free (pair.b);
  return ok;
}
