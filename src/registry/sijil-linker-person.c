#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-match.h"
#include "sijil-match-weights.h"
#include "types/sijil-types-all.h"

static gboolean
is_confirmed (SijilLinker *linker, SijilFolded *person, SijilFolded *other)
{
  g_autoptr (SijilFolded) home = sijil_linker_home (linker, person);
  g_autoptr (SijilFolded) other_home = sijil_linker_home (linker, other);

  return sijil_linker_both_say_of (linker, person, other, "same") ||
         (home != NULL && other_home != NULL &&
          sijil_linker_both_say (linker, home, other_home, "same"));
}

/* Whether a link still stands. Names become commoner as more are registered: who was linked stays
 * so as long as it is at least possible, for nothing that anybody wrote says otherwise. */
static gboolean
are_still_same (SijilLinker *linker, SijilFolded *person, SijilFolded *other, gboolean *same,
                GError **error)
{
  SijilLinkSide one, two;
  SijilLikeness found;
  gboolean ok;

  sijil_link_side_read (linker, person, &one);
  sijil_link_side_read (linker, other, &two);
  sijil_link_side_read_home (linker, &one);
  sijil_link_side_read_home (linker, &two);
  ok = sijil_linker_compare (linker, &one, &two, &found, error);
  *same = ok && (found.sameness == SIJIL_SAME_PERSON ||
                 (found.sameness == SIJIL_MAYBE_SAME &&
                  found.comparison.weight >= sijil_match_weights.stays));
  one.person = two.person = NULL;
  sijil_link_side_clear (&one);
  sijil_link_side_clear (&two);
  return ok;
}

/**
 * sijil_linker_doubt:
 * @linker: a linker
 * @person: somebody
 * @other: whoever was the same at another association
 * @error: return location for an error
 *
 * Parts the two unless what is written of them says that they are the same, or an association does.
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sijil_linker_doubt (SijilLinker *linker, SijilFolded *person, SijilFolded *other, GError **error)
{
  gboolean same;

  return are_still_same (linker, person, other, &same, error) &&
         (same || is_confirmed (linker, person, other) ||
          sijil_storage_drop_person_link (linker->storage, sijil_record_id (person->record),
                                          sijil_record_id (other->record), error));
}

/**
 * sijil_linker_doubt_all:
 * @linker: a linker
 * @person: somebody
 * @others: (element-type SijilFolded): those who are linked with that person
 * @error: return location for an error
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sijil_linker_doubt_all (SijilLinker *linker, SijilFolded *person, GPtrArray *others, GError **error)
{
  for (guint i = 0; i < others->len; i++)
    if (!sijil_linker_doubt (linker, person, others->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
renew_home (SijilLinker *linker, SijilFolded *person, GError **error)
{
  g_autoptr (SijilFolded) home = sijil_linker_home (linker, person);
  g_autoptr (GPtrArray) links = NULL;

  if (home == NULL)
    return TRUE;
  links = sijil_storage_household_links (linker->storage, sijil_record_id (home->record), error);
  for (guint i = 0; links != NULL && i < links->len; i++)
    if (!sijil_linker_renew (linker, links->pdata[i], error))
      return FALSE;
  return links != NULL;
}

/**
 * sijil_linker_follow:
 * @linker: a linker
 * @person: somebody who was judged anew
 * @others: (element-type SijilFolded): those who were linked with that person before
 * @error: return location for an error
 *
 * Returns: %TRUE if everybody concerned knows what counts now
 */
gboolean
sijil_linker_follow (SijilLinker *linker, SijilFolded *person, GPtrArray *others, GError **error)
{
  for (guint i = 0; i < others->len; i++) {
    SijilFolded *other = others->pdata[i];

    if (!renew_home (linker, other, error) ||
        !sijil_linker_share_person (linker, sijil_record_id (other->record), error) ||
        !sijil_linker_release (linker, sijil_record_id (other->record), person->owner, error) ||
        !sijil_linker_release (linker, sijil_record_id (person->record), other->owner, error))
      return FALSE;
  }
  return others->len == 0 ||
         sijil_linker_share_person (linker, sijil_record_id (person->record), error);
}

/**
 * sijil_linker_confirm:
 * @linker: a linker
 * @a: a person
 * @b: one of another association who has the same ID
 * @error: return location for an error
 *
 * Follows what the two associations say of them: both "same" links them, whatever else is written,
 * and that goes when either takes it back.
 *
 * Returns: %TRUE if everybody concerned knows what counts now
 */
gboolean
sijil_linker_confirm (SijilLinker *linker, SijilFolded *a, SijilFolded *b, GError **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  const SijilId *id_a = sijil_record_id (a->record), *id_b = sijil_record_id (b->record);
  gboolean linked = sijil_storage_are_linked (linker->storage, id_a, id_b);

  if (!linked && !sijil_linker_both_say_of (linker, a, b, "same"))
    return TRUE;
  g_ptr_array_add (others, b);
  return (linked ? sijil_linker_doubt (linker, a, b, error)
                 : sijil_linker_link (linker, a, b, error)) &&
         sijil_linker_follow (linker, a, others, error) && renew_home (linker, a, error);
}

/**
 * sijil_linker_surroundings:
 * @linker: a linker
 * @household: a household of which something changed by which its members are told apart
 * @error: return location for an error
 *
 * Returns: %TRUE if its members were judged anew
 */
gboolean
sijil_linker_surroundings (SijilLinker *linker, SijilFolded *household, GError **error)
{
  g_autoptr (GPtrArray) persons =
      sijil_storage_persons_of (linker->storage, sijil_record_id (household->record), error);

  for (guint i = 0; persons != NULL && i < persons->len; i++)
    if (!sijil_linker_identity (linker, persons->pdata[i], error))
      return FALSE;
  return persons != NULL;
}

/**
 * sijil_linker_identity:
 * @linker: a linker
 * @person: a person that is new, or of whom something changed by which people are told apart
 * @error: return location for an error
 *
 * Judges anew who is the same elsewhere, and which families are one. The old household is reached
 * through those with whom the person was linked.
 *
 * Returns: %TRUE if everybody concerned knows what counts now
 */
gboolean
sijil_linker_identity (SijilLinker *linker, SijilFolded *person, GError **error)
{
  const SijilId *id = sijil_record_id (person->record);
  g_autoptr (GPtrArray) others = sijil_storage_linked_persons (linker->storage, id, error);

  if (others == NULL || !sijil_linker_doubt_all (linker, person, others, error) ||
      !sijil_linker_person (linker, person, error))
    return FALSE;
  return sijil_linker_follow (linker, person, others, error);
}
