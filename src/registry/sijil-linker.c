#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker.h"

#include "sijil-date.h"
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

/**
 * sijil_linker_home:
 * @linker: a linker
 * @person: a person
 *
 * Returns: (transfer full) (nullable): the household where it lives now
 */
SijilFolded *
sijil_linker_home (SijilLinker *linker, SijilFolded *person)
{
  SijilId id;

  if (!sijil_record_reference (person->record, SIJIL_PERSON_HOUSEHOLD, &id))
    return NULL;
  id = sijil_linker_survivor (linker, &id);
  return sijil_linker_load (linker, &sijil_household_type, &id);
}

/**
 * sijil_linker_is_gone:
 * @linker: a linker
 * @household: a household
 *
 * Returns: whether it was deleted by somebody who had seen all of it
 */
gboolean
sijil_linker_is_gone (SijilLinker *linker, SijilFolded *household)
{
  gboolean gone = FALSE;

  return !sijil_record_is_null (household->record, SIJIL_HOUSEHOLD_DELETED) &&
         sijil_storage_refresh_gone (linker->storage, sijil_record_id (household->record), &gone,
                                     NULL) &&
         gone;
}

/**
 * sijil_linker_consents:
 * @linker: a linker
 * @household: (nullable): a household
 *
 * Returns: whether it may be compared and told of; without consent, and once it was deleted, it
 *   stays in its association
 */
gboolean
sijil_linker_consents (SijilLinker *linker, SijilFolded *household)
{
  return household != NULL &&
         !sijil_record_is_null (household->record, SIJIL_HOUSEHOLD_CONSENT_DATE) &&
         !sijil_linker_is_held (linker, household,
                                SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_CONSENT_DATE)) &&
         !sijil_linker_is_gone (linker, household);
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

/**
 * sijil_linker_are_one:
 * @linker: a linker
 * @pair: two households
 * @proven: whether only those count of whom both may know that they are the same
 * @one: (out): whether they are one family in two registers
 * @error: return location for an error
 *
 * A married son, child in his father's sheet and head in another, must not join his father's house:
 * a linked person is head or spouse in both, or two members are linked, one of them adult.
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_linker_are_one (SijilLinker *linker, const SijilPair *pair, gboolean proven, gboolean *one,
                      GError **error)
{
  g_autoptr (GPtrArray) links = sijil_storage_person_links (
      linker->storage, sijil_record_id (pair->a->record), sijil_record_id (pair->b->record), error);
  gboolean adult = FALSE;
  guint n = 0;

  *one = FALSE;
  if (links == NULL)
    return FALSE;
  for (guint i = 0; i + 1 < links->len && !*one; i += 2) {
    SijilRecord *a = ((SijilFolded *) links->pdata[i])->record;
    SijilRecord *b = ((SijilFolded *) links->pdata[i + 1])->record;

    if (proven && !sijil_linker_proves (linker, links->pdata[i], links->pdata[i + 1]))
      continue;
    n++;
    adult = adult || is_adult (linker, a) || is_adult (linker, b);
    *one = (is_principal (a) && is_principal (b)) || (n >= 2 && adult);
  }
  return TRUE;
}

/**
 * sijil_linker_join:
 * @linker: a linker
 * @pair: two households that are one family
 * @evidence: codes of what says so
 * @error: return location for an error
 *
 * Returns: %TRUE if they are linked and each side knows, as far as nobody says that they differ
 */
gboolean
sijil_linker_join (SijilLinker *linker, const SijilPair *pair, const char *evidence, GError **error)
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

  if (!sijil_linker_consents (linker, pair->a) || !sijil_linker_consents (linker, pair->b))
    return TRUE;
  if (!sijil_storage_add_household_link (linker->storage, &link, &is_new, error))
    return FALSE;
  if (is_new && sijil_linker_says (linker, pair->a, pair->b, "different"))
    return sijil_storage_cut_household_link (linker->storage, &link.a, &link.b, TRUE, error);
  if (!is_new || strcmp (evidence, SIJIL_EVIDENCE_MOVED) == 0)
    return sijil_linker_renew (linker, &link, error) &&
           (!is_new || sijil_findings_tell (linker->storage, linker->teller, &heads,
                                            "known-elsewhere", key, evidence, error));
  return sijil_findings_tell (linker->storage, linker->teller, &heads, "known-elsewhere", key,
                              evidence, error) &&
         sijil_linker_share_aid (linker, &link, error);
}

/* The two households, or persons, of a finding, out of the key under which it was told. */
static gboolean
pair_of_key (SijilLinker *linker, const char *key, SijilPair *pair)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 0);
  gboolean persons = g_strcmp0 (parts[0], "id") == 0;
  const SijilTypeDef *type = persons ? &sijil_person_type : &sijil_household_type;
  SijilFolded **a = persons ? &pair->person_a : &pair->a;
  SijilFolded **b = persons ? &pair->person_b : &pair->b;
  SijilId id_a, id_b;

  memset (pair, 0, sizeof *pair);
  if (g_strv_length (parts) < 3 || strcmp (parts[0], "person") == 0 ||
      !sijil_id_parse (parts[1], &id_a) || !sijil_id_parse (parts[2], &id_b))
    return FALSE;
  *a = sijil_linker_load (linker, type, &id_a);
  *b = sijil_linker_load (linker, type, &id_b);
  return *a != NULL && *b != NULL;
}

/**
 * sijil_linker_answer:
 * @linker: a linker
 * @finding: a finding
 *
 * Returns: (transfer full) (nullable): what its association says of it
 */
char *
sijil_linker_answer (SijilLinker *linker, const SijilId *finding)
{
  g_autoptr (GPtrArray) verdicts = sijil_storage_verdicts_on (linker->storage, finding, NULL);

  if (verdicts == NULL || verdicts->len == 0)
    return NULL;
  return g_strdup (
      sijil_record_text (((SijilFolded *) verdicts->pdata[0])->record, SIJIL_VERDICT_ANSWER));
}

/**
 * sijil_linker_says_under:
 * @linker: a linker
 * @key: under which a finding was told
 * @answer: an answer
 *
 * Returns: whether either association stands by @answer to it, or to one under a longer key
 */
gboolean
sijil_linker_says_under (SijilLinker *linker, const char *key, const char *answer)
{
  g_autoptr (GPtrArray) findings = sijil_storage_findings_under (linker->storage, key, NULL);

  for (guint i = 0; findings != NULL && i < findings->len; i++) {
    SijilFolded *finding = findings->pdata[i];
    g_autofree char *said = sijil_linker_answer (linker, sijil_record_id (finding->record));

    if (g_strcmp0 (said, answer) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Under which keys two households, or two persons, were asked about. */
static const char *const OF_FAMILIES[] = { "known", "maybe", "overlap", NULL };
static const char *const OF_PERSONS[] = { "id", "person", NULL };

static char *
key_of (const char *kind, SijilFolded *one, SijilFolded *other)
{
  gboolean first = one->owner < other->owner;
  const SijilId *a = sijil_record_id (first ? one->record : other->record);
  const SijilId *b = sijil_record_id (first ? other->record : one->record);

  return sijil_findings_pair_key (kind, a, b, NULL);
}

/**
 * sijil_linker_says:
 * @linker: a linker
 * @one: a household
 * @other: one of another association
 * @answer: an answer to a finding
 *
 * Returns: whether either association stands by @answer to a finding about the two
 */
gboolean
sijil_linker_says (SijilLinker *linker, SijilFolded *one, SijilFolded *other, const char *answer)
{
  for (guint i = 0; OF_FAMILIES[i] != NULL; i++) {
    g_autofree char *key = key_of (OF_FAMILIES[i], one, other);

    if (sijil_linker_says_under (linker, key, answer))
      return TRUE;
  }
  return FALSE;
}

static gboolean
both_say (SijilLinker *linker, const char *const *kinds, SijilFolded *one, SijilFolded *other,
          const char *answer)
{
  gboolean ones = FALSE, others = FALSE;

  for (guint i = 0; kinds[i] != NULL; i++) {
    g_autofree char *key = key_of (kinds[i], one, other);
    g_autoptr (GPtrArray) findings = sijil_storage_findings_under (linker->storage, key, NULL);

    for (guint k = 0; findings != NULL && k < findings->len; k++) {
      SijilFolded *finding = findings->pdata[k];
      g_autofree char *said = sijil_linker_answer (linker, sijil_record_id (finding->record));

      if (g_strcmp0 (said, answer) != 0)
        continue;
      ones = ones || finding->owner == one->owner;
      others = others || finding->owner == other->owner;
    }
  }
  return ones && others;
}

/**
 * sijil_linker_both_say:
 * @linker: a linker
 * @one: a household
 * @other: one of another association
 * @answer: an answer to a finding
 *
 * What one association says is shown to the other, and does nothing.
 *
 * Returns: whether both associations stand by @answer to findings about the two
 */
gboolean
sijil_linker_both_say (SijilLinker *linker, SijilFolded *one, SijilFolded *other,
                       const char *answer)
{
  return both_say (linker, OF_FAMILIES, one, other, answer);
}

/**
 * sijil_linker_both_say_of:
 * @linker: a linker
 * @one: a person
 * @other: one of another association
 * @answer: an answer to a finding
 *
 * Returns: whether both associations stand by @answer to findings about these two persons
 */
gboolean
sijil_linker_both_say_of (SijilLinker *linker, SijilFolded *one, SijilFolded *other,
                          const char *answer)
{
  return both_say (linker, OF_PERSONS, one, other, answer);
}

/* Each side learns what the other one said. @is_new: (out): whether it had not said so before. */
static gboolean
pass_on (SijilLinker *linker, const SijilId *other_finding, gint64 other, const char *answer,
         gboolean *is_new, GError **error)
{
  SijilId known;
  gboolean has = sijil_storage_find_reply (linker->storage, other_finding, &known);
  g_autoptr (SijilRecord) reply = sijil_record_new (&sijil_reply_type, has ? &known : NULL);
  g_autoptr (SijilFolded) before =
      has ? sijil_linker_load (linker, &sijil_reply_type, &known) : NULL;
  const char *said = before != NULL ? sijil_record_text (before->record, SIJIL_REPLY_ANSWER) : NULL;

  *is_new = g_strcmp0 (said, answer) != 0;
  if (!*is_new)
    return TRUE;
  sijil_record_set_reference (reply, SIJIL_REPLY_FINDING, other_finding);
  sijil_record_set_text (reply, SIJIL_REPLY_ANSWER, answer);
  sijil_record_set_number (reply, SIJIL_REPLY_AT, g_get_real_time ());
  return sijil_teller_tell (linker->teller, other, reply, error);
}

/* Somebody said that two households are one, or are not, or takes that back. */
static gboolean
follow_link (SijilLinker *linker, const SijilPair *pair, gboolean asked, GError **error)
{
  const SijilId *a = sijil_record_id (pair->a->record), *b = sijil_record_id (pair->b->record);
  g_autoptr (GPtrArray) persons = sijil_storage_person_links (linker->storage, a, b, error);
  g_autoptr (GPtrArray) links = NULL;

  for (guint i = 0; persons != NULL && i + 1 < persons->len; i += 2)
    if (!sijil_linker_doubt (linker, persons->pdata[i], persons->pdata[i + 1], error))
      return FALSE;
  if (persons == NULL || (asked && sijil_linker_both_say (linker, pair->a, pair->b, "same") &&
                          !sijil_linker_says (linker, pair->a, pair->b, "different") &&
                          !sijil_linker_join (linker, pair, "confirmed", error)))
    return FALSE;
  links = sijil_storage_household_links (linker->storage, a, error);
  for (guint i = 0; links != NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];

    if (sijil_id_equal (&link->b, b) && !sijil_linker_renew (linker, link, error))
      return FALSE;
  }
  for (guint i = 0; links != NULL && i < persons->len; i++)
    if (!sijil_linker_share_person (
            linker, sijil_record_id (((SijilFolded *) persons->pdata[i])->record), error))
      return FALSE;
  /* Whom somebody said to be another may be somebody else's twin: that could not be asked before.
   */
  return links != NULL && (!sijil_linker_says (linker, pair->a, pair->b, "different") ||
                           (sijil_linker_members (linker, pair->a, error) &&
                            sijil_linker_members (linker, pair->b, error)));
}

/* Where a question was answered there is room for another about the same family. */
static gboolean
release_of (SijilLinker *linker, const SijilId *finding, gint64 other, GError **error)
{
  g_autoptr (SijilFolded) told = sijil_linker_load (linker, &sijil_finding_type, finding);
  g_autoptr (GPtrArray) members = NULL;
  SijilId id;

  if (told == NULL)
    return TRUE;
  if (!sijil_record_reference (told->record, SIJIL_FINDING_HOUSEHOLD, &id))
    return !sijil_record_reference (told->record, SIJIL_FINDING_PERSON, &id) ||
           sijil_linker_release (linker, &id, other, error);
  members = sijil_storage_persons_of (linker->storage, &id, error);
  for (guint i = 0; members != NULL && i < members->len; i++)
    if (!sijil_linker_release (
            linker, sijil_record_id (((SijilFolded *) members->pdata[i])->record), other, error))
      return FALSE;
  return members != NULL;
}

/**
 * sijil_linker_verdict:
 * @linker: a linker
 * @verdict: a verdict that arrived, or one that reverses another
 * @error: return location for an error
 *
 * Follows what an association said: the other one learns it, and a link is cut while either of them
 * says that the two are different. What it says again is nothing to follow.
 *
 * Returns: %TRUE if all followed
 */
gboolean
sijil_linker_verdict (SijilLinker *linker, SijilFolded *verdict, GError **error)
{
  g_autofree char *key = NULL, *ours = NULL;
  SijilId finding, other_finding;
  gint64 other;
  SijilPair pair;
  gboolean ok = TRUE, is_new;

  if (!sijil_record_reference (verdict->record, SIJIL_VERDICT_FINDING, &finding))
    return TRUE;
  key = sijil_storage_finding_key (linker->storage, &finding);
  if (key == NULL ||
      !sijil_storage_other_finding (linker->storage, key, verdict->owner, &other_finding, &other))
    return TRUE;
  ours = sijil_linker_answer (linker, &finding);
  if (!pass_on (linker, &other_finding, other, ours, &is_new, error))
    return FALSE;
  if (!is_new)
    return TRUE;
  if (!release_of (linker, &finding, other, error) ||
      !release_of (linker, &other_finding, verdict->owner, error))
    return FALSE;
  if (pair_of_key (linker, key, &pair))
    ok = pair.a != NULL ? follow_link (linker, &pair, g_str_has_prefix (key, "maybe"), error)
                        : sijil_linker_confirm (linker, pair.person_a, pair.person_b, error);
  sijil_folded_free (pair.a);
  sijil_folded_free (pair.b);
  sijil_folded_free (pair.person_a);
  sijil_folded_free (pair.person_b);
  return ok;
}
