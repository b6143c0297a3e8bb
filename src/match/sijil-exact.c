#define G_LOG_DOMAIN "sijil-match"

#include "sijil-exact.h"

#include "sijil-names.h"
#include "types/sijil-person.h"

#include <string.h>

/* The first of January is what is written when nobody knows the day. */
static gboolean
is_telling_birth_date (const char *birth)
{
  return birth != NULL && strlen (birth) == 10 && strcmp (birth + 5, "01-01") != 0;
}

/**
 * sijil_exact_compare:
 * @a: a person
 * @b: another person
 * @evidence: (out): what agrees
 *
 * The exact rules: the same ID with a given name that does not differ; or the same first three name
 * parts and full birth date, which is not the first of January. The matcher adds to these, it never
 * takes away.
 *
 * Returns: what the two are to each other
 */
SijilSameness
sijil_exact_compare (SijilRecord *a, SijilRecord *b, SijilEvidence *evidence)
{
  const char *id = sijil_record_text (a, SIJIL_PERSON_ID_NUMBER);
  const char *birth = sijil_record_text (a, SIJIL_PERSON_BIRTH_DATE);
  const char *name_a = sijil_record_text (a, SIJIL_PERSON_NAME);
  const char *name_b = sijil_record_text (b, SIJIL_PERSON_NAME);

  *evidence = 0;
  if (id != NULL && g_strcmp0 (id, sijil_record_text (b, SIJIL_PERSON_ID_NUMBER)) == 0)
    *evidence |= SIJIL_EVIDENCE_ID;
  if (sijil_names_share_three (name_a, name_b))
    *evidence |= SIJIL_EVIDENCE_NAME;
  if (is_telling_birth_date (birth) &&
      g_strcmp0 (birth, sijil_record_text (b, SIJIL_PERSON_BIRTH_DATE)) == 0)
    *evidence |= SIJIL_EVIDENCE_BIRTH;

  if ((*evidence & SIJIL_EVIDENCE_ID) != 0)
    return sijil_given_names_agree (name_a, name_b) ? SIJIL_SAME_PERSON : SIJIL_ID_SHARED;
  if ((*evidence & SIJIL_EVIDENCE_NAME) != 0 && (*evidence & SIJIL_EVIDENCE_BIRTH) != 0)
    return SIJIL_SAME_PERSON;
  return SIJIL_NOT_SAME;
}

/**
 * sijil_exact_name_key:
 * @person: a person
 *
 * Two persons with the same key share three name parts and a telling birth date.
 *
 * Returns: (transfer full) (nullable): a key, %NULL for a person of whom less is known
 */
char *
sijil_exact_name_key (SijilRecord *person)
{
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
  g_auto (GStrv) parts = NULL;

  if (!is_telling_birth_date (birth))
    return NULL;
  parts = sijil_name_parts (sijil_record_text (person, SIJIL_PERSON_NAME));
  if (g_strv_length (parts) < 3)
    return NULL;
  return g_strdup_printf ("%s %s %s %s", birth, parts[0], parts[1], parts[2]);
}
