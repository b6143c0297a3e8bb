#define G_LOG_DOMAIN "sijil-store"

#include "sijil-keys.h"

#include "sijil-crockford.h"
#include "sijil-i18n.h"
#include "sijil-id.h"
#include "sijil-slot.h"
#include "sijil-slowdown.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define RECOVERY_LETTERS 23

G_DEFINE_QUARK (sijil - store - error - quark, sijil_store_error)

static char *
keys_dir (const char *profile)
{
  return g_build_filename (profile, "keys", NULL);
}

void
sijil_slot_free (SijilSlot *slot)
{
  if (slot == NULL)
    return;
  g_free (slot->id);
  g_free (slot->name);
  g_free (slot->role);
  g_free (slot);
}

void
sijil_opened_clear (SijilOpened *opened)
{
  g_free (opened->name);
  g_free (opened->role);
  sodium_memzero (opened, sizeof *opened);
}

/**
 * sijil_keys_new_code:
 * @profile: the folder of the profile
 * @key: the database key
 * @error: return location for an error
 *
 * Seals the key to a recovery code, in place of the one that was.
 *
 * Returns: (transfer full) (nullable): 24 letters, shown once and kept nowhere
 */
char *
sijil_keys_new_code (const char *profile, const guint8 *key, GError **error)
{
  g_autofree char *letters = sijil_crockford_random (RECOVERY_LETTERS);
  g_autofree char *code = sijil_crockford_with_check (letters);

  return sijil_slot_write (profile, SIJIL_RECOVERY, NULL, NULL, code, key, error)
             ? g_steal_pointer (&code)
             : NULL;
}

/**
 * sijil_keys_create:
 * @profile: the folder of the profile
 * @clerk: display name of the first clerk, who becomes coordinator
 * @passphrase: the clerk's passphrase
 * @key: (out) (array fixed-size=32): a fresh database key
 * @slot_id: (out): the clerk's slot
 * @recovery_code: (out): 24 letters, shown once and kept nowhere
 * @error: return location for an error
 *
 * Makes a random database key and seals it to the first clerk and to a recovery code.
 *
 * Returns: %TRUE if both slots are on disk
 */
gboolean
sijil_keys_create (const char *profile, const char *clerk, const char *passphrase, guint8 *key,
                   char **slot_id, char **recovery_code, GError **error)
{
  g_autofree char *dir = keys_dir (profile);
  SijilId id = sijil_id_new ();
  g_autofree char *slot = sijil_id_to_string (&id);

  if (sodium_init () < 0 || g_mkdir_with_parents (dir, 0700) != 0) {
    g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                 _ ("The folder of the register could not be made: %s"), g_strerror (errno));
    return FALSE;
  }
  randombytes_buf (key, SIJIL_KEY_LEN);
  if (!sijil_slot_write (profile, slot, clerk, "coordinator", passphrase, key, error) ||
      (*recovery_code = sijil_keys_new_code (profile, key, error)) == NULL)
    return FALSE;
  *slot_id = g_steal_pointer (&slot);
  return TRUE;
}

static SijilSlot *
slot_of_file (const char *id, GKeyFile *file)
{
  SijilSlot *slot = g_new0 (SijilSlot, 1);

  slot->id = g_strdup (id);
  slot->name = g_key_file_get_string (file, SIJIL_SLOT_GROUP, "name", NULL);
  slot->role = g_key_file_get_string (file, SIJIL_SLOT_GROUP, "role", NULL);
  return slot;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  const SijilSlot *left = *(SijilSlot *const *) a, *right = *(SijilSlot *const *) b;
  int order = g_strcmp0 (left->name, right->name);

  return order != 0 ? order : strcmp (left->id, right->id);
}

/**
 * sijil_keys_list:
 * @profile: the folder of the profile
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilSlot): the clerks who can unlock it, by
 * name
 */
GPtrArray *
sijil_keys_list (const char *profile, GError **error)
{
  g_autofree char *path = keys_dir (profile);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_slot_free);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *id = NULL;
    g_autoptr (GKeyFile) file = NULL;

    if (!g_str_has_suffix (name, ".slot") || g_str_has_prefix (name, SIJIL_RECOVERY))
      continue;
    id = g_strndup (name, strlen (name) - strlen (".slot"));
    file = sijil_slot_load (profile, id, NULL);
    if (file != NULL)
      g_ptr_array_add (slots, slot_of_file (id, file));
  }
  g_ptr_array_sort (slots, by_name);
  return g_steal_pointer (&slots);
}

/* Guessing takes its time by Argon2id; after some wrong ones it also has to wait. What is tried at
 * a backup counts for the profile, wherever the backup is; but who knows a passphrase of another
 * day is not let to guess on at the register for it. */
static gboolean
open_slowly (const char *folder, const char *profile, const char *slot_id, const char *passphrase,
             SijilOpened *opened, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!sijil_slowdown_may_try (profile, error))
    return FALSE;
  if (sijil_slot_open (folder, slot_id, passphrase, opened, &local)) {
    if (g_strcmp0 (folder, profile) == 0)
      sijil_slowdown_passed (profile);
    return TRUE;
  }
  if (g_error_matches (local, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE))
    sijil_slowdown_failed (profile);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sijil_keys_as_code:
 * @typed: a passphrase, or a recovery code however spaced
 *
 * Returns: (transfer full) (nullable): the letters of a recovery code, if it is one
 */
char *
sijil_keys_as_code (const char *typed)
{
  g_autofree char *letters = sijil_crockford_normalise (typed);

  return letters != NULL && strlen (letters) == RECOVERY_LETTERS + 1 &&
                 sijil_crockford_check (letters)
             ? g_steal_pointer (&letters)
             : NULL;
}

static gboolean
recover_slowly (const char *folder, const char *profile, const char *code, SijilOpened *opened,
                GError **error)
{
  g_autofree char *letters = sijil_keys_as_code (code);

  if (letters != NULL)
    return open_slowly (folder, profile, SIJIL_RECOVERY, letters, opened, error);
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE,
                       _ ("A letter of the recovery code is wrong or missing. It has 24 letters"));
  return FALSE;
}

/**
 * sijil_keys_open:
 * @profile: the folder of the profile
 * @slot_id: a clerk's slot
 * @passphrase: the clerk's passphrase
 * @opened: (out caller-allocates): what the slot holds; clear it with sijil_opened_clear()
 * @error: return location for an error
 *
 * Takes about a quarter of a second and 64 MiB, on purpose. Wrong passphrases one after the other
 * have to wait, up to half a minute.
 *
 * Returns: %TRUE if the passphrase was right
 */
gboolean
sijil_keys_open (const char *profile, const char *slot_id, const char *passphrase,
                 SijilOpened *opened, GError **error)
{
  return open_slowly (profile, profile, slot_id, passphrase, opened, error);
}

/**
 * sijil_keys_recover:
 * @profile: the folder of the profile
 * @code: the recovery code, however spaced
 * @opened: (out caller-allocates): what its slot holds; clear it with sijil_opened_clear()
 * @error: return location for an error
 *
 * Returns: %TRUE if the code was right
 */
gboolean
sijil_keys_recover (const char *profile, const char *code, SijilOpened *opened, GError **error)
{
  return recover_slowly (profile, profile, code, opened, error);
}

/**
 * sijil_keys_open_backup:
 * @backup: the folder of a backup
 * @profile: the folder of the profile at which it is tried
 * @slot_id: a clerk's slot in the backup, or %SIJIL_RECOVERY
 * @secret: that clerk's passphrase on the day of the backup, or the recovery code
 * @opened: (out caller-allocates): what the slot holds; clear it with sijil_opened_clear()
 * @error: return location for an error
 *
 * Returns: %TRUE if @secret was right
 */
gboolean
sijil_keys_open_backup (const char *backup, const char *profile, const char *slot_id,
                        const char *secret, SijilOpened *opened, GError **error)
{
  return strcmp (slot_id, SIJIL_RECOVERY) == 0
             ? recover_slowly (backup, profile, secret, opened, error)
             : open_slowly (backup, profile, slot_id, secret, opened, error);
}

/**
 * sijil_keys_set:
 * @profile: the folder of the profile
 * @slot_id: (nullable): a clerk's slot; %NULL for a new one
 * @name: the clerk
 * @role: the clerk's role
 * @passphrase: what opens the slot from now on
 * @key: the database key
 * @error: return location for an error
 *
 * Gives a clerk a key slot, or another passphrase.
 *
 * Returns: (transfer full) (nullable): the slot
 */
char *
sijil_keys_set (const char *profile, const char *slot_id, const char *name, const char *role,
                const char *passphrase, const guint8 *key, GError **error)
{
  SijilId id = sijil_id_new ();
  g_autofree char *fresh = sijil_id_to_string (&id);
  const char *slot = slot_id != NULL ? slot_id : fresh;

  return sijil_slot_write (profile, slot, name, role, passphrase, key, error) ? g_strdup (slot)
                                                                              : NULL;
}

/**
 * sijil_keys_authentic:
 * @profile: the folder of the profile
 * @slot_id: a clerk's slot
 * @key: the database key
 * @error: return location for an error
 *
 * What stands in a slot file anyone can write. This reads what somebody wrote who knew the key.
 *
 * Returns: (transfer full) (nullable): the slot
 */
SijilSlot *
sijil_keys_authentic (const char *profile, const char *slot_id, const guint8 *key, GError **error)
{
  g_autoptr (GKeyFile) file = sijil_slot_load (profile, slot_id, error);

  if (file == NULL)
    return NULL;
  if (!sijil_slot_is_authentic (file, slot_id, key)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                         _ ("This clerk’s key file is damaged or was changed by somebody. Remove "
                            "the clerk, and add the name again"));
    return NULL;
  }
  return slot_of_file (slot_id, file);
}

static char *
slot_file (const char *profile, const char *slot_id, const char *ending)
{
  g_autofree char *name = g_strconcat (slot_id, ending, NULL);

  return g_build_filename (profile, "keys", name, NULL);
}

static gboolean
for_each_slot (const char *profile,
               gboolean (*func) (const char *profile, const char *slot_id, gpointer data,
                                 GError **error),
               gpointer data, GError **error)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    if (!func (profile, ((SijilSlot *) slots->pdata[i])->id, data, error))
      return FALSE;
  return slots != NULL && func (profile, SIJIL_RECOVERY, data, error);
}

typedef struct {
  const guint8 *key;
  const guint8 *next;
  GPtrArray *leaving;
} Change;

static gboolean
leaves (const Change *change, const char *slot_id)
{
  return g_ptr_array_find_with_equal_func (change->leaving, slot_id, g_str_equal, NULL);
}

static gboolean
offer (const char *profile, const char *slot_id, gpointer data, GError **error)
{
  const Change *change = data;

  return leaves (change, slot_id) ||
         sijil_slot_offer (profile, slot_id, change->key, change->next, error);
}

static gboolean
step_aside (const char *profile, const char *slot_id, gpointer data, GError **error)
{
  g_autofree char *from = slot_file (profile, slot_id, ".slot");
  g_autofree char *to = slot_file (profile, slot_id, ".leaving");

  if (!leaves (data, slot_id) || g_rename (from, to) == 0)
    return TRUE;
  g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
               _ ("The clerk’s key file could not be removed: %s"), g_strerror (errno));
  return FALSE;
}

/**
 * sijil_keys_change_begin:
 * @profile: the folder of the profile
 * @key: the database key
 * @next: the key that shall replace it
 * @leaving: (element-type utf8): the slots that shall not get it
 * @error: return location for an error
 *
 * Offers the new key to all slots but some. The file of the register may be re-encrypted after
 * this; wherever that ends, sijil_keys_change_end() puts the slots right.
 *
 * Returns: %TRUE if all of it is on disk
 */
gboolean
sijil_keys_change_begin (const char *profile, const guint8 *key, const guint8 *next,
                         GPtrArray *leaving, GError **error)
{
  Change change = { key, next, leaving };

  return for_each_slot (profile, offer, &change, error) &&
         for_each_slot (profile, step_aside, &change, error);
}

static gboolean
settle (const char *profile, const char *slot_id, gpointer data, GError **error)
{
  return sijil_slot_settle (profile, slot_id, data, error);
}

static gboolean
may_still_open (const char *path, const char *slot_id, const guint8 *key)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  return g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL) &&
         sijil_slot_is_authentic (file, slot_id, key);
}

/* Who was to leave is gone if the key changed, and back if it did not. */
static void
settle_leaving (const char *profile, const guint8 *key)
{
  g_autofree char *path = keys_dir (profile);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *id = NULL, *from = NULL, *to = NULL;

    if (!g_str_has_suffix (name, ".leaving"))
      continue;
    id = g_strndup (name, strlen (name) - strlen (".leaving"));
    from = slot_file (profile, id, ".leaving");
    to = slot_file (profile, id, ".slot");
    if (may_still_open (from, id, key) ? g_rename (from, to) != 0 : g_unlink (from) != 0)
      g_message ("a key slot could not be settled: %s", g_strerror (errno));
  }
}

/**
 * sijil_keys_change_end:
 * @profile: the folder of the profile
 * @key: the database key that opens the register now
 * @error: return location for an error
 *
 * Ends a change of keys, also one that a power cut had left half done, in whichever slots. Where no
 * change was under way it does nothing.
 *
 * Returns: %TRUE if all slots hold the key that is in force
 */
gboolean
sijil_keys_change_end (const char *profile, const guint8 *key, GError **error)
{
  if (!for_each_slot (profile, settle, (gpointer) key, error))
    return FALSE;
  settle_leaving (profile, key);
  return TRUE;
}

/**
 * sijil_keys_are_changing:
 * @profile: the folder of the profile
 *
 * Returns: whether a change of keys was begun, and not ended in all slots
 */
gboolean
sijil_keys_are_changing (const char *profile)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, NULL);
  g_autoptr (GKeyFile) recovery = sijil_slot_load (profile, SIJIL_RECOVERY, NULL);
  gboolean changing =
      recovery != NULL && g_key_file_has_key (recovery, SIJIL_SLOT_GROUP, "next", NULL);

  for (guint i = 0; slots != NULL && i < slots->len && !changing; i++) {
    g_autoptr (GKeyFile) file =
        sijil_slot_load (profile, ((SijilSlot *) slots->pdata[i])->id, NULL);

    changing = file != NULL && g_key_file_has_key (file, SIJIL_SLOT_GROUP, "next", NULL);
  }
  return changing;
}
