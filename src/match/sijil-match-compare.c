#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-compare.h"

#include "sijil-match-names.h"
#include "sijil-match-weights.h"

#include <math.h>
#include <string.h>

#define W sijil_match_weights
#define ID_LEN 14
#define SHORTEST_ID 6
#define SHORTEST_DATE 6 /* digits */
#define SERIAL_FROM 9   /* century, date and governorate come before it */

static float
at_most (float bits, float most)
{
  return MIN (bits, most);
}

static guint
digits_that_differ (const char *a, const char *b, guint *first)
{
  guint n = 0;

  for (guint i = 0; a[i] != '\0' && b[i] != '\0'; i++)
    if (a[i] != b[i] && n++ == 0)
      *first = i;
  return n;
}

/* Whether @longer is @shorter with one digit more. */
static gboolean
has_one_more (const char *longer, const char *shorter)
{
  guint i = 0;

  while (shorter[i] != '\0' && longer[i] == shorter[i])
    i++;
  return strcmp (longer + i + 1, shorter + i) == 0;
}

/* Of numbers of one length @n digits differ. The serial is the one part of a national ID in which
 * two people of one day and governorate differ. */
static gboolean
have_two_slips (const char *a, gsize len_a, const char *b, gsize len_b, guint n, guint first)
{
  SijilLetters one, other;

  if (MIN (len_a, len_b) < SHORTEST_ID || MAX (len_a, len_b) > MIN (len_a, len_b) + 2)
    return FALSE;
  if (len_a == len_b)
    return n == 2 && (len_a != ID_LEN || first < SERIAL_FROM);
  sijil_letters_read (&one, a);
  sijil_letters_read (&other, b);
  return sijil_letters_distance (&one, &other, 3) <= 2;
}

static SijilIdLevel
compare_ids (const char *a, const char *b, guint *first)
{
  gsize len_a = strlen (a), len_b = strlen (b);
  guint n;

  if (len_a == 0 || len_b == 0)
    return SIJIL_ID_UNKNOWN;
  n = digits_that_differ (a, b, first);
  if (len_a != len_b &&
      ((len_a == len_b + 1 && has_one_more (a, b)) || (len_b == len_a + 1 && has_one_more (b, a))))
    return SIJIL_ID_LOST_DIGIT;
  if (len_a == len_b && n == 0)
    return SIJIL_ID_EQUAL;
  if (len_a == len_b && n == 1)
    return SIJIL_ID_DIGIT;
  if (len_a == len_b && n == 2 && a[*first] == b[*first + 1] && a[*first + 1] == b[*first])
    return SIJIL_ID_SWAPPED;
  if (have_two_slips (a, len_a, b, len_b, n, *first))
    return SIJIL_ID_TWO_DIGITS;
  return len_a == ID_LEN && len_b == ID_LEN && *first >= SERIAL_FROM ? SIJIL_ID_OTHER_SERIAL
                                                                     : SIJIL_ID_DIFFERS;
}

static float
judge_ids (const SijilMatchRecord *a, const SijilMatchRecord *b, SijilComparison *out)
{
  guint first = 0;

  out->id = compare_ids (a->id, b->id, &first);
  switch (out->id) {
  case SIJIL_ID_EQUAL:
    return W.id_equal;
  case SIJIL_ID_LOST_DIGIT:
    return W.id_lost_digit;
  case SIJIL_ID_SWAPPED:
    return W.id_swapped;
  case SIJIL_ID_DIGIT:
    if (out->given == SIJIL_LEVEL_DIFFERS)
      return W.id_digit_other_given;
    return first >= SERIAL_FROM && strlen (a->id) == ID_LEN ? W.id_serial_digit : W.id_digit;
  case SIJIL_ID_TWO_DIGITS:
    return W.id_two_digits;
  case SIJIL_ID_OTHER_SERIAL:
    return W.id_other_serial;
  case SIJIL_ID_DIFFERS:
    return W.id_differs;
  case SIJIL_ID_UNKNOWN:
    break;
  }
  return 0;
}

static gboolean
is_first_of_january (const SijilMatchDate *date)
{
  return date->month == 1 && date->day == 1;
}

/* How many digits were mistaken, as the dates were written; 3 for more. */
static guint
slips_of_dates (const SijilLetters *a, const SijilLetters *b)
{
  guint n = 0, first = 0;

  if (MIN (a->len, b->len) < SHORTEST_DATE)
    return 3;
  if (a->len != b->len)
    return sijil_letters_distance (a, b, 3);
  for (guint i = 0; i < a->len && n < 3; i++)
    if (a->text[i] != b->text[i] && n++ == 0)
      first = i;
  if (n == 2 && a->text[first] == b->text[first + 1] && a->text[first + 1] == b->text[first])
    return 1;
  return n;
}

static SijilBirthLevel
compare_years (const SijilMatchDate *a, const SijilMatchDate *b)
{
  guint apart = (guint) ABS ((int) a->year - (int) b->year);

  if (apart == 0)
    return SIJIL_BIRTH_YEAR;
  return apart <= 2 ? SIJIL_BIRTH_NEAR_YEAR : SIJIL_BIRTH_DIFFERS;
}

static SijilBirthLevel
compare_births (const SijilMatchRecord *one, const SijilMatchRecord *other)
{
  const SijilMatchDate *a = &one->birth, *b = &other->birth;
  guint apart = (guint) ABS ((int) a->year - (int) b->year);
  guint slips;

  if (a->day != 0 && b->day != 0) {
    if (apart == 0 && a->month == b->month && a->day == b->day)
      return is_first_of_january (a) ? SIJIL_BIRTH_YEAR : SIJIL_BIRTH_EQUAL;
    if (apart == 0 && a->month == b->day && a->day == b->month)
      return SIJIL_BIRTH_SWAPPED;
    if (apart <= 2 && a->month == b->month && a->day == b->day)
      return SIJIL_BIRTH_YEAR_NEAR;
    if (apart == 0 && (is_first_of_january (a) || is_first_of_january (b)))
      return SIJIL_BIRTH_FIRST_OF_JANUARY;
  }
  slips = slips_of_dates (&one->birth_digits, &other->birth_digits);
  if (slips == 1)
    return SIJIL_BIRTH_DIGIT;
  if (a->year == 0 || b->year == 0)
    return slips == 2 ? SIJIL_BIRTH_TWO_DIGITS : SIJIL_BIRTH_UNKNOWN;
  if (a->day == 0 || b->day == 0)
    return compare_years (a, b);
  if (apart == 0 && a->month == b->month)
    return SIJIL_BIRTH_MONTH;
  if (slips == 2)
    return SIJIL_BIRTH_TWO_DIGITS;
  return apart == 0 ? SIJIL_BIRTH_DAY_DIFFERS : SIJIL_BIRTH_DIFFERS;
}

static float
judge_births (const SijilMatchRecord *a, const SijilMatchRecord *b, SijilComparison *out)
{
  out->birth = compare_births (a, b);
  switch (out->birth) {
  case SIJIL_BIRTH_EQUAL:
    return W.birth_equal;
  case SIJIL_BIRTH_SWAPPED:
    return W.birth_swapped;
  case SIJIL_BIRTH_YEAR_NEAR:
    return W.birth_year_near;
  case SIJIL_BIRTH_FIRST_OF_JANUARY:
    return W.birth_first_of_january;
  case SIJIL_BIRTH_DIGIT:
    return W.birth_digit;
  case SIJIL_BIRTH_TWO_DIGITS:
    return W.birth_two_digits;
  case SIJIL_BIRTH_MONTH:
    return W.birth_month;
  case SIJIL_BIRTH_YEAR:
    return W.birth_year;
  case SIJIL_BIRTH_DAY_DIFFERS:
    return W.birth_day_differs;
  case SIJIL_BIRTH_NEAR_YEAR:
    return W.birth_near_year;
  case SIJIL_BIRTH_DIFFERS:
    return W.birth_differs;
  case SIJIL_BIRTH_UNKNOWN:
    break;
  }
  return 0;
}

static SijilLevel
compare_texts (const SijilMatchText *a, const SijilMatchText *b)
{
  guint len = MIN (a->letters.len, b->letters.len), slips = len >= 10  ? 3
                                                            : len >= 5 ? 2
                                                            : len >= 3 ? 1
                                                                       : 0;

  if (a->hash == 0 || b->hash == 0)
    return SIJIL_LEVEL_UNKNOWN;
  if (a->hash == b->hash)
    return SIJIL_LEVEL_EQUAL;
  if (sijil_letters_distance (&a->letters, &b->letters, slips + 1) <= slips)
    return SIJIL_LEVEL_NEAR;
  /* "Manshiyat Nasser" and "Nasser" */
  if (len >= 5) {
    const SijilLetters *longer = a->letters.len >= b->letters.len ? &a->letters : &b->letters;
    const SijilLetters *shorter = longer == &a->letters ? &b->letters : &a->letters;
    guint gap = (guint) (longer->len - shorter->len);

    if (memcmp (longer->text, shorter->text, len) == 0 ||
        memcmp (longer->text + gap, shorter->text, len) == 0)
      return SIJIL_LEVEL_NEAR;
  }
  return SIJIL_LEVEL_DIFFERS;
}

static float
judge_places (const SijilMatchRecord *a, const SijilMatchRecord *b, SijilComparison *out)
{
  out->other_governorate =
      a->governorate != 0 && b->governorate != 0 && a->governorate != b->governorate;
  out->village = compare_texts (&a->village, &b->village);
  if (out->other_governorate)
    return W.governorate_differs;
  if (out->village == SIJIL_LEVEL_EQUAL)
    return at_most (a->village.rarity, W.village_equal);
  return out->village == SIJIL_LEVEL_UNKNOWN   ? 0
         : out->village == SIJIL_LEVEL_DIFFERS ? W.village_differs
                                               : W.village_near;
}

static float
judge_phones (const SijilMatchRecord *a, const SijilMatchRecord *b, SijilComparison *out)
{
  guint first = 0;

  out->phone = SIJIL_LEVEL_UNKNOWN;
  if (a->phone[0] == '\0' || b->phone[0] == '\0' || a->crowded || b->crowded)
    return 0;
  out->phone = SIJIL_LEVEL_EQUAL;
  if (strcmp (a->phone, b->phone) == 0)
    return W.phone_equal;
  out->phone =
      strlen (a->phone) == strlen (b->phone) && digits_that_differ (a->phone, b->phone, &first) == 1
          ? SIJIL_LEVEL_NEAR
          : SIJIL_LEVEL_DIFFERS;
  return out->phone == SIJIL_LEVEL_NEAR ? W.phone_digit : W.phone_differs;
}

static float
judge_relatives (const SijilMatchRecord *a, const SijilMatchRecord *b, SijilComparison *out)
{
  guint most = 0;

  out->relative = SIJIL_LEVEL_UNKNOWN;
  if (a->n_relatives == 0 || b->n_relatives == 0)
    return 0;
  for (guint i = 0; i < a->n_relatives; i++)
    for (guint k = 0; k < b->n_relatives; k++)
      most = MAX (most, sijil_match_shared_parts (a->relatives[i], a->n_relative_parts[i],
                                                  b->relatives[k], b->n_relative_parts[k]));
  out->relative = most >= 3   ? SIJIL_LEVEL_EQUAL
                  : most == 2 ? SIJIL_LEVEL_NEAR
                              : SIJIL_LEVEL_DIFFERS;
  return most >= 3 ? W.relative_three : most == 2 ? W.relative_two : W.relative_differs;
}

static float
judge_sex (const SijilMatchRecord *a, const SijilMatchRecord *b, SijilComparison *out)
{
  if (a->sex == SIJIL_MATCH_SEX_UNKNOWN || b->sex == SIJIL_MATCH_SEX_UNKNOWN)
    return 0;
  out->sex_differs = a->sex != b->sex;
  return out->sex_differs ? W.sex_differs : W.sex_equal;
}

/* A text that stands in another column of the other sheet. */
static gboolean
stands_elsewhere (const SijilMatchText *text, const SijilMatchText *others, guint but,
                  guint32 exact)
{
  for (guint i = 0; i < SIJIL_MATCH_EXTRAS; i++)
    if (i != but && (exact >> i & 1) == 0 && text->hash != 0 && others[i].hash == text->hash)
      return TRUE;
  return FALSE;
}

static float
judge_extra (const SijilMatchRecord *a, const SijilMatchRecord *b, guint i, guint32 exact)
{
  gboolean is_exact = (exact >> i & 1) != 0;
  const SijilMatchText *one = &a->extras[i], *other = &b->extras[i];
  SijilLevel level = compare_texts (one, other);
  float rarity = MIN (one->rarity, other->rarity);

  if (!is_exact && level != SIJIL_LEVEL_EQUAL && level != SIJIL_LEVEL_NEAR &&
      (stands_elsewhere (one, b->extras, i, exact) ||
       stands_elsewhere (other, a->extras, i, exact)))
    return W.text_near;
  if (level == SIJIL_LEVEL_UNKNOWN)
    return 0;
  if (level == SIJIL_LEVEL_EQUAL)
    return at_most (one->rarity, is_exact ? W.exact_most : W.text_most);
  if (level == SIJIL_LEVEL_DIFFERS)
    return is_exact ? W.exact_differs : W.text_differs;
  /* A long number with a slip in it is no accident. */
  if (is_exact)
    return MIN (one->letters.len, other->letters.len) >= SHORTEST_ID
               ? at_most (rarity, W.exact_near_long)
               : W.exact_near;
  return at_most (rarity, W.text_near);
}

static float
judge_extras (const SijilMatchRecord *a, const SijilMatchRecord *b, guint32 exact)
{
  float bits = 0;

  for (guint i = 0; i < MIN (a->n_extras, b->n_extras); i++)
    bits += judge_extra (a, b, i, exact);
  return bits;
}

static float
given_among_siblings (const SijilComparison *out)
{
  return out->given == SIJIL_LEVEL_UNKNOWN   ? 0
         : out->given == SIJIL_LEVEL_DIFFERS ? W.sibling_differs
         : out->given == SIJIL_LEVEL_WEAK    ? W.sibling_weak
         : out->given <= SIJIL_LEVEL_ALIAS   ? W.sibling_near
                                             : W.sibling_given;
}

/* What siblings do not share. */
static float
against_siblings (const SijilComparison *out)
{
  return W.sibling_prior + given_among_siblings (out) + out->bits[SIJIL_MATCH_SEX] +
         at_most (out->bits[SIJIL_MATCH_BIRTH], W.sibling_birth) + out->bits[SIJIL_MATCH_ID];
}

/* Of two who are written down in one household, all else is the same whoever they are; and fathers
 * and sons have one name. */
static void
compare_members (const SijilMatchRecord *a, const SijilMatchRecord *b, SijilComparison *out)
{
  sijil_match_others (a, b, out);
  out->bits[SIJIL_MATCH_SEX] = judge_sex (a, b, out);
  out->rival = SIJIL_RIVAL_SIBLINGS;
  out->weight = W.member_prior + given_among_siblings (out) + out->bits[SIJIL_MATCH_SEX] +
                out->bits[SIJIL_MATCH_BIRTH] + out->bits[SIJIL_MATCH_ID] +
                at_most (out->bits[SIJIL_MATCH_OTHERS], 0);
}

/* What relatives and neighbours of one name do not share. */
static float
against_namesakes (const SijilComparison *out)
{
  return W.namesake_prior + at_most (out->bits[SIJIL_MATCH_BIRTH], W.namesake_birth) +
         out->bits[SIJIL_MATCH_ID] + out->bits[SIJIL_MATCH_PHONE] +
         out->bits[SIJIL_MATCH_RELATIVE] + out->bits[SIJIL_MATCH_EXTRA] +
         (out->given == SIJIL_LEVEL_EQUAL ? W.namesake_given : 0);
}

/* Whether given name, ID and birth date part two people so far that nothing else can bring them
 * together; then the weight is what it could be at most. */
static gboolean
are_far (const SijilMatchRecord *a, const SijilMatchRecord *b, const SijilMatchScale *scale,
         SijilComparison *out)
{
  float found =
      out->bits[SIJIL_MATCH_GIVEN] + out->bits[SIJIL_MATCH_ID] + out->bits[SIJIL_MATCH_BIRTH];
  float most = scale->prior + found + sijil_match_others_at_most (a, b) + W.village_equal +
               W.phone_equal + W.relative_three + W.sex_equal;

  if (out->id == SIJIL_ID_EQUAL || (a->n_extras > 0 && b->n_extras > 0))
    return FALSE;
  if (scale->families)
    most = MIN (most, against_siblings (out) + W.sex_equal);
  out->weight = most;
  out->far = most < W.possible - W.members_most;
  return out->far;
}

/**
 * sijil_match_prior:
 * @registered: how many people are registered
 *
 * Returns: how unlikely it is, before anything is compared, that two records are one person, in
 * bits
 */
float
sijil_match_prior (guint registered)
{
  return -log2f ((float) MAX (registered, 1) / W.again);
}

/**
 * sijil_match_compare:
 * @a: a record, weighed
 * @b: another
 * @scale: what is the same for all
 * @comparison: (out): what they are to each other; of two who are far from one person no more than
 *   given names, IDs and birth dates
 *
 * Weighs the two being one person against the best of three other explanations: two strangers, two
 * siblings, two people of one name.
 */
void
sijil_match_compare (const SijilMatchRecord *a, const SijilMatchRecord *b,
                     const SijilMatchScale *scale, SijilComparison *comparison)
{
  SijilComparison *out = comparison;
  float rivals[3] = { scale->prior, 0, 0 };

  memset (out, 0, sizeof *out);
  sijil_match_given (a, b, out);
  out->bits[SIJIL_MATCH_ID] = judge_ids (a, b, out);
  out->bits[SIJIL_MATCH_BIRTH] = judge_births (a, b, out);
  if (scale->one_list && a->household != 0 && a->household == b->household) {
    compare_members (a, b, out);
    return;
  }
  if (are_far (a, b, scale, out))
    return;
  sijil_match_others (a, b, out);
  out->bits[SIJIL_MATCH_PLACE] = judge_places (a, b, out);
  out->bits[SIJIL_MATCH_PHONE] = judge_phones (a, b, out);
  out->bits[SIJIL_MATCH_RELATIVE] = judge_relatives (a, b, out);
  out->bits[SIJIL_MATCH_SEX] = judge_sex (a, b, out);
  out->bits[SIJIL_MATCH_EXTRA] = judge_extras (a, b, scale->exact_extras);
  for (guint i = 0; i < SIJIL_MATCH_N_FIELDS; i++)
    rivals[SIJIL_RIVAL_STRANGERS] += out->bits[i];
  rivals[SIJIL_RIVAL_SIBLINGS] = against_siblings (out);
  rivals[SIJIL_RIVAL_NAMESAKES] = against_namesakes (out);
  for (guint i = SIJIL_RIVAL_SIBLINGS; scale->families && i <= SIJIL_RIVAL_NAMESAKES; i++)
    if (rivals[i] < rivals[out->rival])
      out->rival = (SijilRival) i;
  out->weight = rivals[out->rival];
}

/**
 * sijil_match_zone:
 * @comparison: a comparison, its weight perhaps raised by what other members say
 * @scale: what is the same for all
 *
 * Returns: whether it is linked without a person, shown to one, or neither. The same ID under
 * another given name is never linked: clerks write the father's ID for a child.
 */
SijilZone
sijil_match_zone (const SijilComparison *comparison, const SijilMatchScale *scale)
{
  gboolean near = !comparison->other_governorate && comparison->village != SIJIL_LEVEL_DIFFERS;
  gboolean birth = comparison->birth == SIJIL_BIRTH_EQUAL && near;
  gboolean contradicts = comparison->sex_differs || comparison->birth == SIJIL_BIRTH_DIFFERS;

  if (scale->families && comparison->given <= SIJIL_LEVEL_WEAK &&
      comparison->given != SIJIL_LEVEL_UNKNOWN)
    return comparison->weight >= W.possible || comparison->id == SIJIL_ID_EQUAL ? SIJIL_ZONE_REVIEW
                                                                                : SIJIL_ZONE_NONE;
  if (scale->families && comparison->id == SIJIL_ID_EQUAL && !contradicts)
    return SIJIL_ZONE_AUTO;
  if (comparison->weight >= W.sure ||
      (comparison->weight >= W.likely && (birth || comparison->id == SIJIL_ID_EQUAL)))
    return SIJIL_ZONE_AUTO;
  return comparison->weight >= W.possible ? SIJIL_ZONE_REVIEW : SIJIL_ZONE_NONE;
}
