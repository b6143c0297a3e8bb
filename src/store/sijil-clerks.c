#define G_LOG_DOMAIN "sijil-store"

#include "sijil-clerks.h"

#include "sijil-choices.h"
#include "sijil-edit.h"
#include "sijil-i18n.h"
#include "sijil-removals.h"
#include "sijil-roles.h"
#include "sijil-store-private.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_NAME 80
#define MAX_CLERKS 200

static gboolean
refuse (GError **error, SijilStoreError code, const char *sentence)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, code, sentence);
  return FALSE;
}

static gpointer
may_change_clerks (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (sijil_role_may (session, SIJIL_ACT_CLERKS, error));
}

/**
 * sijil_clerk_find:
 * @profile: the folder of a profile
 * @name_or_id: a clerk's name, or the id of the key slot
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the clerk's slot
 */
SijilSlot *
sijil_clerk_find (const char *profile, const char *name_or_id, GError **error)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    SijilSlot *slot = slots->pdata[i];

    if (g_strcmp0 (slot->id, name_or_id) == 0 || g_strcmp0 (slot->name, name_or_id) == 0)
      return g_ptr_array_steal_index (slots, i);
  }
  if (slots != NULL)
    refuse (error, SIJIL_STORE_ERROR_NOT_FOUND, _ ("There is no clerk of this name here"));
  return NULL;
}

static gboolean
check_new (SijilStore *store, const char *name, const char *role, const char *passphrase,
           GError **error)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (store->profile, error);
  const char *weak;

  if (slots == NULL)
    return FALSE;
  if (*name == '\0' || !g_utf8_validate (name, -1, NULL) || g_utf8_strlen (name, -1) > MAX_NAME)
    return refuse (error, SIJIL_STORE_ERROR_INVALID, _ ("The name of the clerk is missing"));
  if (!sijil_choice_has (sijil_roles, role))
    return refuse (error, SIJIL_STORE_ERROR_INVALID,
                   _ ("The role is coordinator, clerk or auditor"));
  if (sijil_passphrase_strength (passphrase, &weak) == 0)
    return refuse (error, SIJIL_STORE_ERROR_INVALID, weak);
  if (slots->len >= MAX_CLERKS)
    return refuse (error, SIJIL_STORE_ERROR_INVALID, _ ("These are too many clerks for one PC"));
  for (guint i = 0; i < slots->len; i++)
    if (g_strcmp0 (((SijilSlot *) slots->pdata[i])->name, name) == 0)
      return refuse (error, SIJIL_STORE_ERROR_EXISTS,
                     _ ("There is a clerk of this name already. Add something to tell them apart"));
  return TRUE;
}

static gpointer
put_staff (SijilSession *session, gpointer staff, GError **error)
{
  return GINT_TO_POINTER (sijil_role_may (session, SIJIL_ACT_CLERKS, error) &&
                          sijil_edit_put (session, staff, error));
}

/**
 * sijil_clerk_add:
 * @store: a register, unlocked by a coordinator
 * @name: the new clerk's name, shown before unlocking
 * @role: a code of the roles
 * @passphrase: the new clerk's passphrase
 * @error: return location for an error
 *
 * Gives somebody a key to the register on this PC, and notes it among the staff.
 *
 * Returns: (transfer full) (nullable): the new key slot
 */
char *
sijil_clerk_add (SijilStore *store, const char *name, const char *role, const char *passphrase,
                 GError **error)
{
  g_autofree char *plain = sijil_text_strip_bidi (name);
  g_autofree char *slot = NULL;
  g_autoptr (SijilRecord) staff = sijil_record_new (&sijil_staff_type, NULL);

  g_strstrip (plain);
  if (sijil_store_read (store, may_change_clerks, NULL, error) == NULL ||
      !check_new (store, plain, role, passphrase, error))
    return NULL;
  slot = sijil_keys_set (store->profile, NULL, plain, role, passphrase, store->key, error);
  if (slot == NULL)
    return NULL;
  sijil_record_set_text (staff, SIJIL_STAFF_SLOT, slot);
  sijil_record_set_text (staff, SIJIL_STAFF_NAME, plain);
  sijil_record_set_text (staff, SIJIL_STAFF_ROLE, role);
  if (sijil_store_write (store, put_staff, staff, error) != NULL)
    return g_steal_pointer (&slot);
  {
    g_autofree char *file = g_strconcat (slot, ".slot", NULL);
    g_autofree char *path = g_build_filename (store->profile, "keys", file, NULL);

    g_unlink (path);
  }
  return NULL;
}

/* Whoever changes his own passphrase shows the old one: an unlocked desk may stand alone for a
 * minute. A coordinator gives a new one to a clerk who has forgotten it. */
static gboolean
may_set (SijilStore *store, const SijilSlot *slot, const char *old, GError **error)
{
  g_auto (SijilOpened) opened = { { 0 } };

  if (g_strcmp0 (store->sessions[SIJIL_LANE_READ].actor, slot->id) != 0)
    return sijil_store_read (store, may_change_clerks, NULL, error) != NULL;
  return sijil_keys_open (store->profile, slot->id, old != NULL ? old : "", &opened, error);
}

static SijilSlot *
slot_of_staff (SijilRecord *staff)
{
  SijilSlot *slot = g_new0 (SijilSlot, 1);

  slot->id = g_strdup (sijil_record_text (staff, SIJIL_STAFF_SLOT));
  slot->name = g_strdup (sijil_record_text (staff, SIJIL_STAFF_NAME));
  slot->role = g_strdup (sijil_record_text (staff, SIJIL_STAFF_ROLE));
  return slot;
}

static gpointer
find_staff (SijilSession *session, gpointer slot_id, GError **error)
{
  g_autoptr (GPtrArray) staff = sijil_records_where (
      session->db, &sijil_staff_type, "WHERE slot = ?1 AND left_on IS NULL", error, "t", slot_id);

  return staff != NULL && staff->len > 0 ? slot_of_staff (staff->pdata[0]) : NULL;
}

/* What goes into a slot that is written anew: name and role as they stand in the old file only if
 * nobody else wrote them there; otherwise as the register has them. */
static SijilSlot *
trusted_slot (SijilStore *store, const char *slot_id, GError **error)
{
  g_autoptr (GError) local = NULL;
  SijilSlot *slot = sijil_keys_authentic (store->profile, slot_id, store->key, &local);

  if (slot == NULL)
    slot = sijil_store_read (store, find_staff, (gpointer) slot_id, NULL);
  if (slot == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return slot;
}

/**
 * sijil_clerk_set_passphrase:
 * @store: a register, unlocked
 * @slot_id: whose passphrase
 * @old: (nullable): the passphrase until now, needed for one's own
 * @passphrase: from now on
 * @error: return location for an error
 *
 * Returns: %TRUE if the new one opens the register and the old one does not
 */
gboolean
sijil_clerk_set_passphrase (SijilStore *store, const char *slot_id, const char *old,
                            const char *passphrase, GError **error)
{
  g_autoptr (SijilSlot) shown = sijil_clerk_find (store->profile, slot_id, error);
  g_autoptr (SijilSlot) slot = NULL;
  g_autofree char *same = NULL;
  const char *weak;

  if (shown == NULL || !may_set (store, shown, old, error))
    return FALSE;
  slot = trusted_slot (store, shown->id, error);
  if (slot == NULL)
    return FALSE;
  if (sijil_passphrase_strength (passphrase, &weak) == 0)
    return refuse (error, SIJIL_STORE_ERROR_INVALID, weak);
  same = sijil_keys_set (store->profile, slot->id, slot->name, slot->role, passphrase, store->key,
                         error);
  return same != NULL;
}

static gpointer
staff_leaves (SijilSession *session, gpointer slot_id, GError **error)
{
  g_autoptr (GPtrArray) staff = NULL;
  g_autofree char *today = sijil_date_today ();

  if (!sijil_role_may (session, SIJIL_ACT_CLERKS, error))
    return NULL;
  staff =
      sijil_records_where (session->db, &sijil_staff_type, "WHERE slot = ?1", error, "t", slot_id);
  for (guint i = 0; staff != NULL && i < staff->len; i++) {
    g_autoptr (SijilRecord) edit =
        sijil_record_new (&sijil_staff_type, sijil_record_id (staff->pdata[i]));

    sijil_record_set_text (edit, SIJIL_STAFF_LEFT_ON, today);
    if (!sijil_edit_put (session, edit, error))
      return NULL;
  }
  return GINT_TO_POINTER (staff != NULL);
}

/**
 * sijil_clerk_remove:
 * @profile: the folder of a register that is not open
 * @by: the coordinator's slot
 * @passphrase: the coordinator's passphrase
 * @slot_id: who shall not open the register any more
 * @error: return location for an error
 *
 * Encrypts the register with a new key, which all clerks and the recovery code get but the one, and
 * takes that clerk's key out of the backups on this PC. What the clerk copied before, a stick with
 * a backup too, can still be read; what comes after cannot, unless that copy is still enrolled:
 * then the registry revokes the device.
 *
 * Returns: (transfer full) (nullable): the register, unlocked by the coordinator
 */
SijilStore *
sijil_clerk_remove (const char *profile, const char *by, const char *passphrase,
                    const char *slot_id, GError **error)
{
  g_autoptr (SijilStore) store = NULL;
  g_autoptr (SijilSlot) slot = sijil_clerk_find (profile, slot_id, error);

  if (slot == NULL)
    return NULL;
  if (g_strcmp0 (slot->id, by) == 0) {
    refuse (error, SIJIL_STORE_ERROR_INVALID,
            _ ("You cannot remove yourself. Another coordinator can"));
    return NULL;
  }
  store = sijil_store_unlock (profile, by, passphrase, error);
  if (store != NULL && sijil_store_write (store, staff_leaves, slot->id, error) != NULL &&
      sijil_removals_finish (store, error))
    return g_steal_pointer (&store);
  if (store != NULL)
    sijil_store_close (store);
  return NULL;
}

/**
 * sijil_clerk_new_code:
 * @store: a register, unlocked by a coordinator
 * @passphrase: the coordinator's passphrase, or the recovery code if that opened the register: an
 *   unlocked desk may stand alone for a minute
 * @error: return location for an error
 *
 * Makes another recovery code: the paper was lost, somebody has seen it, or its key file is
 * damaged. Backups that were made before still open with the old one.
 *
 * Returns: (transfer full) (nullable): the new code, shown once; the old one opens nothing here
 */
char *
sijil_clerk_new_code (SijilStore *store, const char *passphrase, GError **error)
{
  const char *me = store->sessions[SIJIL_LANE_READ].actor;
  g_auto (SijilOpened) opened = { { 0 } };

  if (sijil_store_read (store, may_change_clerks, NULL, error) == NULL ||
      !(g_strcmp0 (me, SIJIL_RECOVERY) == 0
            ? sijil_keys_recover (store->profile, passphrase, &opened, error)
            : sijil_keys_open (store->profile, me, passphrase, &opened, error)))
    return NULL;
  return sijil_keys_new_code (store->profile, store->key, error);
}
