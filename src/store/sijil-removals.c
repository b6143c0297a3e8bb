#define G_LOG_DOMAIN "sijil-store"

#include "sijil-removals.h"

#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-store-file.h"
#include "sijil-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

/* That somebody has left is written into the register first, and is what counts. All else follows
 * from it: the key slot here, the key that it knew, the slots in what was made before. So whatever
 * cuts a removal short, whoever unlocks next goes on with it. */

/**
 * sijil_removals_has_left: (skip)
 * @db: a register
 * @slot_id: a key slot
 *
 * Returns: whether the register says that its clerk has left
 */
gboolean
sijil_removals_has_left (SijilDb *db, const char *slot_id)
{
  return sijil_db_number (db, 0,
                          "SELECT count(*) FROM staff WHERE slot = ?1 AND left_on IS NOT NULL", "t",
                          slot_id) > 0;
}

static gboolean
has_left (SijilStore *self, const char *slot_id)
{
  return sijil_removals_has_left (self->sessions[SIJIL_LANE_PAGE].db, slot_id);
}

static gboolean
is_coordinator (SijilStore *self, const char *slot_id)
{
  g_autoptr (SijilSlot) slot = sijil_keys_authentic (self->profile, slot_id, self->key, NULL);

  return slot != NULL && g_strcmp0 (slot->role, "coordinator") == 0;
}

/* Who has left and still has a slot. What is written comes from other PCs too: one of them cannot
 * leave this one without anybody who may let others in. */
static GPtrArray *
find_leaving (SijilStore *self)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (self->profile, NULL);
  GPtrArray *leaving = g_ptr_array_new_with_free_func (g_free);
  gboolean one_stays = FALSE;

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    const char *id = ((SijilSlot *) slots->pdata[i])->id;

    if (has_left (self, id))
      g_ptr_array_add (leaving, g_strdup (id));
    else
      one_stays = one_stays || is_coordinator (self, id);
  }
  for (guint i = leaving->len; i > 0 && !one_stays; i--)
    if (is_coordinator (self, leaving->pdata[i - 1]))
      g_ptr_array_remove_index (leaving, i - 1);
  return leaving;
}

static gboolean
is_among (GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* Encrypts the file with a new key and gives that to all slots but those of @leaving. A power cut
 * leaves the old key in force or the new one; the next unlock finds out which. */
static gboolean
change_key (SijilStore *self, GPtrArray *leaving, GError **error)
{
  g_autofree char *path = g_build_filename (self->profile, SIJIL_STORE_FILE, NULL);
  g_autoptr (GError) local = NULL;
  guint8 key[SIJIL_KEY_LEN], next[SIJIL_KEY_LEN];
  const guint8 *in_force;

  memcpy (key, self->key, sizeof key);
  randombytes_buf (next, sizeof next);
  if (!sijil_keys_change_begin (self->profile, key, next, leaving, error)) {
    sijil_keys_change_end (self->profile, key, NULL);
    sodium_memzero (key, sizeof key);
    return FALSE;
  }
  sijil_store_close_file (self);
  in_force =
      sijil_db_rekey (path, key, next, &local) || sijil_db_check (path, next, SIJIL_DB_GLANCE, NULL)
          ? next
          : key;
  /* A new file that the disk may still forget leaves both keys in the slots. */
  if (local == NULL || in_force == key)
    sijil_keys_change_end (self->profile, in_force, local == NULL ? &local : NULL);
  sijil_store_file_explain (&local);
  sijil_store_open_file (self, in_force, SIJIL_STORE_FILE, SIJIL_DB_READ_WRITE,
                         local == NULL ? &local : NULL);
  sodium_memzero (key, sizeof key);
  sodium_memzero (next, sizeof next);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
forget_in (SijilStore *self, const char *folder)
{
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);
  g_autofree char *here = g_build_filename (self->profile, "keys", NULL);
  g_autoptr (GDir) dir = g_dir_open (keys, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *id = g_strndup (name, strcspn (name, "."));
    g_autofree char *file = g_build_filename (keys, name, NULL);
    g_autofree char *slot = g_strconcat (id, ".slot", NULL);
    g_autofree char *kept = g_build_filename (here, slot, NULL);

    if (has_left (self, id) && !g_file_test (kept, G_FILE_TEST_EXISTS) && g_unlink (file) != 0)
      g_info ("a key slot in a backup could not be removed: %s", g_strerror (errno));
  }
}

static void
forget_below (SijilStore *self, const char *parent, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *folder = g_build_filename (parent, name, NULL);

    if (g_str_has_prefix (name, prefix))
      forget_in (self, folder);
  }
}

/**
 * sijil_removals_finish: (skip)
 * @store: a register that was just unlocked, in whichever thread; nobody else may use it meanwhile
 * @error: return location for an error
 *
 * Makes true what the register says about clerks who have left: the file gets another key, which
 * all get but them, and their slots go out of the backups on this PC and out of what was set aside.
 * The others still open those. Usually there is nothing to do, which a look at the names of the
 * slots shows.
 *
 * Returns: %TRUE if nothing is left to do; otherwise the store is open as before, unless it was
 * opened by one of them
 */
gboolean
sijil_removals_finish (SijilStore *store, GError **error)
{
  g_autofree char *backups = g_build_filename (store->profile, "backups", NULL);
  g_autoptr (GPtrArray) leaving = find_leaving (store);

  if (is_among (leaving, store->sessions[SIJIL_LANE_PAGE].actor)) {
    sijil_store_close_file (store);
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("This clerk has no key here"));
    return FALSE;
  }
  if (store->only_reads)
    return TRUE;
  if (leaving->len > 0 && !change_key (store, leaving, error))
    return FALSE;
  forget_below (store, backups, "");
  forget_below (store, store->profile, "set-aside-");
  return TRUE;
}
