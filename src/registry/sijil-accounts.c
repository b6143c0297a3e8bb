#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-accounts.h"

#include "sijil-card.h"
#include "sijil-crockford.h"
#include "sijil-i18n.h"
#include "sijil-invitation.h"
#include "sijil-linker-queue.h"
#include "sijil-printable.h"
#include "sijil-quota.h"
#include "types/sijil-desk.h"

#include <sodium.h>
#include <string.h>

#define INVITATION_HOURS 24
#define MOST_INVITATIONS 100 /* of an association, open at one time */
#define TOKEN_BYTES 24

void
sijil_membership_free (SijilMembership *membership)
{
  if (membership == NULL)
    return;
  g_free (membership->token);
  g_free (membership->association);
  g_free (membership);
}

void
sijil_enrolment_clear (SijilEnrolment *enrolment)
{
  g_clear_pointer (&enrolment->code, g_free);
  g_clear_pointer (&enrolment->public_key, g_bytes_unref);
  g_clear_pointer (&enrolment->proof, g_bytes_unref);
  g_clear_pointer (&enrolment->office, g_free);
  g_clear_pointer (&enrolment->letters, g_free);
}

static char *
hash_text (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/**
 * sijil_accounts_invite:
 * @registry: the registry
 * @association: name or number of an association
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a code for one device, good for 24 hours
 */
char *
sijil_accounts_invite (SijilRegistry *registry, const char *association, GError **error)
{
  gint64 id = sijil_storage_find_association (registry->storage, association);
  g_autofree char *code = sijil_crockford_random (SIJIL_INVITATION_LETTERS);
  g_autofree char *hash = hash_text (code);
  gint64 expires = g_get_real_time () + (gint64) INVITATION_HOURS * 3600 * G_USEC_PER_SEC;

  if (id == 0) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_NOT_FOUND,
                 _ ("There is no such association"));
    return NULL;
  }
  if (sijil_storage_count_invitations (registry->storage, id, g_get_real_time ()) >=
      MOST_INVITATIONS) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                 _ ("%d invitations of this association are open already; each ends when it is "
                    "used, or after 24 hours"),
                 MOST_INVITATIONS);
    return NULL;
  }
  return sijil_storage_add_invitation (registry->storage, hash, id, expires, error)
             ? g_steal_pointer (&code)
             : NULL;
}

/**
 * sijil_accounts_is_invited:
 * @registry: the registry
 * @code: what somebody shows
 *
 * Returns: whether there is such an invitation, and it is good still
 */
gboolean
sijil_accounts_is_invited (SijilRegistry *registry, const char *code)
{
  g_autofree char *hash = hash_text (code);

  return sijil_storage_is_invited (registry->storage, hash, g_get_real_time ());
}

static gboolean
bad_request (GError **error, const char *what)
{
  g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST, what);
  return FALSE;
}

/* The operator and the other PCs read them. */
static gboolean
is_well_named (SijilEnrolment *enrolment, GError **error)
{
  guint most = sijil_desk_type.fields[SIJIL_DESK_OFFICE].max_len;

  g_strstrip (enrolment->office);
  if (!sijil_printable_is_name (enrolment->office, most))
    return bad_request (error, "office");
  return sijil_card_are_letters (enrolment->letters) || bad_request (error, "letters");
}

static gboolean
proves_its_key (const SijilEnrolment *enrolment)
{
  g_autoptr (GBytes) statement = NULL;
  gsize len;
  const guint8 *said;

  if (g_bytes_get_size (enrolment->public_key) != crypto_sign_PUBLICKEYBYTES ||
      g_bytes_get_size (enrolment->proof) != crypto_sign_BYTES)
    return FALSE;
  statement = sijil_enrol_statement (enrolment->code, enrolment->public_key);
  said = g_bytes_get_data (statement, &len);
  return crypto_sign_verify_detached (g_bytes_get_data (enrolment->proof, NULL), said, len,
                                      g_bytes_get_data (enrolment->public_key, NULL)) == 0;
}

static SijilMembership *
give_token (SijilRegistry *registry, SijilDevice *device, GError **error)
{
  guint8 random[TOKEN_BYTES];
  char token[TOKEN_BYTES * 2];
  SijilMembership *membership;

  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (token, sizeof token, random, sizeof random,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  g_free (device->token_hash);
  device->token_hash = hash_text (token);
  if (!sijil_storage_save_device (registry->storage, device, error))
    return NULL;
  membership = g_new0 (SijilMembership, 1);
  membership->device = device->number;
  membership->token = g_strdup (token);
  membership->association = sijil_storage_association_name (registry->storage, device->association);
  return membership;
}

/**
 * sijil_accounts_enrol:
 * @registry: the registry, inside a transaction
 * @enrolment: (inout): what the device sent; its names are trimmed
 * @error: return location for an error
 *
 * Takes the invitation and gives the device a number and a token. The same key keeps its number,
 * and with it what was received from it.
 *
 * Returns: (transfer full) (nullable): its membership
 */
SijilMembership *
sijil_accounts_enrol (SijilRegistry *registry, SijilEnrolment *enrolment, GError **error)
{
  g_autofree char *hash = hash_text (enrolment->code);
  g_autoptr (SijilDevice) device = NULL;
  gint64 association;

  if (!proves_its_key (enrolment)) {
    bad_request (error, "proof");
    return NULL;
  }
  if (!is_well_named (enrolment, error))
    return NULL;
  association = sijil_storage_take_invitation (registry->storage, hash, g_get_real_time ());
  if (association == 0) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_INVITATION,
                         "invitation");
    return NULL;
  }
  device = sijil_storage_device_of_key (registry->storage, association, enrolment->public_key);
  if (device == NULL) {
    device = g_new0 (SijilDevice, 1);
    device->association = association;
    device->public_key = g_bytes_ref (enrolment->public_key);
    /* One that a restored registry has forgotten may have read much of it. */
    device->given = registry->epoch > 1 ? SIJIL_GIVEN_UNKNOWN : 0;
  }
  device->revoked = FALSE;
  g_free (device->office);
  device->office = g_strdup (enrolment->office);
  g_free (device->letters);
  device->letters = g_strdup (enrolment->letters);
  return give_token (registry, device, error);
}

/**
 * sijil_accounts_fork:
 * @registry: the registry, inside a transaction
 * @device: the device as it was
 * @error: return location for an error
 *
 * A profile came back from a backup: it goes on under another number. So many times a day, and if
 * it is held, it stays so.
 *
 * Returns: (transfer full) (nullable): its new membership
 */
SijilMembership *
sijil_accounts_fork (SijilRegistry *registry, SijilDevice *device, GError **error)
{
  g_autoptr (SijilDevice) fresh = g_new0 (SijilDevice, 1);
  gint64 today = sijil_quota_today ();
  SijilMembership *membership;
  SijilUse use;

  sijil_storage_use (registry->storage, device->number, today, &use);
  if (use.forks++ >= registry->quota.forks) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_TOMORROW, "tomorrow");
    return NULL;
  }
  fresh->association = device->association;
  fresh->office = g_strdup (device->office);
  fresh->letters = g_strdup (device->letters);
  fresh->public_key = g_bytes_ref (device->public_key);
  fresh->given = device->given;
  membership = give_token (registry, fresh, error);
  if (membership != NULL &&
      (!sijil_storage_save_use (registry->storage, device->number, today, &use, error) ||
       (sijil_storage_is_held (registry->storage, device->number) &&
        !sijil_storage_hold_number (registry->storage, fresh->number, error))))
    g_clear_pointer (&membership, sijil_membership_free);
  return membership;
}

static SijilDevice *
device_of (SijilStorage *storage, const char *authorization)
{
  g_autoptr (SijilDevice) device = NULL;
  g_autofree char *hash = NULL;
  guint64 number = 0;
  char *end = NULL;

  if (authorization != NULL && g_str_has_prefix (authorization, "Bearer ") &&
      strlen (authorization) < 200)
    number = g_ascii_strtoull (authorization + 7, &end, 10);
  if (number > SIJIL_REGISTRY_DEVICE && number <= G_MAXUINT32 && *end == '.')
    device = sijil_storage_device (storage, (guint32) number);
  if (device == NULL || device->revoked)
    return NULL;
  hash = hash_text (end + 1);
  return sodium_memcmp (hash, device->token_hash, 64) == 0 ? g_steal_pointer (&device) : NULL;
}

/**
 * sijil_accounts_authenticate:
 * @registry: the registry
 * @authorization: (nullable): the header's text: `Bearer NUMBER.TOKEN`
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the device that is asking
 */
SijilDevice *
sijil_accounts_authenticate (SijilRegistry *registry, const char *authorization, GError **error)
{
  SijilDevice *device = device_of (registry->storage, authorization);

  if (device == NULL)
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_UNAUTHORIZED,
                         "unauthorized");
  return device;
}

/**
 * sijil_accounts_knows:
 * @registry: the registry
 * @authorization: (nullable): the header's text
 *
 * On the main thread, where a request is refused before anything of it is kept: so it asks a
 * connection of its own, which sees at once what another process has revoked.
 *
 * Returns: number of the device, if it is one that may come; otherwise 0
 */
guint32
sijil_accounts_knows (SijilRegistry *registry, const char *authorization)
{
  g_autoptr (SijilDevice) device = device_of (registry->doorkeeper, authorization);

  return device != NULL ? device->number : 0;
}

static SijilDevice *
find_device (SijilRegistry *registry, guint32 number, GError **error)
{
  SijilDevice *device = sijil_storage_device (registry->storage, number);

  if (device == NULL)
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_NOT_FOUND,
                         _ ("There is no such device"));
  return device;
}

/**
 * sijil_accounts_quarantine:
 * @registry: the registry, inside a transaction
 * @number: a device
 * @error: return location for an error
 *
 * Every number that its key has had, and will get when its profile was copied back. What it sends
 * is kept, and its association's PCs get it; but it is compared with nobody's, and nobody is told
 * of it.
 *
 * Returns: %TRUE if nothing more of it is linked
 */
gboolean
sijil_accounts_quarantine (SijilRegistry *registry, guint32 number, GError **error)
{
  g_autoptr (SijilDevice) device = find_device (registry, number, error);

  if (device == NULL)
    return FALSE;
  if (sijil_storage_is_held (registry->storage, number)) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                         _ ("This device is in quarantine already"));
    return FALSE;
  }
  return sijil_linker_queue_hold (registry, device, error);
}

/**
 * sijil_accounts_release:
 * @registry: the registry, inside a transaction
 * @number: a device in quarantine
 * @error: return location for an error
 *
 * Returns: %TRUE if all that it sent meanwhile will be linked
 */
gboolean
sijil_accounts_release (SijilRegistry *registry, guint32 number, GError **error)
{
  g_autoptr (SijilDevice) device = find_device (registry, number, error);

  if (device == NULL)
    return FALSE;
  if (!sijil_storage_is_held (registry->storage, number)) {
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                         _ ("This device is not in quarantine"));
    return FALSE;
  }
  return sijil_storage_release_device (registry->storage, device, error);
}

/**
 * sijil_accounts_revoke:
 * @registry: the registry
 * @number: a device
 * @error: return location for an error
 *
 * Every number that its key has had is revoked: a profile that was copied back has several.
 *
 * Returns: %TRUE if the device is not accepted any more
 */
gboolean
sijil_accounts_revoke (SijilRegistry *registry, guint32 number, GError **error)
{
  g_autoptr (SijilDevice) device = find_device (registry, number, error);

  return device != NULL && sijil_storage_revoke_device (registry->storage, device, error);
}
