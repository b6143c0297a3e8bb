#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-close.h"

#include "sijil-match-pair.h"

#include <math.h>

/* Whoever is the same as somebody is the same as all whom that one is the same as: in one list a
 * person may stand more than twice, and two of the records have next to nothing in common any more.
 */

/* More records of one person than anybody writes: then it is no person. */
#define MOST 12

typedef struct {
  guint *parent;
  guint *size;
  float *least; /* of a root: the weakest link that was used */
} Groups;

static guint
root_of (Groups *self, guint record)
{
  while (self->parent[record] != record)
    record = self->parent[record] = self->parent[self->parent[record]];
  return record;
}

static void
join (Groups *self, guint a, guint b, float weight)
{
  guint one = root_of (self, a), other = root_of (self, b);

  if (one == other || self->size[one] + self->size[other] > MOST)
    return;
  self->parent[other] = one;
  self->size[one] += self->size[other];
  self->least[one] = MIN (weight, MIN (self->least[one], self->least[other]));
}

static guint64
name_of (const SijilMatchPair *pair)
{
  return (guint64) pair->a << 32 | pair->b;
}

typedef struct {
  GArray *records;
  const SijilMatchScale *scale;
  GArray *pairs;
  GHashTable *known; /* guint64 of a pair */
} Closing;

/* Where two cannot be one person, although a third is the same as both: that one's link to one of
 * them is wrong, and a person has to say which. */
static gboolean
contradict (const Closing *self, const SijilComparison *found)
{
  return self->scale->families &&
         ((found->given != SIJIL_LEVEL_UNKNOWN && found->given <= SIJIL_LEVEL_WEAK) ||
          found->id >= SIJIL_ID_TWO_DIGITS || found->birth == SIJIL_BIRTH_DIFFERS ||
          found->sex_differs);
}

/* All pairs of @members that are not there yet, each as sure as the weakest link that was used. */
static void
add_missing (Closing *self, const GArray *members, float least)
{
  for (guint i = 0; i < members->len; i++)
    for (guint k = i + 1; k < members->len; k++) {
      guint one = g_array_index (members, guint, i), other = g_array_index (members, guint, k);
      SijilMatchPair pair = { MIN (one, other), MAX (one, other), SIJIL_ZONE_AUTO, { 0 } };
      guint64 name = name_of (&pair);

      if (g_hash_table_contains (self->known, &name))
        continue;
      sijil_match_compare (&g_array_index (self->records, SijilMatchRecord, pair.a),
                           &g_array_index (self->records, SijilMatchRecord, pair.b), self->scale,
                           &pair.comparison);
      if (contradict (self, &pair.comparison))
        pair.zone = SIJIL_ZONE_REVIEW;
      else
        pair.comparison.weight = MAX (least, pair.comparison.weight);
      g_array_append_val (self->pairs, pair);
    }
}

static void
note_member (GHashTable *groups, guint root, guint record)
{
  GArray *members = g_hash_table_lookup (groups, GUINT_TO_POINTER (root));

  if (members == NULL) {
    members = g_array_new (FALSE, FALSE, sizeof (guint));
    g_hash_table_insert (groups, GUINT_TO_POINTER (root), members);
  }
  g_array_append_val (members, record);
}

/**
 * sijil_match_close:
 * @records: (element-type SijilMatchRecord): the list
 * @scale: what is the same for all
 * @pairs: (inout) (element-type SijilMatchPair): pairs of one list within itself, judged
 *
 * Adds the pairs that follow from those that are sure.
 */
void
sijil_match_close (GArray *records, const SijilMatchScale *scale, GArray *pairs)
{
  g_autofree guint *parent = g_new (guint, records->len + 1);
  g_autofree guint *size = g_new (guint, records->len + 1);
  g_autofree float *least = g_new (float, records->len + 1);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) groups =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  Groups self = { parent, size, least };
  Closing closing = { records, scale, pairs, known };
  GHashTableIter iter;
  gpointer root, members;

  for (guint i = 0; i < records->len; i++) {
    parent[i] = i;
    size[i] = 1;
    least[i] = INFINITY;
  }
  for (guint i = 0; i < pairs->len; i++) {
    const SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);
    guint64 name = name_of (pair);

    g_hash_table_add (known, g_memdup2 (&name, sizeof name));
    if (pair->zone != SIJIL_ZONE_AUTO)
      continue;
    join (&self, pair->a, pair->b, pair->comparison.weight);
  }
  for (guint i = 0; i < records->len; i++)
    if (size[root_of (&self, i)] > 2)
      note_member (groups, root_of (&self, i), i);
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &root, &members))
    add_missing (&closing, members, least[GPOINTER_TO_UINT (root)]);
  g_array_sort (pairs, sijil_match_pair_order);
}
