#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-findings.h"
#include "sijil-linker.h"
#include "types/sijil-types-all.h"

#include <string.h>

static SijilFolded *
programme_of (SijilLinker *linker, SijilFolded *distribution)
{
  SijilId id;

  return sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_PROGRAMME, &id)
             ? sijil_linker_load (linker, &sijil_programme_type, &id)
             : NULL;
}

static gboolean
is_confidential (SijilFolded *programme)
{
  return sijil_record_number (programme->record, SIJIL_PROGRAMME_CONFIDENTIAL, 0) != 0;
}

/* Tells the association of @ours what @distribution gave to the same family, or that it does not
 * count any more. */
static gboolean
tell_aid (SijilLinker *linker, const SijilId *ours, gint64 owner, SijilFolded *distribution,
          gboolean standing, GError **error)
{
  const SijilId *fact = sijil_record_id (distribution->record);
  g_autoptr (SijilFolded) programme = programme_of (linker, distribution);
  g_autofree char *association =
      sijil_storage_association_name (linker->storage, distribution->owner);
  g_autoptr (SijilRecord) elsewhere = NULL;
  SijilId known;
  gboolean told = sijil_storage_find_told (linker->storage, fact, ours, &known);

  if (programme == NULL || is_confidential (programme) || (!told && !standing))
    return TRUE;
  elsewhere = sijil_record_new (&sijil_elsewhere_type, told ? &known : NULL);
  sijil_record_set_reference (elsewhere, SIJIL_ELSEWHERE_HOUSEHOLD, ours);
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_ASSOCIATION, association);
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_OFFICE,
                         sijil_record_text (distribution->record, SIJIL_DISTRIBUTION_OFFICE));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PROGRAMME_NAME,
                         sijil_record_text (programme->record, SIJIL_PROGRAMME_NAME));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_FAMILY,
                         sijil_record_text (programme->record, SIJIL_PROGRAMME_FAMILY));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_PERIOD,
                         sijil_record_text (distribution->record, SIJIL_DISTRIBUTION_PERIOD));
  sijil_record_set_text (elsewhere, SIJIL_ELSEWHERE_SERVED_ON,
                         sijil_record_text (distribution->record, SIJIL_DISTRIBUTION_SERVED_ON));
  sijil_record_set_number (
      elsewhere, SIJIL_ELSEWHERE_QUANTITY,
      sijil_record_number (distribution->record, SIJIL_DISTRIBUTION_QUANTITY, 1));
  sijil_record_set_number (elsewhere, SIJIL_ELSEWHERE_STANDING, standing);
  return sijil_teller_tell (linker->teller, owner, elsewhere, error) &&
         (told || sijil_storage_note_told (linker->storage, fact, ours, sijil_record_id (elsewhere),
                                           error));
}

static gboolean
is_same_aid (SijilFolded *a, SijilFolded *programme_a, SijilFolded *b, SijilFolded *programme_b)
{
  const char *family = sijil_record_text (programme_a->record, SIJIL_PROGRAMME_FAMILY);

  return family != NULL &&
         g_strcmp0 (family, sijil_record_text (programme_b->record, SIJIL_PROGRAMME_FAMILY)) == 0 &&
         g_strcmp0 (sijil_record_text (a->record, SIJIL_DISTRIBUTION_PERIOD),
                    sijil_record_text (b->record, SIJIL_DISTRIBUTION_PERIOD)) == 0 &&
         !is_confidential (programme_a) && !is_confidential (programme_b);
}

static gboolean
find_overlaps (SijilLinker *linker, const SijilPair *pair, GPtrArray *of_a, GPtrArray *of_b,
               GError **error)
{
  for (guint i = 0; i < of_a->len; i++) {
    SijilFolded *a = of_a->pdata[i];
    g_autoptr (SijilFolded) programme_a = programme_of (linker, a);

    if (programme_a == NULL ||
        sijil_storage_is_reversed (linker->storage, sijil_record_id (a->record)))
      continue;
    for (guint k = 0; k < of_b->len; k++) {
      SijilFolded *b = of_b->pdata[k];
      g_autoptr (SijilFolded) programme_b = programme_of (linker, b);

      if (programme_b == NULL || !is_same_aid (a, programme_a, b, programme_b) ||
          sijil_storage_is_reversed (linker->storage, sijil_record_id (b->record)))
        continue;
      if (!sijil_findings_overlap (linker->storage, linker->teller, pair, a, b, programme_a->record,
                                   error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
tell_all_aid (SijilLinker *linker, const SijilId *ours, gint64 owner, GPtrArray *distributions,
              gboolean cut, GError **error)
{
  for (guint i = 0; i < distributions->len; i++) {
    SijilFolded *distribution = distributions->pdata[i];
    gboolean standing = !cut && !sijil_storage_is_reversed (linker->storage,
                                                            sijil_record_id (distribution->record));

    if (!tell_aid (linker, ours, owner, distribution, standing, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_linker_share_aid:
 * @linker: a linker
 * @link: two households that are one family, or that no longer are
 * @error: return location for an error
 *
 * Tells each side what the other gave, and where that was twice the same. When the link is cut,
 * what was told counts no more.
 *
 * Returns: %TRUE if both sides know
 */
gboolean
sijil_linker_share_aid (SijilLinker *linker, SijilLinkRow *link, GError **error)
{
  g_autoptr (GPtrArray) of_a = sijil_storage_distributions_of (linker->storage, &link->a, error);
  g_autoptr (GPtrArray) of_b =
      of_a != NULL ? sijil_storage_distributions_of (linker->storage, &link->b, error) : NULL;
  SijilPair pair = { NULL };
  gboolean ok, silent;

  if (of_b == NULL)
    return FALSE;
  pair.a = sijil_linker_load (linker, &sijil_household_type, &link->a);
  pair.b = sijil_linker_load (linker, &sijil_household_type, &link->b);
  silent = link->cut || !sijil_linker_consents (pair.a) || !sijil_linker_consents (pair.b);
  ok = tell_all_aid (linker, &link->b, link->owner_b, of_a, silent, error) &&
       tell_all_aid (linker, &link->a, link->owner_a, of_b, silent, error);
  if (ok && !silent)
    ok = find_overlaps (linker, &pair, of_a, of_b, error);
  sijil_folded_free (pair.a);
  sijil_folded_free (pair.b);
  return ok;
}

static gboolean
follow_distribution (SijilLinker *linker, SijilLinkRow *link, const SijilId *household,
                     SijilFolded *distribution, gboolean standing, GError **error)
{
  gboolean is_a = sijil_id_equal (&link->a, household);
  const SijilId *theirs = is_a ? &link->b : &link->a;
  SijilPair pair = { NULL };
  g_autoptr (GPtrArray) mine = NULL;
  g_autoptr (GPtrArray) others = NULL;
  gboolean ok = TRUE;

  pair.a = sijil_linker_load (linker, &sijil_household_type, &link->a);
  pair.b = sijil_linker_load (linker, &sijil_household_type, &link->b);
  /* Where either family has taken its consent back, nothing new is told. */
  if (!standing || (sijil_linker_consents (pair.a) && sijil_linker_consents (pair.b))) {
    ok = tell_aid (linker, theirs, is_a ? link->owner_b : link->owner_a, distribution, standing,
                   error);
    if (ok && standing) {
      mine = g_ptr_array_new ();
      g_ptr_array_add (mine, distribution);
      others = sijil_storage_distributions_of (linker->storage, theirs, error);
      ok = others != NULL &&
           find_overlaps (linker, &pair, is_a ? mine : others, is_a ? others : mine, error);
    }
  }
  sijil_folded_free (pair.a);
  sijil_folded_free (pair.b);
  return ok;
}

/**
 * sijil_linker_distribution:
 * @linker: a linker
 * @distribution: a hand-over or a reversal that arrived
 * @error: return location for an error
 *
 * Returns: %TRUE if the other associations that know the family know this too
 */
gboolean
sijil_linker_distribution (SijilLinker *linker, SijilFolded *distribution, GError **error)
{
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (SijilFolded) reversed = NULL;
  SijilFolded *fact = distribution;
  SijilId household, original;
  gboolean standing = TRUE;

  if (sijil_record_reference (distribution->record, SIJIL_DISTRIBUTION_REVERSES, &original)) {
    fact = reversed = sijil_linker_load (linker, &sijil_distribution_type, &original);
    standing = FALSE;
  } else if (sijil_storage_is_reversed (linker->storage, sijil_record_id (distribution->record)))
    standing = FALSE;
  if (fact == NULL ||
      !sijil_record_reference (fact->record, SIJIL_DISTRIBUTION_HOUSEHOLD, &household))
    return TRUE;
  links = sijil_storage_household_links (linker->storage, &household, error);
  for (guint i = 0; links != NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];

    if (!link->cut && !follow_distribution (linker, link, &household, fact, standing, error))
      return FALSE;
  }
  return links != NULL;
}
