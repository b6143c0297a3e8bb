#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-circle.h"

#include "types/sijil-types-all.h"

static void
neighbour_free (SijilNeighbour *neighbour)
{
  sijil_folded_free (neighbour->home);
  sijil_folded_free (neighbour->person);
  g_free (neighbour);
}

void
sijil_circle_free (SijilCircle *circle)
{
  if (circle == NULL)
    return;
  sijil_folded_free (circle->home);
  g_ptr_array_unref (circle->neighbours);
  g_free (circle);
}

static SijilNeighbour *
add_neighbour (SijilCircle *self, SijilFolded *home)
{
  SijilNeighbour *neighbour = g_new0 (SijilNeighbour, 1);

  neighbour->home = home;
  g_ptr_array_add (self->neighbours, neighbour);
  return neighbour;
}

/**
 * sijil_circle_find:
 * @circle: (nullable): a circle
 * @household: a household of another association
 *
 * Returns: (transfer none) (nullable): what stands for it in the circle
 */
SijilNeighbour *
sijil_circle_find (SijilCircle *circle, const SijilId *household)
{
  for (guint i = 0; circle != NULL && i < circle->neighbours->len; i++) {
    SijilNeighbour *neighbour = circle->neighbours->pdata[i];

    if (sijil_id_equal (sijil_record_id (neighbour->home->record), household))
      return neighbour;
  }
  return NULL;
}

/* The households that are the same family. */
static gboolean
add_families (SijilCircle *self, SijilLinker *linker, GError **error)
{
  const SijilId *ours = sijil_record_id (self->home->record);
  g_autoptr (GPtrArray) links = sijil_storage_household_links (linker->storage, ours, error);

  for (guint i = 0; links != NULL && i < links->len; i++) {
    SijilLinkRow *link = links->pdata[i];
    const SijilId *theirs = sijil_id_equal (&link->a, ours) ? &link->b : &link->a;
    g_autoptr (SijilFolded) home = NULL;
    gboolean tell;

    if (!sijil_linker_may_tell (linker, link, &tell, error))
      return FALSE;
    if (tell)
      home = sijil_linker_load (linker, &sijil_household_type, theirs);
    if (sijil_linker_consents (linker, home))
      add_neighbour (self, g_steal_pointer (&home));
  }
  return links != NULL;
}

static gboolean
may_tell_of (SijilLinker *linker, const SijilId *person, SijilFolded *other)
{
  g_autoptr (SijilFolded) ours = sijil_linker_load (linker, &sijil_person_type, person);

  return ours != NULL && sijil_linker_proves (linker, ours, other);
}

/* Where the person is known, whether or not the households are one. */
static gboolean
add_persons (SijilCircle *self, SijilLinker *linker, const SijilId *id, GError **error)
{
  g_autoptr (GPtrArray) persons = sijil_storage_linked_persons (linker->storage, id, error);

  while (persons != NULL && persons->len > 0) {
    g_autoptr (SijilFolded) person = g_ptr_array_steal_index (persons, 0);
    g_autoptr (SijilFolded) home = sijil_linker_home (linker, person);
    SijilNeighbour *neighbour;

    if (!sijil_linker_consents (linker, home) ||
        sijil_merge_is_gone (person->record, person->stamps) ||
        sijil_linker_says (linker, self->home, home, "different"))
      continue;
    neighbour = sijil_circle_find (self, sijil_record_id (home->record));
    if (neighbour == NULL && !may_tell_of (linker, id, person))
      continue;
    if (neighbour == NULL)
      neighbour = add_neighbour (self, g_steal_pointer (&home));
    if (neighbour->person == NULL)
      neighbour->person = g_steal_pointer (&person);
  }
  return persons != NULL;
}

/**
 * sijil_circle_new:
 * @linker: a linker
 * @household: who was served
 * @person: (nullable): the person whom it was for, if it was for one
 * @error: return location for an error
 *
 * Finds the other associations that know the family, and of aid for one person those that know the
 * person, as far as all have consented and enough was written to be told.
 *
 * Returns: (transfer full) (nullable): the circle; %NULL if reading failed
 */
SijilCircle *
sijil_circle_new (SijilLinker *linker, const SijilId *household, const SijilId *person,
                  GError **error)
{
  g_autoptr (SijilCircle) self = g_new0 (SijilCircle, 1);
  SijilId survivor = sijil_linker_survivor (linker, household);

  self->neighbours = g_ptr_array_new_with_free_func ((GDestroyNotify) neighbour_free);
  self->home = sijil_linker_load (linker, &sijil_household_type, &survivor);
  if (!sijil_linker_consents (linker, self->home))
    return g_steal_pointer (&self);
  return add_families (self, linker, error) &&
                 (person == NULL || add_persons (self, linker, person, error))
             ? g_steal_pointer (&self)
             : NULL;
}
