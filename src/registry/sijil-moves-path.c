#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-moves-private.h"

#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_HOPS 16

static const guint64 HOUSEHOLD_STAYS =
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_HEAD) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MERGED_INTO) |
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_SPLIT_FROM) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_BATCH) |
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_DELETED) | SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MOVED_TO) |
    SIJIL_FIELD_BIT (SIJIL_HOUSEHOLD_MOVED_ON);
static const guint64 PERSON_STAYS = SIJIL_FIELD_BIT (SIJIL_PERSON_HOUSEHOLD) |
                                    SIJIL_FIELD_BIT (SIJIL_PERSON_MERGED_INTO) |
                                    SIJIL_FIELD_BIT (SIJIL_PERSON_DELETED);

guint64
sijil_moves_stays (const SijilTypeDef *type)
{
  return type == &sijil_household_type ? HOUSEHOLD_STAYS : PERSON_STAYS;
}

/* Who wrote a field last, or one that merges as one with it. */
const SijilStamp *
sijil_moves_newest (SijilFolded *folded, guint field)
{
  guint64 unit = sijil_type_unit_mask (sijil_record_def (folded->record), field);
  const SijilStamp *newest = NULL;

  for (guint i = 0; unit >> i != 0; i++) {
    const SijilStamp *one = (unit >> i & 1) != 0 ? sijil_stamps_get (folded->stamps, i) : NULL;

    if (one != NULL && (newest == NULL || one->stamp > newest->stamp))
      newest = one;
  }
  return newest;
}

gboolean
sijil_moves_load (SijilLinker *linker, const SijilTypeDef *type, const SijilId *id,
                  SijilFolded **folded, GError **error)
{
  return sijil_storage_load (linker->storage, type, id, folded, error);
}

/* Whether the registry moved it; that a desk says so of a record that it told anew is no move. */
gboolean
sijil_moves_is_left (SijilFolded *household)
{
  const SijilStamp *stamp = sijil_stamps_get (household->stamps, SIJIL_HOUSEHOLD_MOVED_TO);

  return !sijil_record_is_null (household->record, SIJIL_HOUSEHOLD_MOVED_TO) && stamp != NULL &&
         stamp->device == SIJIL_REGISTRY_DEVICE;
}

static gboolean
says_different (SijilLinker *linker, SijilFolded *household, const SijilId *other, GError **error)
{
  g_autoptr (SijilFolded) there = NULL;

  return !sijil_moves_load (linker, &sijil_household_type, other, &there, error) || there == NULL ||
         sijil_linker_says (linker, household, there, "different");
}

/* Whether the link leads anywhere: one that is cut by a merge alone does, if a move made it. */
static gboolean
leads (SijilLinker *linker, SijilFolded *household, const SijilLinkRow *link, const SijilId *other,
       GError **error)
{
  return !link->cut || (strcmp (link->evidence, SIJIL_EVIDENCE_MOVED) == 0 &&
                        !says_different (linker, household, other, error));
}

/* @there: (out) (nullable): the household of @association that is the same family and stands. */
gboolean
sijil_moves_there (SijilLinker *linker, SijilFolded *household, gint64 association,
                   SijilFolded **there, GError **error)
{
  const SijilId *ours = sijil_record_id (household->record);
  g_autoptr (GPtrArray) links = sijil_storage_household_links (linker->storage, ours, error);

  *there = NULL;
  for (guint i = 0; links != NULL && *there == NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];
    gboolean is_a = sijil_id_equal (&link->a, ours);
    const SijilId *other = is_a ? &link->b : &link->a;
    SijilId survivor;

    if ((is_a ? link->owner_b : link->owner_a) != association ||
        !leads (linker, household, link, other, NULL))
      continue;
    survivor = sijil_linker_survivor (linker, other);
    if (!sijil_moves_load (linker, &sijil_household_type, &survivor, there, error))
      return FALSE;
    if (*there != NULL && sijil_linker_is_gone (linker, *there))
      g_clear_pointer (there, sijil_folded_free);
  }
  return links != NULL;
}

static gboolean
was_here (GPtrArray *path, SijilFolded *household)
{
  for (guint i = 0; i < path->len; i++)
    if (sijil_id_equal (sijil_record_id (((SijilFolded *) path->pdata[i])->record),
                        sijil_record_id (household->record)))
      return TRUE;
  return FALSE;
}

/* @path: (element-type SijilFolded): gets the households through which a family went on from
 * @household, the last of them where it is; none if it is here, or where that is cannot be told. */
gboolean
sijil_moves_end (SijilLinker *linker, SijilFolded *household, GPtrArray *path, GError **error)
{
  SijilFolded *here = household;

  while (sijil_moves_is_left (here) && path->len < MAX_HOPS) {
    gint64 association = sijil_storage_find_association (
        linker->storage, sijil_record_text (here->record, SIJIL_HOUSEHOLD_MOVED_TO));
    SijilFolded *next = NULL;

    if (!sijil_moves_there (linker, here, association, &next, error))
      return FALSE;
    if (next == NULL || was_here (path, next) ||
        sijil_id_equal (sijil_record_id (next->record), sijil_record_id (household->record))) {
      sijil_folded_free (next);
      g_ptr_array_set_size (path, 0);
      return TRUE;
    }
    g_ptr_array_add (path, next);
    here = next;
  }
  return TRUE;
}

/* @there: (out) (nullable): who the person is at @association, living there or not. */
gboolean
sijil_moves_counterpart (SijilLinker *linker, const SijilId *person, gint64 association,
                         SijilFolded **there, GError **error)
{
  g_autoptr (GPtrArray) linked = sijil_storage_linked_persons (linker->storage, person, error);

  *there = NULL;
  for (guint i = 0; linked != NULL && *there == NULL && i < linked->len; i++)
    if (((SijilFolded *) linked->pdata[i])->owner == association)
      *there = g_ptr_array_steal_index (linked, i);
  return linked != NULL;
}

gboolean
sijil_moves_link_person (SijilLinker *linker, SijilFolded *person, const SijilId *counterpart,
                         gint64 association, GError **error)
{
  const SijilId *id = sijil_record_id (person->record);
  gboolean first = person->owner < association, is_new;

  return sijil_storage_add_person_link (linker->storage, first ? id : counterpart,
                                        first ? counterpart : id, SIJIL_EVIDENCE_MOVED, &is_new,
                                        error);
}
