#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-terms.h"

#include <math.h>

/* So that a misspelling that nobody else has is not taken for a rare name. */
#define LEAST_GIVEN 5e-4
#define LEAST_OTHER 8e-4
#define LEAST_TEXT 1e-4
/* Where few are counted, each name is taken for one of a hundred until it is known better. */
#define THOUGHT 100
/* From here on a spelling is a name of its own, not a slip. */
#define COMMON 1e-3
#define COMMON_COUNT 4

/* One table for all: each use of a hash has a number of its own mixed in. */
typedef enum {
  USE_GIVEN,
  USE_OTHER,
  USE_GIVEN_SOUND,
  USE_OTHER_SOUND,
  USE_PHONE,
  USE_ID,
  USE_TEXT
} Use;

struct _SijilMatchTerms {
  GHashTable *counts; /* guint64 -> guint */
  guint totals[USE_TEXT + 1 + SIJIL_MATCH_EXTRAS];
};

SijilMatchTerms *
sijil_match_terms_new (void)
{
  SijilMatchTerms *terms = g_new0 (SijilMatchTerms, 1);

  terms->counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return terms;
}

void
sijil_match_terms_free (SijilMatchTerms *terms)
{
  if (terms == NULL)
    return;
  g_hash_table_unref (terms->counts);
  g_free (terms);
}

static guint64
key_of (guint use, guint64 hash)
{
  return hash ^ (use + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
}

static void
count (SijilMatchTerms *terms, guint use, guint64 hash)
{
  guint64 key = key_of (use, hash);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (terms->counts, &key));

  g_hash_table_insert (terms->counts, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n + 1));
  terms->totals[use]++;
}

static guint
counted (const SijilMatchTerms *terms, guint use, guint64 hash)
{
  guint64 key = key_of (use, hash);

  return GPOINTER_TO_UINT (g_hash_table_lookup (terms->counts, &key));
}

static void
count_number (SijilMatchTerms *terms, guint use, const char *number)
{
  if (*number != '\0')
    count (terms, use, g_str_hash (number));
}

static gboolean
is_crowded (const SijilMatchTerms *terms, guint use, const char *number)
{
  return *number != '\0' && counted (terms, use, g_str_hash (number)) > SIJIL_MATCH_CROWDED;
}

static void
count_text (SijilMatchTerms *terms, guint use, const SijilMatchText *text)
{
  if (text->hash != 0)
    count (terms, use, text->hash);
}

/**
 * sijil_match_terms_count:
 * @terms: the frequencies
 * @record: one record more
 */
void
sijil_match_terms_count (SijilMatchTerms *terms, const SijilMatchRecord *record)
{
  for (guint i = 0; i < record->n_parts; i++) {
    if (record->parts[i].letters.len == 0)
      continue;
    count (terms, i == 0 ? USE_GIVEN : USE_OTHER, record->parts[i].hash);
    count (terms, i == 0 ? USE_GIVEN_SOUND : USE_OTHER_SOUND, record->parts[i].sound);
  }
  count_number (terms, USE_PHONE, record->phone);
  count_number (terms, USE_ID, record->id);
  count_text (terms, USE_TEXT, &record->village);
  for (guint i = 0; i < SIJIL_MATCH_EXTRAS; i++)
    count_text (terms, USE_TEXT + 1 + i, &record->extras[i]);
}

/* Bits: -log2 of how many have it. */
static float
rarity (const SijilMatchTerms *terms, guint use, guint64 hash, double least)
{
  double frequency = (counted (terms, use, hash) + 1.0) / (terms->totals[use] + THOUGHT);

  return (float) -log2 (MAX (frequency, least));
}

static void
weigh_part (const SijilMatchTerms *terms, SijilMatchPart *part, gboolean is_given)
{
  guint use = is_given ? USE_GIVEN : USE_OTHER;
  guint n = counted (terms, USE_GIVEN, part->hash) + counted (terms, USE_OTHER, part->hash);

  part->given = rarity (terms, USE_GIVEN, part->hash, LEAST_GIVEN);
  part->other = rarity (terms, USE_OTHER, part->hash, LEAST_OTHER);
  part->heard = rarity (terms, is_given ? USE_GIVEN_SOUND : USE_OTHER_SOUND, part->sound,
                        is_given ? LEAST_GIVEN : LEAST_OTHER);
  part->common =
      n >= COMMON_COUNT && counted (terms, use, part->hash) >= COMMON * terms->totals[use];
}

/**
 * sijil_match_terms_weigh:
 * @terms: the frequencies
 * @record: (inout): a record
 *
 * Notes in the record how rare what it says is.
 */
void
sijil_match_terms_weigh (const SijilMatchTerms *terms, SijilMatchRecord *record)
{
  for (guint i = 0; i < record->n_parts; i++)
    weigh_part (terms, &record->parts[i], i == 0);
  for (guint i = 0; i < record->n_relatives; i++)
    for (guint k = 0; k < record->n_relative_parts[i]; k++)
      weigh_part (terms, &record->relatives[i][k], k == 0);
  record->crowded = is_crowded (terms, USE_PHONE, record->phone);
  if (is_crowded (terms, USE_ID, record->id))
    record->id[0] = '\0';
  record->village.rarity = rarity (terms, USE_TEXT, record->village.hash, LEAST_TEXT);
  for (guint i = 0; i < SIJIL_MATCH_EXTRAS; i++)
    record->extras[i].rarity = rarity (terms, USE_TEXT + 1 + i, record->extras[i].hash, LEAST_TEXT);
}

/**
 * sijil_match_weigh_lists:
 * @a: (element-type SijilMatchRecord): records
 * @b: (nullable) (element-type SijilMatchRecord): others that they will be compared with
 *
 * Notes in all records how rare what they say is among all of them.
 */
void
sijil_match_weigh_lists (GArray *a, GArray *b)
{
  g_autoptr (SijilMatchTerms) terms = sijil_match_terms_new ();
  GArray *const lists[] = { a, b };

  for (guint round = 0; round < 2; round++)
    for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
      for (guint i = 0; lists[l] != NULL && i < lists[l]->len; i++) {
        SijilMatchRecord *record = &g_array_index (lists[l], SijilMatchRecord, i);

        if (round == 0)
          sijil_match_terms_count (terms, record);
        else
          sijil_match_terms_weigh (terms, record);
      }
}
