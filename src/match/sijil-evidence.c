#define G_LOG_DOMAIN "sijil-match"

#include "sijil-evidence.h"

#include "sijil-match-weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a comparison found, as a text that findings carry: codes with the bits of each, such as
 * "same-id:22,given-near:4,place-differs:-3,rival-siblings". It tells of each field how the two are
 * to each other, and never what stands in it. */

/* What another association may be told: what both have written alike already, and about how much
 * that says. Whoever registers made-up persons to find out where somebody lives, on which phone, or
 * by how much a number is missed, does not read it here. Names and years stand in the finding. */
static const char *const TOLD_ID[] = { [SIJIL_ID_EQUAL] = "same-id", [SIJIL_ID_DIFFERS] = NULL };

static const char *const TOLD_BIRTH[] = {
  [SIJIL_BIRTH_EQUAL] = "same-birth",       [SIJIL_BIRTH_FIRST_OF_JANUARY] = "birth-year",
  [SIJIL_BIRTH_MONTH] = "birth-year",       [SIJIL_BIRTH_YEAR] = "birth-year",
  [SIJIL_BIRTH_DAY_DIFFERS] = "birth-year", [SIJIL_BIRTH_DIFFERS] = NULL,
};

/* More is no evidence that anybody wrote. */
#define MOST_REASONS 32
#define MOST_BITS 99

static const char *const GIVEN[] = {
  [SIJIL_LEVEL_DIFFERS] = "given-differs", [SIJIL_LEVEL_WEAK] = "given-differs",
  [SIJIL_LEVEL_NEAR] = "given-near",       [SIJIL_LEVEL_ALIAS] = "given-alias",
  [SIJIL_LEVEL_SOUND] = "given-letters",   [SIJIL_LEVEL_LATIN] = "given-letters",
  [SIJIL_LEVEL_EQUAL] = "same-given",
};

static const char *const ID[] = {
  [SIJIL_ID_EQUAL] = "same-id",
  [SIJIL_ID_LOST_DIGIT] = "id-lost-digit",
  [SIJIL_ID_SWAPPED] = "id-swapped",
  [SIJIL_ID_DIGIT] = "id-digit",
  [SIJIL_ID_TWO_DIGITS] = "id-two-digits",
  [SIJIL_ID_OTHER_SERIAL] = "id-serial",
  [SIJIL_ID_DIFFERS] = "id-differs",
};

static const char *const BIRTH[] = {
  [SIJIL_BIRTH_EQUAL] = "same-birth",
  [SIJIL_BIRTH_SWAPPED] = "birth-swapped",
  [SIJIL_BIRTH_YEAR_NEAR] = "birth-near",
  [SIJIL_BIRTH_FIRST_OF_JANUARY] = "birth-year",
  [SIJIL_BIRTH_DIGIT] = "birth-digit",
  [SIJIL_BIRTH_TWO_DIGITS] = "birth-differs",
  [SIJIL_BIRTH_MONTH] = "birth-month",
  [SIJIL_BIRTH_YEAR] = "birth-year",
  [SIJIL_BIRTH_DAY_DIFFERS] = "birth-day-differs",
  [SIJIL_BIRTH_NEAR_YEAR] = "birth-differs",
  [SIJIL_BIRTH_DIFFERS] = "birth-differs",
};

static const char *const RIVAL[] = {
  [SIJIL_RIVAL_SIBLINGS] = "rival-siblings",
  [SIJIL_RIVAL_NAMESAKES] = "rival-namesakes",
};

typedef struct {
  GString *out;
  gboolean coarse;
} Writing;

static int
round_coarsely (float bits)
{
  float size = fabsf (bits);
  int coarse = size >= 16 ? 20 : size >= 8 ? 10 : size >= 4 ? 5 : size >= 1 ? 2 : 0;

  return bits < 0 ? -MAX (coarse, 1) : coarse;
}

static void
add (Writing *self, const char *code, float bits)
{
  if (code != NULL)
    g_string_append_printf (self->out, "%s%s:%d", self->out->len > 0 ? "," : "", code,
                            self->coarse ? round_coarsely (bits) : (int) lrintf (bits));
}

static void
add_others (Writing *out, const SijilComparison *found)
{
  float bits = found->bits[SIJIL_MATCH_OTHERS];

  if (bits < 0)
    add (out, "parts-differ", bits);
  else if (found->n_equal > 0)
    add (out, found->n_equal == 1 ? "same-part" : "same-parts", bits);
  /* What the other parts outweigh is to be seen all the same. */
  if (bits >= 0 && found->father_differs)
    add (out, "father-differs", sijil_match_weights.father_differs);
}

/* Three parts that agree, each in its place, are what the exact rules look at too. */
static void
add_names (Writing *out, const SijilComparison *found)
{
  float given = found->bits[SIJIL_MATCH_GIVEN];

  if (found->given == SIJIL_LEVEL_EQUAL && found->n_in_row >= 2)
    add (out, "same-name", given + found->bits[SIJIL_MATCH_OTHERS]);
  else {
    add (out, GIVEN[found->given], given);
    add_others (out, found);
  }
}

static const char *
place_code (const SijilComparison *found)
{
  if (found->other_governorate)
    return "governorate-differs";
  return found->village == SIJIL_LEVEL_UNKNOWN   ? NULL
         : found->village == SIJIL_LEVEL_EQUAL   ? "same-village"
         : found->village == SIJIL_LEVEL_DIFFERS ? "village-differs"
                                                 : "village-near";
}

static const char *
level_code (SijilLevel level, const char *equal, const char *near, const char *differs)
{
  return level == SIJIL_LEVEL_UNKNOWN ? NULL
         : level == SIJIL_LEVEL_EQUAL ? equal
         : level == SIJIL_LEVEL_NEAR  ? near
                                      : differs;
}

/**
 * sijil_evidence_write:
 * @found: a comparison
 * @for_others: whether it is told to another association: then only what both wrote alike
 *
 * Returns: (transfer full): what it found, in codes
 */
char *
sijil_evidence_write (const SijilComparison *found, gboolean for_others)
{
  GString *out = g_string_new (NULL);
  Writing self = { out, for_others };

  add (&self, for_others ? TOLD_ID[found->id] : ID[found->id], found->bits[SIJIL_MATCH_ID]);
  add_names (&self, found);
  add (&self, for_others ? TOLD_BIRTH[found->birth] : BIRTH[found->birth],
       for_others && found->birth == SIJIL_BIRTH_DAY_DIFFERS ? 1 : found->bits[SIJIL_MATCH_BIRTH]);
  if (!for_others) {
    add (&self, place_code (found), found->bits[SIJIL_MATCH_PLACE]);
    add (&self, level_code (found->phone, "same-phone", "phone-digit", "phone-differs"),
         found->bits[SIJIL_MATCH_PHONE]);
    add (&self, found->sex_differs ? "sex-differs" : NULL, found->bits[SIJIL_MATCH_SEX]);
  }
  if (!for_others || found->relative == SIJIL_LEVEL_EQUAL)
    add (&self, level_code (found->relative, "same-head", "head-near", "head-differs"),
         found->bits[SIJIL_MATCH_RELATIVE]);
  if (!found->far && found->weight < sijil_match_weights.sure && RIVAL[found->rival] != NULL)
    g_string_append_printf (out, ",%s", RIVAL[found->rival]);
  return g_string_free (out, FALSE);
}

void
sijil_reason_free (SijilReason *reason)
{
  if (reason == NULL)
    return;
  g_free (reason->code);
  g_free (reason);
}

/* What speaks for it first, the strongest before; then what speaks against it, likewise. */
static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const SijilReason *left = *(SijilReason *const *) a, *right = *(SijilReason *const *) b;

  if ((left->bits < 0) != (right->bits < 0))
    return left->bits < 0 ? 1 : -1;
  return left->bits < 0 ? left->bits - right->bits : right->bits - left->bits;
}

/**
 * sijil_evidence_read:
 * @evidence: (nullable): codes
 *
 * Returns: (transfer full) (element-type SijilReason): what speaks for one person, the strongest
 *   first, then what speaks against it, the strongest first; rivals among those without bits
 */
GPtrArray *
sijil_evidence_read (const char *evidence)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_reason_free);
  g_auto (GStrv) codes = g_strsplit (evidence != NULL ? evidence : "", ",", MOST_REASONS);

  for (guint i = 0; codes[i] != NULL; i++) {
    SijilReason *reason;
    char *bits = strchr (codes[i], ':');

    if (bits != NULL)
      *bits++ = '\0';
    if (*codes[i] == '\0' || strchr (codes[i], ',') != NULL)
      continue;
    reason = g_new0 (SijilReason, 1);
    reason->code = g_strdup (codes[i]);
    reason->bits = bits != NULL ? (int) CLAMP (strtol (bits, NULL, 10), -MOST_BITS, MOST_BITS) : 0;
    g_ptr_array_add (reasons, reason);
  }
  g_ptr_array_sort (reasons, compare_reasons);
  return reasons;
}
