#define G_LOG_DOMAIN "sijil-store"

#include "sijil-store-private.h"

#include "sijil-backup.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-meta.h"
#include "sijil-removals.h"
#include "sijil-store-file.h"

#include <string.h>

/* Which of two keys the file is encrypted with, if a change of keys had been interrupted. */
static const guint8 *
key_in_force (SijilStore *self, const SijilOpened *opened, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!sijil_store_file_settle (self->profile, opened->key, error))
    return NULL;
  if (sijil_store_file_check (self->profile, opened->key, SIJIL_DB_PAGES, &local))
    return opened->key;
  if (opened->has_next && g_error_matches (local, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_KEY))
    return sijil_store_file_check (self->profile, opened->next, SIJIL_DB_PAGES, error)
               ? opened->next
               : NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Whether another way to open it could go better. */
static gboolean
is_of_disk (const GError *error)
{
  return !g_error_matches (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED) &&
         !g_error_matches (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_KEY) &&
         !g_error_matches (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NEWER);
}

/* On a disk that takes nothing the desk can still look up what it knows. */
static gboolean
open_file (SijilStore *self, const guint8 *key, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (sijil_store_open_file (self, key, SIJIL_STORE_FILE, SIJIL_DB_READ_WRITE, &local) &&
      sijil_keys_change_end (self->profile, key, &local))
    return TRUE;
  sijil_store_close_file (self);
  if (is_of_disk (local) &&
      sijil_store_open_file (self, key, SIJIL_STORE_FILE, SIJIL_DB_STILL, NULL)) {
    g_info ("opened for reading only: %s", local->message);
    return TRUE;
  }
  sijil_store_close_file (self);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
open_with (SijilStore *self, const SijilOpened *opened, GError **error)
{
  const guint8 *key = key_in_force (self, opened, error);
  g_autofree char *letters = NULL;

  if (key == NULL || !open_file (self, key, error))
    return FALSE;
  letters = sijil_meta_text (self->sessions[SIJIL_LANE_PAGE].db, SIJIL_META_LETTERS);
  if (letters != NULL)
    return TRUE;
  /* Each register has them from its first moment. */
  g_set_error_literal (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DAMAGED, "no letters");
  sijil_store_file_explain (error);
  return FALSE;
}

/* Where a removal cannot be finished, for want of room perhaps, the next unlock tries it again; the
 * desk opens all the same, but to whoever was removed. */
static gboolean
finish_removals (SijilStore *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (sijil_removals_finish (self, &local))
    return TRUE;
  if (self->key != NULL) {
    g_info ("a removal could not be finished: %s", local->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static SijilStore *
unlock (SijilStore *self, const SijilOpened *opened, const char *slot, const char *name,
        const char *role, GError **error)
{
  if (open_with (self, opened, error)) {
    sijil_store_set_person (self, slot, name, role);
    if (finish_removals (self, error))
      return g_object_ref (self);
  }
  /* What it announces holds it for a moment longer, and with it the profile. */
  sijil_store_close (self);
  return NULL;
}

static SijilSlot *
find_slot (const char *profile, const char *slot_id, GError **error)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    SijilSlot *slot = slots->pdata[i];

    if (slot_id == NULL || strcmp (slot->id, slot_id) == 0)
      return g_ptr_array_steal_index (slots, i);
  }
  if (slots == NULL) {
    g_clear_error (error);
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_KEY,
                         _ ("The key files are not in the register’s folder any more, so it cannot "
                            "be opened. Restore a backup: it has them"));
  } else
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("This clerk has no key here"));
  return NULL;
}

/**
 * sijil_store_unlock:
 * @profile: the folder of a register
 * @slot_id: (nullable): which clerk; %NULL for the only one
 * @passphrase: the clerk's passphrase
 * @error: return location for an error
 *
 * Opens a register. Takes a quarter of a second: call it outside the main thread.
 *
 * Returns: (transfer full) (nullable): the register
 */
SijilStore *
sijil_store_unlock (const char *profile, const char *slot_id, const char *passphrase,
                    GError **error)
{
  g_autoptr (SijilStore) self = sijil_store_new (profile);
  g_autoptr (SijilSlot) slot = NULL;
  g_auto (SijilOpened) opened = { { 0 } };

  if (!sijil_store_take_lock (self, error) || !sijil_restore_finish (profile, error))
    return NULL;
  slot = find_slot (profile, slot_id, error);
  if (slot == NULL || !sijil_keys_open (profile, slot->id, passphrase, &opened, error))
    return NULL;
  return unlock (self, &opened, slot->id, opened.name, opened.role, error);
}

/**
 * sijil_store_unlock_with_code:
 * @profile: the folder of a register
 * @code: the recovery code, however spaced
 * @error: return location for an error
 *
 * Opens a register for somebody who holds the recovery code; that person works as coordinator.
 *
 * Returns: (transfer full) (nullable): the register
 */
SijilStore *
sijil_store_unlock_with_code (const char *profile, const char *code, GError **error)
{
  g_autoptr (SijilStore) self = sijil_store_new (profile);
  g_auto (SijilOpened) opened = { { 0 } };

  if (!sijil_store_take_lock (self, error) || !sijil_restore_finish (profile, error) ||
      !sijil_keys_recover (profile, code, &opened, error))
    return NULL;
  return unlock (self, &opened, SIJIL_RECOVERY, _ ("Recovery code"), "coordinator", error);
}
