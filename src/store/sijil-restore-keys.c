#define G_LOG_DOMAIN "sijil-store"

#include "sijil-restore-keys.h"

#include "sijil-i18n.h"
#include "sijil-removals.h"
#include "sijil-slot.h"
#include "sijil-store-file.h"
#include "sijil-text.h"

#include <glib/gstdio.h>
#include <string.h>

/**
 * sijil_restore_has_keys: (skip)
 * @profile: the folder of a profile
 *
 * Returns: whether there are key files, of whoever
 */
gboolean
sijil_restore_has_keys (const char *profile)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, NULL);
  g_autoptr (GKeyFile) recovery = sijil_slot_load (profile, SIJIL_RECOVERY, NULL);

  return (slots != NULL && slots->len > 0) || recovery != NULL;
}

/**
 * sijil_restore_openers:
 * @profile: the folder of the register that would give way
 * @backup: the folder of a backup
 * @of_that_day: (out): whether their passphrases are those of the day of the backup
 *
 * Who opens the register when the backup has taken its place: those who open it today. Only where
 * there are no keys, on a new computer for instance, those of the backup come back with it.
 *
 * Returns: (transfer full) (element-type SijilSlot): they, by name
 */
GPtrArray *
sijil_restore_openers (const char *profile, const char *backup, gboolean *of_that_day)
{
  GPtrArray *slots;

  *of_that_day = !sijil_restore_has_keys (profile);
  slots = sijil_keys_list (*of_that_day ? backup : profile, NULL);
  return slots != NULL ? slots : g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_slot_free);
}

/**
 * sijil_restore_words:
 * @profile: the folder of the register that would give way
 * @backup: the folder of a backup
 *
 * Returns: (transfer full): a sentence that says whose keys are in force afterwards; to be shown
 *   before the backup is restored
 */
char *
sijil_restore_words (const char *profile, const char *backup)
{
  gboolean of_that_day;
  g_autoptr (GPtrArray) slots = sijil_restore_openers (profile, backup, &of_that_day);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++) {
    const SijilSlot *slot = slots->pdata[i];
    g_autofree char *name = sijil_text_isolate (slot->name != NULL ? slot->name : "");

    g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "", name);
  }
  if (of_that_day)
    /* Translators: %s are names of clerks. */
    return g_strdup_printf (_ ("The keys of that day come back with the backup. These open the "
                               "register afterwards, with their passphrases of then: %s"),
                            names->str);
  /* Translators: %s are names of clerks. */
  return g_strdup_printf (
      _ ("The keys stay those of today: the backup brings nobody back in. These "
         "open the register afterwards: %s"),
      names->str);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE, sentence);
  return FALSE;
}

static gboolean
is_coordinator (const SijilOpened *opened)
{
  return opened->role == NULL || strcmp (opened->role, "coordinator") == 0;
}

static gboolean
open_today (const SijilRestore *request, SijilOpened *today, GError **error)
{
  const char *by = request->by != NULL ? request->by : request->slot;
  const char *secret = request->by_secret != NULL ? request->by_secret : request->secret;

  return strcmp (by, SIJIL_RECOVERY) == 0
             ? sijil_keys_recover (request->profile, secret, today, error)
             : sijil_keys_open (request->profile, by, secret, today, error);
}

/**
 * sijil_restore_allow: (skip)
 * @request: what is to be restored, and by whom; its slot is not %NULL
 * @of_that_day: what the backup's slot held
 * @today: (out caller-allocates): what the slot of today held, if there are keys
 * @error: return location for an error
 *
 * A register gives way to a backup only if its coordinator says so. The key files alone tell who
 * that is, since the register itself may be damaged; without them, the coordinator of the backup.
 *
 * Returns: %TRUE if it may be restored
 */
gboolean
sijil_restore_allow (const SijilRestore *request, const SijilOpened *of_that_day,
                     SijilOpened *today, GError **error)
{
  g_autofree char *path = g_build_filename (request->profile, SIJIL_STORE_FILE, NULL);
  g_autoptr (GError) local = NULL;

  if (!sijil_restore_has_keys (request->profile))
    return !g_file_test (path, G_FILE_TEST_EXISTS) || is_coordinator (of_that_day) ||
           refuse (error,
                   _ ("There is a register here. Only a coordinator of the backup can put it "
                      "in its place, or whoever has its recovery code. Nothing was changed"));
  if (open_today (request, today, &local) && is_coordinator (today))
    return TRUE;
  if (g_error_matches (local, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WAIT) ||
      (request->by_secret != NULL && local != NULL)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return refuse (error,
                 _ ("A coordinator of today has to allow it, with the passphrase of today, or "
                    "the recovery code. Nothing was changed"));
}

/* The register of today, if it can be read: it knows who has left though the key slot may still be
 * there. */
static SijilDb *
open_present (const char *profile, const SijilOpened *today)
{
  g_autofree char *path = g_build_filename (profile, SIJIL_STORE_FILE, NULL);
  SijilDb *db = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) &&
      sijil_store_file_settle (profile, today->key, NULL)) {
    db = sijil_db_open (path, today->key, SIJIL_DB_STILL, NULL);
    if (db == NULL && today->has_next)
      db = sijil_db_open (path, today->next, SIJIL_DB_STILL, NULL);
  }
  return db;
}

/**
 * sijil_restore_carry_keys: (skip)
 * @profile: the folder of the register that gives way
 * @stage: the folder of the one that comes
 * @today: what the slot of its coordinator held
 * @key: the key of the register on the stage
 * @error: return location for an error
 *
 * Seals the key to all who have a slot today, so that a backup brings nobody back in: neither who
 * was removed since, nor a passphrase or a recovery code that somebody else has seen.
 *
 * Returns: %TRUE if all of it is on the disk
 */
gboolean
sijil_restore_carry_keys (const char *profile, const char *stage, const SijilOpened *today,
                          const guint8 *key, GError **error)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, error);
  g_autoptr (SijilDb) db = open_present (profile, today);
  g_autofree char *keys = g_build_filename (stage, "keys", NULL);

  if (slots == NULL)
    return FALSE;
  if (g_mkdir (keys, 0700) != 0)
    return sijil_store_fail (error, _ ("The key files could not be copied"));
  for (guint i = 0; i < slots->len; i++) {
    const char *id = ((SijilSlot *) slots->pdata[i])->id;

    if ((db == NULL || !sijil_removals_has_left (db, id)) &&
        !sijil_slot_carry (profile, stage, id, today, key, error))
      return FALSE;
  }
  return sijil_slot_carry (profile, stage, SIJIL_RECOVERY, today, key, error);
}
