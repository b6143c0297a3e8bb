#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-pairs.h"

#include "sijil-match-close.h"
#include "sijil-match-keys.h"
#include "sijil-match-weights.h"

#include <stdlib.h>

#define W sijil_match_weights
/* A key that so many share is no way to find anybody: a longer one has to do it. */
#define MAX_BLOCK 400
/* Whom more may be than this, of the same row many times over, say, is in no doubt for want of
 * more. */
#define MOST_FOR_ONE 24
#define LOOK_EVERY 1024

typedef struct {
  guint64 key;
  guint32 record;
} Entry;

static int
compare_entries (const void *a, const void *b)
{
  const Entry *left = a, *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return left->record < right->record ? -1 : left->record > right->record;
}

static GArray *
index_keys (GArray *records)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint64 keys[SIJIL_MATCH_MAX_KEYS];

  for (guint i = 0; i < records->len; i++) {
    guint n = sijil_match_keys (&g_array_index (records, SijilMatchRecord, i), keys);

    for (guint k = 0; k < n; k++) {
      Entry entry = { keys[k], i };

      g_array_append_val (entries, entry);
    }
  }
  qsort (entries->data, entries->len, sizeof (Entry), compare_entries);
  return entries;
}

/* The first entry of @key. */
static guint
find (GArray *entries, guint64 key)
{
  guint low = 0, high = entries->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (entries, Entry, middle).key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

typedef struct {
  SijilMatchLists *lists;
  GArray *entries;
  guint32 *seen; /* by the index in a: the last of b that was compared with it, plus one */
  SijilMatchScale scale;
  GArray *pairs;
} Search;

static void
compare_with (Search *self, guint b, guint a)
{
  SijilMatchLists *lists = self->lists;
  GArray *others = lists->b != NULL ? lists->b : lists->a;
  SijilMatchPair pair = { a, b, SIJIL_ZONE_NONE, { 0 } };

  if (self->seen[a] == b + 1 || (lists->b == NULL && a >= b))
    return;
  self->seen[a] = b + 1;
  lists->candidates++;
  sijil_match_compare (&g_array_index (lists->a, SijilMatchRecord, a),
                       &g_array_index (others, SijilMatchRecord, b), &self->scale,
                       &pair.comparison);
  if (pair.comparison.weight > W.possible - W.members_most || pair.comparison.id == SIJIL_ID_EQUAL)
    g_array_append_val (self->pairs, pair);
}

static void
search_for (Search *self, guint b)
{
  GArray *others = self->lists->b != NULL ? self->lists->b : self->lists->a;
  guint64 keys[SIJIL_MATCH_MAX_KEYS];
  guint n = sijil_match_keys (&g_array_index (others, SijilMatchRecord, b), keys);
  guint before = self->pairs->len;

  for (guint k = 0; k < n; k++) {
    guint first = find (self->entries, keys[k]), end = first;

    while (end < self->entries->len && end - first <= MAX_BLOCK &&
           g_array_index (self->entries, Entry, end).key == keys[k])
      end++;
    if (end - first > MAX_BLOCK)
      continue;
    for (guint i = first; i < end; i++)
      compare_with (self, b, g_array_index (self->entries, Entry, i).record);
  }
  if (self->pairs->len - before <= MOST_FOR_ONE)
    return;
  qsort (&g_array_index (self->pairs, SijilMatchPair, before), self->pairs->len - before,
         sizeof (SijilMatchPair), sijil_match_pair_order);
  g_array_set_size (self->pairs, before + MOST_FOR_ONE);
}

static guint64
homes (const SijilMatchLists *lists, const SijilMatchPair *pair)
{
  const SijilMatchRecord *a = &g_array_index (lists->a, SijilMatchRecord, pair->a);
  const SijilMatchRecord *b =
      &g_array_index (lists->b != NULL ? lists->b : lists->a, SijilMatchRecord, pair->b);

  guint64 one = a->household, other = b->household;

  if (one == 0 || other == 0 || (lists->b == NULL && one == other))
    return 0;
  return lists->b == NULL ? MIN (one, other) << 32 | MAX (one, other) : one << 32 | other;
}

/* Members who point to the same family speak for each other. */
static void
raise_members (SijilMatchLists *lists, GArray *pairs)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < pairs->len; i++) {
      SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);
      guint64 home = homes (lists, pair);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &home));
      guint likely = pair->comparison.weight >= W.likely;

      if (home == 0)
        continue;
      if (round == 0 && likely)
        g_hash_table_insert (counts, g_memdup2 (&home, sizeof home), GUINT_TO_POINTER (n + 1));
      else if (round == 1 && pair->comparison.given > SIJIL_LEVEL_WEAK && n > likely)
        pair->comparison.weight += MIN (W.members_most, W.member * (float) (n - likely));
    }
}

/* Each person of one list is one person of the other: the best pairs take them. */
static void
assign (SijilMatchLists *lists, const SijilMatchScale *scale, GArray *pairs)
{
  g_autofree guint8 *taken_a = g_new0 (guint8, lists->a->len + 1);
  g_autofree guint8 *taken_b = NULL;
  guint kept = 0;

  g_array_sort (pairs, sijil_match_pair_order);
  if (lists->b != NULL)
    taken_b = g_new0 (guint8, lists->b->len + 1);
  for (guint i = 0; i < pairs->len; i++) {
    SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);

    pair->zone = sijil_match_zone (&pair->comparison, scale);
    if (pair->zone == SIJIL_ZONE_NONE ||
        (taken_b != NULL && (taken_a[pair->a] != 0 || taken_b[pair->b] != 0)))
      continue;
    if (taken_b != NULL)
      taken_a[pair->a] = taken_b[pair->b] = 1;
    if (kept != i)
      g_array_index (pairs, SijilMatchPair, kept) = *pair;
    kept++;
  }
  g_array_set_size (pairs, kept);
}

/* Only of sheets from elsewhere, with columns of their own and nothing about households, it is
 * known that siblings and namesakes need not be thought of. */
static gboolean
has_families (GArray *records)
{
  gboolean extras = FALSE;

  for (guint i = 0; i < records->len; i++) {
    const SijilMatchRecord *record = &g_array_index (records, SijilMatchRecord, i);

    if (record->household != 0 || record->n_relatives > 0)
      return TRUE;
    extras = extras || record->n_extras > 0;
  }
  return !extras;
}

/**
 * sijil_match_pairs:
 * @lists: the two lists, or one
 * @progress: (nullable) (scope call): asked now and then whether to go on
 * @data: for @progress
 *
 * Finds who is the same: records that share a key are compared, members of one household speak for
 * each other, and between two lists each record is given to one other at most.
 *
 * Returns: (transfer full) (nullable) (element-type SijilMatchPair): the pairs to link or to
 * review, the surest first; %NULL if it was stopped
 */
GArray *
sijil_match_pairs (SijilMatchLists *lists, SijilMatchProgress progress, gpointer data)
{
  GArray *others = lists->b != NULL ? lists->b : lists->a;
  g_autoptr (GArray) entries = index_keys (lists->a);
  g_autofree guint32 *seen = g_new0 (guint32, lists->a->len + 1);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (SijilMatchPair));
  SijilMatchScale scale = { sijil_match_prior (lists->a->len),
                            has_families (lists->a) || has_families (others), lists->exact_extras,
                            lists->b == NULL };
  Search search = { lists, entries, seen, scale, pairs };

  lists->candidates = 0;
  for (guint i = 0; i < others->len; i++) {
    if (i % LOOK_EVERY == 0 && progress != NULL && !progress (i, others->len, data))
      return NULL;
    search_for (&search, i);
  }
  raise_members (lists, pairs);
  assign (lists, &scale, pairs);
  if (lists->b == NULL)
    sijil_match_close (lists->a, &scale, pairs);
  return g_steal_pointer (&pairs);
}
