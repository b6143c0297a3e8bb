#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-given.h"

/* How far a device can have read its association's feed is not what it says, but what it has been
 * given: in an answer, a segment or a file. A change set whose base is beyond that would know what
 * nobody can have known, so that it wrote over names unasked, and a deletion would stand against
 * whatever came later.
 *
 * In a registry that was restored, or is of before this, what was given is not known. Then a base
 * may be as far as the feed goes, until the device has sent all that it had made till then. */

/**
 * sijil_given_most:
 * @registry: the registry, inside a transaction
 * @device: who sends a change set
 *
 * Returns: the highest base that the set can have
 */
guint64
sijil_given_most (SijilRegistry *registry, const SijilDevice *device)
{
  guint64 head = sijil_storage_feed_head (registry->storage, device->association);

  return device->given == SIJIL_GIVEN_UNKNOWN ? head : MIN (head, (guint64) device->given);
}

/**
 * sijil_given_from:
 * @device: who asks
 * @cursor: how far it says that it has read
 *
 * Returns: after which number its news begin: never beyond what it was given, so that nobody gets
 *   there by saying so
 */
guint64
sijil_given_from (const SijilDevice *device, guint64 cursor)
{
  return device->given == SIJIL_GIVEN_UNKNOWN ? cursor : MIN (cursor, (guint64) device->given);
}

/**
 * sijil_given_note:
 * @registry: the registry, inside a transaction
 * @device: (inout): who is given a piece of the feed
 * @after: the number after which that begins
 * @cursor: where it ends
 * @error: return location for an error
 *
 * A piece that does not join what was given before counts for nothing.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_given_note (SijilRegistry *registry, SijilDevice *device, guint64 after, guint64 cursor,
                  GError **error)
{
  if (device->given == SIJIL_GIVEN_UNKNOWN || after > (guint64) device->given ||
      cursor <= (guint64) device->given)
    return TRUE;
  device->given = (gint64) cursor;
  return sijil_storage_note_given (registry->storage, device, error);
}

/**
 * sijil_given_settle:
 * @registry: the registry, inside a transaction
 * @device: (inout): who has sent all that it had made
 * @cursor: where what it is given ends
 * @error: return location for an error
 *
 * From now on what it is given is known.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_given_settle (SijilRegistry *registry, SijilDevice *device, guint64 cursor, GError **error)
{
  guint64 head = sijil_storage_feed_head (registry->storage, device->association);

  if (device->given != SIJIL_GIVEN_UNKNOWN)
    return TRUE;
  device->given = (gint64) MIN (cursor, head);
  return sijil_storage_note_given (registry->storage, device, error);
}
