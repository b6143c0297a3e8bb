#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-linker-again.h"

#include "sijil-date.h"
#include "sijil-linker.h"
#include "sijil-quota.h"
#include "types/sijil-types-all.h"

/* Persons who are judged in quiet moments, by themselves: all of them when the rules have changed,
 * and those who came when their device had used up its day. */

/* @cause: device that is the reason, or 0. */
static gboolean
judge_again (SijilRegistry *registry, GPtrArray *persons, guint32 cause, GError **error)
{
  g_autoptr (SijilTeller) teller = sijil_teller_new (registry->storage);
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GHashTable) held = sijil_storage_held (registry->storage);
  SijilLinker linker = { .storage = registry->storage,
                         .teller = teller,
                         .today = today,
                         .held = held,
                         .most = &registry->quota };

  if (!sijil_linker_caused_by (&linker, cause, error))
    return FALSE;
  for (guint i = 0; i < persons->len; i++) {
    guint told = sijil_teller_findings (teller);

    if (!sijil_linker_identity (&linker, persons->pdata[i], error))
      return FALSE;
    sijil_linker_found (&linker, sijil_teller_findings (teller) - told);
  }
  return sijil_linker_caused_by (&linker, 0, error) && sijil_teller_finish (teller, error);
}

/**
 * sijil_linker_again:
 * @registry: the registry, inside a transaction
 * @persons: how many at most
 * @more: (out): whether some are left
 * @error: return location for an error
 *
 * Judges those again who were judged by a program that judges otherwise.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_linker_again (SijilRegistry *registry, guint persons, gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) next = sijil_storage_next_rematch (registry->storage, persons, more, error);

  if (next == NULL || (next->len > 0 && !judge_again (registry, next, 0, error)))
    return FALSE;
  *more = *more || sijil_storage_to_share (registry->storage) > 0;
  return TRUE;
}

/* The next device that brought somebody who waits, and may have some compared today. */
static guint32
next_with_later (SijilRegistry *registry)
{
  guint32 device = 0;
  SijilUse use;

  do {
    device = sijil_storage_next_with_later (registry->storage, device);
    sijil_storage_use (registry->storage, device, sijil_quota_today (), &use);
  } while (device != 0 && (sijil_storage_is_held (registry->storage, device) ||
                           !sijil_quota_compares (&registry->quota, &use)));
  return device;
}

/* Whoever is nobody any more is taken off the list unseen. */
static GPtrArray *
load_later (SijilRegistry *registry, guint32 device, guint most, GError **error)
{
  g_autoptr (GPtrArray) ids = sijil_storage_later_of (registry->storage, device, most, error);
  g_autoptr (GPtrArray) persons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_folded_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    SijilFolded *person = NULL;

    if (!sijil_storage_load (registry->storage, &sijil_person_type, ids->pdata[i], &person,
                             error) ||
        !sijil_storage_compares_now (registry->storage, ids->pdata[i], error))
      return NULL;
    if (person != NULL)
      g_ptr_array_add (persons, person);
  }
  return ids != NULL ? g_steal_pointer (&persons) : NULL;
}

/**
 * sijil_linker_again_later:
 * @registry: the registry, inside a transaction
 * @persons: how many at most
 * @more: (out): whether some are left of whom today's turn is
 * @error: return location for an error
 *
 * Compares those whom a device brought when it had used up its day.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_linker_again_later (SijilRegistry *registry, guint persons, gboolean *more, GError **error)
{
  guint32 device = next_with_later (registry);
  g_autoptr (GPtrArray) next = NULL;

  *more = FALSE;
  if (device == 0)
    return TRUE;
  next = load_later (registry, device, persons, error);
  if (next == NULL || !judge_again (registry, next, device, error))
    return FALSE;
  *more = next_with_later (registry) != 0 || sijil_storage_to_share (registry->storage) > 0;
  return TRUE;
}
