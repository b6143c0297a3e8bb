#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-names.h"

#include "sijil-match-weights.h"
#include "sijil-phonetic.h"

#include <math.h>

#define W sijil_match_weights
#define IMPOSSIBLE -1e6f
#define LONG_ENOUGH 5 /* letters: one slip in fewer may be another name */
#define VERY_LONG 7

static gboolean
is_latin (const SijilMatchPart *part)
{
  return sijil_letters_are_latin (&part->letters);
}

/* Alef, yeh and heh at the end of a name are written for each other. */
static gboolean
differ_at_the_end (const SijilLetters *a, const SijilLetters *b)
{
  SijilLetters one = *a, other = *b;

  if (a->len != b->len || a->len < 4 || a->text[a->len - 1] < 0x80)
    return FALSE;
  one.len--;
  other.len--;
  return sijil_letters_equal (&one, &other);
}

/* A spelling that many have, or that is in a table of names, is no slip of another. */
static gboolean
is_name (const SijilMatchPart *part)
{
  return part->common || part->aliases.n > 0;
}

static SijilLevel
compare_parts (const SijilMatchPart *a, const SijilMatchPart *b)
{
  guint len = MIN (a->letters.len, b->letters.len);
  guint16 shared;
  guint slips;

  if (len == 0)
    return SIJIL_LEVEL_UNKNOWN;
  if (a->hash == b->hash)
    return SIJIL_LEVEL_EQUAL;
  shared = sijil_aliases_shared (&a->aliases, &b->aliases);
  if (shared != 0)
    return shared > SIJIL_ALIAS_LATIN && (is_latin (a) || is_latin (b)) ? SIJIL_LEVEL_LATIN
                                                                        : SIJIL_LEVEL_ALIAS;
  if (is_latin (a) != is_latin (b))
    return a->sound == b->sound ? SIJIL_LEVEL_SOUND : SIJIL_LEVEL_DIFFERS;
  /* A slip puts in or takes out one letter, or both: with more than four others there are three. */
  slips = __builtin_popcount (a->which ^ b->which) > 4
              ? 3
              : sijil_letters_distance (&a->letters, &b->letters, 3);
  if (slips == 1 && is_name (a) && is_name (b))
    return SIJIL_LEVEL_DIFFERS;
  if (slips == 1 && (len >= LONG_ENOUGH || differ_at_the_end (&a->letters, &b->letters) ||
                     (len == LONG_ENOUGH - 1 && a->sound == b->sound)))
    return SIJIL_LEVEL_NEAR;
  /* A slip that nobody else has made stands beside a name. */
  if (slips == 1 && len >= 3 && a->common != b->common)
    return SIJIL_LEVEL_NEAR;
  if (slips == 1 || (slips == 2 && len >= VERY_LONG) || (a->sound == b->sound && len >= 3))
    return SIJIL_LEVEL_WEAK;
  return SIJIL_LEVEL_DIFFERS;
}

/* Of two spellings of one name the commoner one counts; across letters, how common it is in the
 * Arabic ones. */
static float
rarity_of_name (const SijilMatchPart *a, const SijilMatchPart *b, float of_a, float of_b)
{
  return is_latin (a) == is_latin (b) ? MIN (of_a, of_b) : is_latin (a) ? of_b : of_a;
}

/* Bits of an agreement that @share of one's own records show, against how common the name is. */
static float
against (float share, float rarity, float most)
{
  return MIN (log2f (share) + rarity, most);
}

static float
judge_given (const SijilMatchPart *a, const SijilMatchPart *b, SijilLevel level)
{
  float rarity = MIN (a->given, b->given);

  switch (level) {
  case SIJIL_LEVEL_EQUAL:
    return against (0.93f, a->given, W.given_most);
  case SIJIL_LEVEL_LATIN:
    return against (0.93f, rarity_of_name (a, b, a->given, b->given), W.given_most) + W.latin;
  case SIJIL_LEVEL_SOUND:
    return against (0.7f, MIN (a->heard, b->heard), W.given_most);
  case SIJIL_LEVEL_ALIAS:
    return MAX (against (W.alias_share, rarity, W.given_most), W.given_weak);
  case SIJIL_LEVEL_NEAR:
    return MAX (against (W.near_share, rarity, W.given_most), W.given_weak);
  case SIJIL_LEVEL_WEAK:
    return W.given_weak;
  case SIJIL_LEVEL_DIFFERS:
    return W.given_differs;
  case SIJIL_LEVEL_UNKNOWN:
    break;
  }
  return 0;
}

static float
judge_other (const SijilMatchPart *a, const SijilMatchPart *b, SijilLevel level, gboolean father)
{
  float rarity = MIN (a->other, b->other);

  switch (level) {
  case SIJIL_LEVEL_EQUAL:
    return against (0.9f, a->other, W.other_most);
  case SIJIL_LEVEL_LATIN:
    return against (0.9f, rarity_of_name (a, b, a->other, b->other), W.other_most) + W.latin;
  case SIJIL_LEVEL_SOUND:
    return against (0.7f, MIN (a->heard, b->heard), W.other_most);
  case SIJIL_LEVEL_ALIAS:
  case SIJIL_LEVEL_NEAR:
    return MAX (against (W.near_share, rarity, W.other_near_most), W.other_weak);
  case SIJIL_LEVEL_WEAK:
    return W.other_weak;
  case SIJIL_LEVEL_DIFFERS:
    return father ? W.father_differs : W.other_differs;
  case SIJIL_LEVEL_UNKNOWN:
    break;
  }
  return 0;
}

/* A name of two words that are written apart in one record and together in the other. */
static gboolean
are_joined (const SijilMatchPart *first, const SijilMatchPart *second, const SijilMatchPart *whole)
{
  SijilLetters joined, one, other;

  if (first->letters.len + second->letters.len + 2u < whole->letters.len ||
      whole->letters.len + 2u < first->letters.len + second->letters.len)
    return FALSE;
  sijil_letters_join (&joined, &first->letters, &second->letters);
  if (sijil_letters_equal (&joined, &whole->letters))
    return TRUE;
  if (is_latin (first) == is_latin (whole))
    return FALSE;
  sijil_phonetic (&joined, &one);
  sijil_phonetic (&whole->letters, &other);
  return sijil_letters_equal (&one, &other);
}

/* Parts from the father on, one of each list against one of the other, in order; some may be left
 * out in the middle, and the shorter name just ends. */
typedef struct {
  const SijilMatchPart *a, *b;
  guint n_a, n_b;
  float bits[SIJIL_MATCH_PARTS][SIJIL_MATCH_PARTS];
  guint8 equal[SIJIL_MATCH_PARTS][SIJIL_MATCH_PARTS];
  guint8 known[SIJIL_MATCH_PARTS][SIJIL_MATCH_PARTS];
} Alignment;

static void align_at (Alignment *self, guint i, guint k);

static void
consider (Alignment *self, guint i, guint k, float bits, guint next_i, guint next_k, guint equal)
{
  gboolean ended = next_i >= self->n_a || next_k >= self->n_b;

  if (!ended && !self->known[next_i][next_k])
    align_at (self, next_i, next_k);
  bits += ended ? 0 : self->bits[next_i][next_k];
  if (bits <= self->bits[i][k])
    return;
  self->bits[i][k] = bits;
  self->equal[i][k] = (guint8) (equal + (ended ? 0 : self->equal[next_i][next_k]));
}

/* What the parts from these on are worth. */
static void
align_at (Alignment *self, guint i, guint k)
{
  SijilLevel level = compare_parts (&self->a[i], &self->b[k]);
  gboolean father = i == 0 && k == 0;

  self->known[i][k] = TRUE;
  self->bits[i][k] = IMPOSSIBLE;
  consider (self, i, k, judge_other (&self->a[i], &self->b[k], level, father), i + 1, k + 1,
            level >= SIJIL_LEVEL_SOUND);
  if (level == SIJIL_LEVEL_EQUAL)
    return;
  if (i + 1 < self->n_a)
    consider (self, i, k, W.skipped, i + 1, k, 0);
  if (k + 1 < self->n_b)
    consider (self, i, k, W.skipped, i, k + 1, 0);
  if (i + 1 < self->n_a && are_joined (&self->a[i], &self->a[i + 1], &self->b[k]))
    consider (self, i, k, against (0.9f, self->b[k].other, W.other_most), i + 2, k + 1, 1);
  if (k + 1 < self->n_b && are_joined (&self->b[k], &self->b[k + 1], &self->a[i]))
    consider (self, i, k, against (0.9f, self->a[i].other, W.other_most), i + 1, k + 2, 1);
  /* Father and grandfather in the wrong order. */
  if (father && self->n_a > 1 && self->n_b > 1 &&
      compare_parts (&self->a[0], &self->b[1]) >= SIJIL_LEVEL_NEAR &&
      compare_parts (&self->a[1], &self->b[0]) >= SIJIL_LEVEL_NEAR)
    consider (self, i, k,
              W.swapped + against (0.9f, MIN (self->a[0].other, self->b[1].other), W.other_most) +
                  against (0.9f, MIN (self->a[1].other, self->b[0].other), W.other_most),
              2, 2, 2);
}

static float
align (const SijilMatchPart *a, guint n_a, const SijilMatchPart *b, guint n_b, guint8 *equal)
{
  Alignment self = { a, b, n_a, n_b };

  *equal = 0;
  if (n_a == 0 || n_b == 0)
    return 0;
  align_at (&self, 0, 0);
  *equal = self.equal[0][0];
  return self.bits[0][0];
}

/* Given name and surname in each other's column, as it comes in sheets in Latin letters. In Arabic
 * it would take a son for his father. */
static gboolean
are_swapped (const SijilMatchRecord *a, const SijilMatchRecord *b)
{
  return a->n_parts == 2 && b->n_parts == 2 && is_latin (&a->parts[0]) && is_latin (&a->parts[1]) &&
         compare_parts (&a->parts[0], &b->parts[1]) >= SIJIL_LEVEL_NEAR &&
         compare_parts (&a->parts[1], &b->parts[0]) >= SIJIL_LEVEL_NEAR;
}

/**
 * sijil_match_given:
 * @a: a record, weighed
 * @b: another
 * @comparison: (inout): gets the level of the given names, and what they are worth; of names that
 * stand in each other's column also what the surname is worth
 */
void
sijil_match_given (const SijilMatchRecord *a, const SijilMatchRecord *b,
                   SijilComparison *comparison)
{
  if (a->n_parts == 0 || b->n_parts == 0)
    return;
  comparison->given = compare_parts (&a->parts[0], &b->parts[0]);
  comparison->bits[SIJIL_MATCH_GIVEN] = judge_given (&a->parts[0], &b->parts[0], comparison->given);
  if (comparison->given < SIJIL_LEVEL_NEAR && are_swapped (a, b)) {
    comparison->given = SIJIL_LEVEL_NEAR;
    comparison->n_equal = 1;
    comparison->bits[SIJIL_MATCH_GIVEN] =
        against (W.near_share, MIN (a->parts[0].given, b->parts[0].given), W.given_most);
    comparison->bits[SIJIL_MATCH_OTHERS] =
        against (0.9f, MIN (a->parts[1].other, b->parts[1].other), W.other_most);
  }
}

/**
 * sijil_match_others:
 * @a: a record, weighed
 * @b: another
 * @comparison: (inout): after sijil_match_given(): gets what the other parts of the names are worth
 */
void
sijil_match_others (const SijilMatchRecord *a, const SijilMatchRecord *b,
                    SijilComparison *comparison)
{
  if (a->n_parts > 0 && b->n_parts > 0 && comparison->n_equal == 0)
    comparison->bits[SIJIL_MATCH_OTHERS] =
        align (a->parts + 1, a->n_parts - 1u, b->parts + 1, b->n_parts - 1u, &comparison->n_equal);
  if (a->n_parts < 2 || b->n_parts < 2)
    return;
  comparison->n_in_row = (guint8) sijil_match_shared_parts (a->parts + 1, a->n_parts - 1u,
                                                            b->parts + 1, b->n_parts - 1u);
  comparison->father_differs = comparison->n_in_row == 0;
}

static float
others_at_most_of (const SijilMatchRecord *record)
{
  float bits = W.other_near_most;

  for (guint i = 1; i < record->n_parts; i++)
    bits += MIN (record->parts[i].other, W.other_most);
  return bits;
}

/**
 * sijil_match_others_at_most:
 * @a: a record, weighed
 * @b: another
 *
 * Returns: more than sijil_match_others() can find, in bits
 */
float
sijil_match_others_at_most (const SijilMatchRecord *a, const SijilMatchRecord *b)
{
  return MAX (others_at_most_of (a), others_at_most_of (b));
}

/**
 * sijil_match_shared_parts:
 * @a: the first parts of a name
 * @n_a: how many
 * @b: of another
 * @n_b: how many
 *
 * Returns: how many agree from the first one on
 */
guint
sijil_match_shared_parts (const SijilMatchPart *a, guint n_a, const SijilMatchPart *b, guint n_b)
{
  guint n = 0;

  while (n < n_a && n < n_b && compare_parts (&a[n], &b[n]) >= SIJIL_LEVEL_NEAR)
    n++;
  return n;
}
