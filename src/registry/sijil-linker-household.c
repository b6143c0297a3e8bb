#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker.h"

#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_STEPS 32

/**
 * sijil_linker_survivor:
 * @linker: a linker
 * @household: a household
 *
 * Follows merges inside an association. Of a ring, which two PCs can make at the same time, the
 * smallest id stands, as it does on the desks.
 *
 * Returns: the household that stands for it
 */
SijilId
sijil_linker_survivor (SijilLinker *linker, const SijilId *household)
{
  SijilId path[MAX_STEPS];
  guint n = 0;

  path[n] = *household;
  while (n + 1 < MAX_STEPS) {
    g_autoptr (SijilFolded) here = sijil_linker_load (linker, &sijil_household_type, &path[n]);
    g_autoptr (SijilFolded) next = NULL;

    if (here == NULL ||
        !sijil_record_reference (here->record, SIJIL_HOUSEHOLD_MERGED_INTO, &path[n + 1]))
      break;
    next = sijil_linker_load (linker, &sijil_household_type, &path[n + 1]);
    if (next == NULL || sijil_linker_is_gone (linker, next))
      break;
    n++;
    for (guint i = 0; i < n; i++) {
      if (!sijil_id_equal (&path[i], &path[n]))
        continue;
      for (guint k = i; k < n; k++)
        if (memcmp (&path[k], &path[n], sizeof (SijilId)) < 0)
          path[n] = path[k];
      return path[n];
    }
  }
  return path[n];
}

/* A household of a family that moved gave way in a merge: whoever stands for it is that family too,
 * as long as the merge lasts. */
static gboolean
join_survivors (SijilLinker *linker, const SijilId *a, const SijilId *b, GError **error)
{
  g_autoptr (SijilFolded) home_a = sijil_linker_load (linker, &sijil_household_type, a);
  g_autoptr (SijilFolded) home_b = sijil_linker_load (linker, &sijil_household_type, b);
  SijilPair pair = { home_a, home_b, NULL, NULL };
  gboolean one = FALSE;

  if (home_a == NULL || home_b == NULL)
    return TRUE;
  return sijil_linker_are_one (linker, &pair, FALSE, &one, error) &&
         (!one ||
          sijil_linker_join (linker, &pair, SIJIL_EVIDENCE_MOVED ",same-household-member", error));
}

static gboolean
set_cut (SijilLinker *linker, SijilLinkRow *link, gboolean cut, GError **error)
{
  link->cut = cut;
  return sijil_storage_cut_household_link (linker->storage, &link->a, &link->b, cut, error);
}

/**
 * sijil_linker_renew:
 * @linker: a linker
 * @link: two households that were linked once
 * @error: return location for an error
 *
 * Judges a link anew, after a merge, its undoing or a deletion on either side: it stands if both
 * households do, nobody says that they differ, and the evidence is still there. Both sides are told
 * what counts now.
 *
 * Returns: %TRUE if both sides know
 */
gboolean
sijil_linker_renew (SijilLinker *linker, SijilLinkRow *link, GError **error)
{
  SijilId a = sijil_linker_survivor (linker, &link->a);
  SijilId b = sijil_linker_survivor (linker, &link->b);
  g_autoptr (SijilFolded) home_a = sijil_linker_load (linker, &sijil_household_type, &link->a);
  g_autoptr (SijilFolded) home_b = sijil_linker_load (linker, &sijil_household_type, &link->b);
  SijilPair pair = { home_a, home_b, NULL, NULL };
  gboolean moved = strcmp (link->evidence, SIJIL_EVIDENCE_MOVED) == 0;
  gboolean merged = !sijil_id_equal (&a, &link->a) || !sijil_id_equal (&b, &link->b);
  gboolean one, different;

  if (home_a == NULL || home_b == NULL)
    return TRUE;
  one = moved || sijil_linker_both_say (linker, home_a, home_b, "same");
  if (!one && !sijil_linker_are_one (linker, &pair, FALSE, &one, error))
    return FALSE;
  different = sijil_linker_says (linker, home_a, home_b, "different");
  return set_cut (linker, link, !one || merged || different, error) &&
         sijil_linker_share_aid (linker, link, error) &&
         (!moved || !merged || different || join_survivors (linker, &a, &b, error));
}

/* Links that do not stand first, so that what they told is taken back before another tells it. */
static gboolean
renew_links (SijilLinker *linker, const SijilId *household, gboolean standing, GError **error)
{
  SijilId survivor = sijil_linker_survivor (linker, household);
  g_autoptr (GPtrArray) links = sijil_storage_household_links (linker->storage, household, error);

  if (links == NULL)
    return FALSE;
  if (standing != sijil_id_equal (&survivor, household))
    return TRUE;
  for (guint i = 0; i < links->len; i++)
    if (!sijil_linker_renew (linker, links->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* The households of the same association that a neighbour of ours is linked with: one of them may
 * have stood for us until now. */
static gboolean
add_siblings (SijilLinker *linker, const SijilId *household, GHashTable *ids, GError **error)
{
  g_autoptr (GPtrArray) links = sijil_storage_household_links (linker->storage, household, error);

  for (guint i = 0; links != NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];
    gboolean is_a = sijil_id_equal (&link->a, household);
    gint64 owner = is_a ? link->owner_a : link->owner_b;
    g_autoptr (GPtrArray) others =
        sijil_storage_household_links (linker->storage, is_a ? &link->b : &link->a, error);

    if (others == NULL)
      return FALSE;
    for (guint k = 0; k < others->len; k++) {
      SijilLinkRow *other = others->pdata[k];

      if (other->owner_a == owner)
        g_hash_table_add (ids, sijil_id_copy (&other->a));
      if (other->owner_b == owner)
        g_hash_table_add (ids, sijil_id_copy (&other->b));
    }
  }
  return links != NULL;
}

/* Links first: who is found to be the same answers what would be asked of the others. @linked gets
 * those with whom each was linked before. */
static gboolean
judge_members (SijilLinker *linker, GPtrArray *persons, GPtrArray *linked, GError **error)
{
  g_autoptr (GPtrArray) unsure = g_ptr_array_new ();
  gboolean ok = TRUE;

  linker->links_only = TRUE;
  for (guint i = 0; ok && i < persons->len; i++) {
    SijilFolded *person = persons->pdata[i];
    GPtrArray *others =
        sijil_storage_linked_persons (linker->storage, sijil_record_id (person->record), error);

    ok = others != NULL;
    if (!ok)
      break;
    g_ptr_array_add (linked, others);
    linker->put_off = FALSE;
    ok = sijil_linker_doubt_all (linker, person, others, error) &&
         sijil_linker_person (linker, person, error);
    if (linker->put_off)
      g_ptr_array_add (unsure, person);
  }
  linker->links_only = FALSE;
  for (guint i = 0; ok && i < unsure->len; i++)
    ok = sijil_linker_person (linker, unsure->pdata[i], error);
  return ok;
}

/**
 * sijil_linker_members:
 * @linker: a linker
 * @household: a household
 * @error: return location for an error
 *
 * Returns: %TRUE if its members were judged anew
 */
gboolean
sijil_linker_members (SijilLinker *linker, SijilFolded *household, GError **error)
{
  g_autoptr (GPtrArray) persons =
      sijil_storage_persons_of (linker->storage, sijil_record_id (household->record), error);
  g_autoptr (GPtrArray) linked =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  return persons != NULL && judge_members (linker, persons, linked, error);
}

/**
 * sijil_linker_household:
 * @linker: a linker
 * @household: a household whose consent, merge or life changed
 * @error: return location for an error
 *
 * Returns: %TRUE if its persons were looked at again and its links judged anew
 */
gboolean
sijil_linker_household (SijilLinker *linker, SijilFolded *household, GError **error)
{
  const SijilId *id = sijil_record_id (household->record);
  SijilId survivor = sijil_linker_survivor (linker, id);
  g_autoptr (GPtrArray) persons = sijil_storage_persons_of (linker->storage, id, error);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  g_autoptr (GPtrArray) linked =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer one;

  if (persons == NULL || !judge_members (linker, persons, linked, error))
    return FALSE;
  g_hash_table_add (ids, sijil_id_copy (id));
  g_hash_table_add (ids, sijil_id_copy (&survivor));
  if (!add_siblings (linker, id, ids, error))
    return FALSE;
  for (int standing = 0; standing <= 1; standing++) {
    g_hash_table_iter_init (&iter, ids);
    while (g_hash_table_iter_next (&iter, &one, NULL))
      if (!renew_links (linker, one, standing, error))
        return FALSE;
  }
  for (guint i = 0; i < persons->len; i++)
    if (!sijil_linker_follow (linker, persons->pdata[i], linked->pdata[i], error))
      return FALSE;
  /* What it was given was told to those of another household as long as it was merged into that. */
  return sijil_storage_share_again (linker->storage, &sijil_household_type, id, error);
}
