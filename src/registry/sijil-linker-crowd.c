#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker.h"

#include "types/sijil-types-all.h"

/* In each association somebody is registered once. Twice happens, and whether it did is that one's
 * own matter; but whoever registers somebody a thousand times would have a thousand links and
 * findings made of it at the other side. So there are a few, and the rest waits until the
 * association has cleaned up: nothing is lost of it. */
#define MOST 3

/* One more of @newcomer's association who is the same as @known: is there room? If not, it waits,
 * and its own association learns why. */
static gboolean
find_room (SijilLinker *linker, SijilFolded *known, SijilFolded *newcomer, SijilFolded *home,
           gint64 so_far, gboolean *room, GError **error)
{
  const SijilId *id = sijil_record_id (known->record);

  if (so_far < MOST)
    return TRUE;
  *room = FALSE;
  /* Who gave way in a merge is somebody else's record now. */
  if (!sijil_record_is_null (newcomer->record, SIJIL_PERSON_MERGED_INTO))
    return TRUE;
  return sijil_storage_put_off (linker->storage, id, newcomer->owner,
                                sijil_record_id (newcomer->record), error) &&
         sijil_findings_often (linker->storage, linker->teller, id, newcomer, home, error);
}

/**
 * sijil_linker_has_room:
 * @linker: a linker
 * @pair: two persons who are the same, with their households
 * @room: (out): whether they are linked already, or can be
 * @error: return location for an error
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sijil_linker_has_room (SijilLinker *linker, const SijilPair *pair, gboolean *room, GError **error)
{
  SijilFolded *a = pair->person_a, *b = pair->person_b;
  const SijilId *id_a = sijil_record_id (a->record), *id_b = sijil_record_id (b->record);

  *room = TRUE;
  if (sijil_storage_are_linked (linker->storage, id_a, id_b))
    return TRUE;
  return find_room (linker, a, b, pair->b, sijil_storage_same_at (linker->storage, id_a, b->owner),
                    room, error) &&
         find_room (linker, b, a, pair->a, sijil_storage_same_at (linker->storage, id_b, a->owner),
                    room, error);
}

static gint64
told_of (SijilLinker *linker, SijilFolded *person, SijilFolded *other)
{
  g_autofree char *name = sijil_storage_association_name (linker->storage, other->owner);

  return sijil_storage_told_of_person (linker->storage, person->owner,
                                       sijil_record_id (person->record), name);
}

/**
 * sijil_linker_has_told:
 * @linker: a linker
 * @pair: two persons of whom no link is kept
 * @room: (out): whether both associations may be told of one more
 * @error: return location for an error
 *
 * Returns: %FALSE if writing failed
 */
gboolean
sijil_linker_has_told (SijilLinker *linker, const SijilPair *pair, gboolean *room, GError **error)
{
  SijilFolded *a = pair->person_a, *b = pair->person_b;

  *room = TRUE;
  return find_room (linker, a, b, pair->b, told_of (linker, a, b), room, error) &&
         find_room (linker, b, a, pair->a, told_of (linker, b, a), room, error);
}

/**
 * sijil_linker_put_off:
 * @linker: a linker
 * @pair: two persons about whom there are questions enough
 * @error: return location for an error
 *
 * Returns: %TRUE if they are compared again when a question between the two was answered
 */
gboolean
sijil_linker_put_off (SijilLinker *linker, const SijilPair *pair, GError **error)
{
  const SijilId *a = sijil_record_id (pair->person_a->record);
  const SijilId *b = sijil_record_id (pair->person_b->record);

  return sijil_storage_put_off (linker->storage, a, pair->person_b->owner, b, error) &&
         sijil_storage_put_off (linker->storage, b, pair->person_a->owner, a, error);
}

/**
 * sijil_linker_release:
 * @linker: a linker
 * @known: somebody
 * @owner: another association, where something changed of those who are the same as @known
 * @error: return location for an error
 *
 * Judges some of those who wait, as many as there may be room for.
 *
 * Returns: %TRUE if they were judged
 */
gboolean
sijil_linker_release (SijilLinker *linker, const SijilId *known, gint64 owner, GError **error)
{
  SijilId waiting[MOST];
  guint n = 0;
  g_autoptr (GError) local = NULL;

  if (sijil_storage_same_at (linker->storage, known, owner) >= MOST)
    return TRUE;
  /* All are taken off the list before one is judged: who has to wait again goes behind the others.
   */
  while (n < MOST &&
         sijil_storage_next_waiting (linker->storage, known, owner, &waiting[n], &local))
    n++;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  for (guint i = 0; i < n; i++) {
    g_autoptr (SijilFolded) person = sijil_linker_load (linker, &sijil_person_type, &waiting[i]);

    if (person != NULL && !sijil_linker_person (linker, person, error))
      return FALSE;
  }
  return TRUE;
}
