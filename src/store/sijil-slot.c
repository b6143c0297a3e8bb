#define G_LOG_DOMAIN "sijil-store"

#include "sijil-slot.h"

#include "sijil-i18n.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define GROUP SIJIL_SLOT_GROUP
#define OPS 3
#define MEMORY (64 * 1024 * 1024)
#define MAX_OPS 20
#define MAX_MEMORY (1024 * 1024 * 1024)
#define MAX_FILE 65536

static char *
slot_path (const char *profile, const char *slot_id)
{
  g_autofree char *file = g_strconcat (slot_id, ".slot", NULL);

  return g_build_filename (profile, "keys", file, NULL);
}

static void
set_bytes (GKeyFile *file, const char *key, const guint8 *bytes, gsize len)
{
  g_autofree char *text = g_base64_encode (bytes, len);

  g_key_file_set_string (file, GROUP, key, text);
}

static gboolean
get_bytes (GKeyFile *file, const char *key, guint8 *bytes, gsize len)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);
  g_autofree guint8 *found = NULL;
  gsize n = 0;

  if (text != NULL)
    found = g_base64_decode (text, &n);
  if (n != len)
    return FALSE;
  memcpy (bytes, found, len);
  return TRUE;
}

/* A slot file stands in the open; this keeps anyone without the database key from exchanging a
 * name, a role or a public key in it. */
static void
make_mac (GKeyFile *file, const guint8 *key, guint8 mac[crypto_auth_BYTES])
{
  static const char *const COVERED[] = { "version", "id",   "kind",   "name",   "role",   "ops",
                                         "memory",  "salt", "public", "secret", "sealed", NULL };
  guint8 mac_key[crypto_auth_KEYBYTES];
  g_autoptr (GString) text = g_string_new (NULL);

  crypto_generichash (mac_key, sizeof mac_key, (const guint8 *) "sijil slot", 10, key,
                      SIJIL_KEY_LEN);
  for (int i = 0; COVERED[i] != NULL; i++) {
    g_autofree char *value = g_key_file_get_string (file, GROUP, COVERED[i], NULL);

    g_string_append_printf (text, "%s=%s\n", COVERED[i], value != NULL ? value : "");
  }
  crypto_auth (mac, (const guint8 *) text->str, text->len, mac_key);
  sodium_memzero (mac_key, sizeof mac_key);
}

static gboolean
derive (const char *passphrase, const guint8 *salt, guint64 ops, gsize memory, guint8 *out,
        GError **error)
{
  if (crypto_pwhash (out, crypto_secretbox_KEYBYTES, passphrase, strlen (passphrase), salt, ops,
                     memory, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return TRUE;
  g_set_error_literal (
      error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
      _ ("There is not enough memory to check the passphrase. Close other programs"));
  return FALSE;
}

/* A slot is what it is where it was written: copied over another's, a clerk's would open as his,
 * and copied over the recovery code's as a coordinator's. */
static gboolean
is_in_place (GKeyFile *file, const char *slot_id)
{
  g_autofree char *id = g_key_file_get_string (file, GROUP, "id", NULL);
  g_autofree char *kind = g_key_file_get_string (file, GROUP, "kind", NULL);
  const char *expected = strcmp (slot_id, SIJIL_RECOVERY) == 0 ? SIJIL_RECOVERY : "clerk";

  return g_strcmp0 (id, slot_id) == 0 && g_strcmp0 (kind, expected) == 0;
}

/**
 * sijil_slot_is_authentic: (skip)
 * @file: a slot
 * @slot_id: the slot that it stands for
 * @key: a database key
 *
 * Returns: whether whoever wrote the slot knew @key, and wrote it as this one
 */
gboolean
sijil_slot_is_authentic (GKeyFile *file, const char *slot_id, const guint8 *key)
{
  guint8 mac[crypto_auth_BYTES], stored[crypto_auth_BYTES];

  make_mac (file, key, mac);
  return is_in_place (file, slot_id) && get_bytes (file, "mac", stored, sizeof stored) &&
         sodium_memcmp (mac, stored, sizeof mac) == 0;
}

/* On disk for certain before anything is encrypted with the key that it guards. */
static gboolean
save (const char *profile, const char *slot_id, GKeyFile *file, GError **error)
{
  g_autofree char *path = slot_path (profile, slot_id);
  g_autofree char *data = NULL;
  gsize len;

  data = g_key_file_to_data (file, &len, NULL);
  return g_file_set_contents_full (path, data, (gssize) len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * sijil_slot_write: (skip)
 * @profile: the folder of the profile
 * @slot_id: a new slot, or one that is there and gets another passphrase
 * @name: (nullable): the clerk, %NULL for the recovery code
 * @role: (nullable): the clerk's role
 * @passphrase: what opens it
 * @key: the database key
 * @error: return location for an error
 *
 * Returns: %TRUE if the slot is on disk
 */
gboolean
sijil_slot_write (const char *profile, const char *slot_id, const char *name, const char *role,
                  const char *passphrase, const guint8 *key, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  guint8 salt[crypto_pwhash_SALTBYTES], wrap[crypto_secretbox_KEYBYTES];
  guint8 public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
  guint8 boxed[crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + crypto_box_SECRETKEYBYTES];
  guint8 sealed[crypto_box_SEALBYTES + SIJIL_KEY_LEN];
  guint8 mac[crypto_auth_BYTES];

  randombytes_buf (salt, sizeof salt);
  if (!derive (passphrase, salt, OPS, MEMORY, wrap, error))
    return FALSE;
  crypto_box_keypair (public, secret);
  randombytes_buf (boxed, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy (boxed + crypto_secretbox_NONCEBYTES, secret, sizeof secret, boxed, wrap);
  crypto_box_seal (sealed, key, SIJIL_KEY_LEN, public);
  sodium_memzero (wrap, sizeof wrap);
  sodium_memzero (secret, sizeof secret);

  g_key_file_set_integer (file, GROUP, "version", 1);
  g_key_file_set_string (file, GROUP, "id", slot_id);
  g_key_file_set_string (file, GROUP, "kind", name != NULL ? "clerk" : SIJIL_RECOVERY);
  if (name != NULL) {
    g_key_file_set_string (file, GROUP, "name", name);
    g_key_file_set_string (file, GROUP, "role", role);
  }
  g_key_file_set_uint64 (file, GROUP, "ops", OPS);
  g_key_file_set_uint64 (file, GROUP, "memory", MEMORY);
  set_bytes (file, "salt", salt, sizeof salt);
  set_bytes (file, "public", public, sizeof public);
  set_bytes (file, "secret", boxed, sizeof boxed);
  set_bytes (file, "sealed", sealed, sizeof sealed);
  make_mac (file, key, mac);
  set_bytes (file, "mac", mac, sizeof mac);
  return save (profile, slot_id, file, error);
}

/**
 * sijil_slot_load: (skip)
 * @profile: the folder of the profile
 * @slot_id: a slot
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its file
 */
GKeyFile *
sijil_slot_load (const char *profile, const char *slot_id, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = slot_path (profile, slot_id);
  GStatBuf about;

  /* From a backup on a stick it may be anything. */
  if (strchr (slot_id, '/') == NULL && g_stat (path, &about) == 0 && S_ISREG (about.st_mode) &&
      about.st_size <= MAX_FILE && g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&file);
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                       _ ("This clerk has no key here"));
  return NULL;
}

/**
 * sijil_slot_open: (skip)
 * @profile: the folder of the profile
 * @slot_id: a slot
 * @passphrase: what should open it
 * @opened: (out caller-allocates): what it holds
 * @error: return location for an error
 *
 * Returns: %TRUE if the passphrase was right
 */
gboolean
sijil_slot_open (const char *profile, const char *slot_id, const char *passphrase,
                 SijilOpened *opened, GError **error)
{
  g_autoptr (GKeyFile) file = sijil_slot_load (profile, slot_id, error);
  guint8 salt[crypto_pwhash_SALTBYTES], wrap[crypto_secretbox_KEYBYTES];
  guint8 public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
  guint8 boxed[crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + crypto_box_SECRETKEYBYTES];
  guint8 sealed[crypto_box_SEALBYTES + SIJIL_KEY_LEN];
  guint8 sealed_next[sizeof sealed], stored[crypto_auth_BYTES];
  guint64 ops, memory;
  gboolean ok;

  if (file == NULL)
    return FALSE;
  ops = g_key_file_get_uint64 (file, GROUP, "ops", NULL);
  memory = g_key_file_get_uint64 (file, GROUP, "memory", NULL);
  if (sodium_init () < 0 || ops == 0 || ops > MAX_OPS || memory > MAX_MEMORY ||
      !get_bytes (file, "salt", salt, sizeof salt) ||
      !get_bytes (file, "public", public, sizeof public) ||
      !get_bytes (file, "secret", boxed, sizeof boxed) ||
      !get_bytes (file, "sealed", sealed, sizeof sealed) ||
      !get_bytes (file, "mac", stored, sizeof stored)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                         _ ("This clerk’s key file is damaged. Use the recovery code"));
    return FALSE;
  }
  if (!derive (passphrase, salt, ops, memory, wrap, error))
    return FALSE;
  ok = crypto_secretbox_open_easy (secret, boxed + crypto_secretbox_NONCEBYTES,
                                   sizeof boxed - crypto_secretbox_NONCEBYTES, boxed, wrap) == 0 &&
       crypto_box_seal_open (opened->key, sealed, sizeof sealed, public, secret) == 0;
  opened->has_next =
      ok && get_bytes (file, "next", sealed_next, sizeof sealed_next) &&
      crypto_box_seal_open (opened->next, sealed_next, sizeof sealed_next, public, secret) == 0;
  sodium_memzero (wrap, sizeof wrap);
  sodium_memzero (secret, sizeof secret);
  if (!ok) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE,
                         _ ("This passphrase is not right. Try again"));
    return FALSE;
  }
  if (!sijil_slot_is_authentic (file, slot_id, opened->key)) {
    sodium_memzero (opened->key, SIJIL_KEY_LEN);
    g_set_error_literal (
        error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
        _ ("This clerk’s key file was changed by somebody. Use the recovery code"));
    return FALSE;
  }
  opened->name = g_key_file_get_string (file, GROUP, "name", NULL);
  opened->role = g_key_file_get_string (file, GROUP, "role", NULL);
  return TRUE;
}

/**
 * sijil_slot_offer: (skip)
 * @profile: the folder of the profile
 * @slot_id: a slot
 * @key: the database key
 * @next: the key that will replace it
 * @error: return location for an error
 *
 * Seals @next to the slot's public half, beside the key that is in force, with the code that will
 * show under @next that this was done by somebody who knew @key. Nobody's passphrase is needed. A
 * slot that is not authentic is not trusted with another key: it stays as it is, and opens nothing
 * any more when the keys have changed.
 *
 * Returns: %TRUE if it is on disk
 */
gboolean
sijil_slot_offer (const char *profile, const char *slot_id, const guint8 *key, const guint8 *next,
                  GError **error)
{
  g_autoptr (GKeyFile) file = sijil_slot_load (profile, slot_id, error);
  guint8 public[crypto_box_PUBLICKEYBYTES];
  guint8 sealed[crypto_box_SEALBYTES + SIJIL_KEY_LEN], mac[crypto_auth_BYTES];
  g_autofree char *now = NULL;

  if (file == NULL || !sijil_slot_is_authentic (file, slot_id, key) ||
      !get_bytes (file, "public", public, sizeof public)) {
    g_clear_error (error);
    g_warning ("a key slot is missing, damaged or was changed: it gets no new key");
    return TRUE;
  }
  crypto_box_seal (sealed, next, SIJIL_KEY_LEN, public);
  now = g_key_file_get_string (file, GROUP, "sealed", NULL);
  set_bytes (file, "sealed", sealed, sizeof sealed);
  make_mac (file, next, mac);
  g_key_file_set_string (file, GROUP, "sealed", now);
  set_bytes (file, "next", sealed, sizeof sealed);
  set_bytes (file, "next-mac", mac, sizeof mac);
  return save (profile, slot_id, file, error);
}

/* The slot as it is once the key that was offered is in force. */
static GKeyFile *
with_next (GKeyFile *file)
{
  g_autoptr (GKeyFile) changed = g_key_file_new ();
  g_autofree char *data = g_key_file_to_data (file, NULL, NULL);
  g_autofree char *sealed = g_key_file_get_string (file, GROUP, "next", NULL);
  g_autofree char *mac = g_key_file_get_string (file, GROUP, "next-mac", NULL);

  if (!g_key_file_load_from_data (changed, data, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;
  g_key_file_set_string (changed, GROUP, "sealed", sealed != NULL ? sealed : "");
  g_key_file_set_string (changed, GROUP, "mac", mac != NULL ? mac : "");
  return g_steal_pointer (&changed);
}

/**
 * sijil_slot_settle: (skip)
 * @profile: the folder of the profile
 * @slot_id: a slot
 * @key: the database key that is in force
 * @error: return location for an error
 *
 * Ends a change of keys in a slot, either way, whenever that was begun: the slot shows which of its
 * two keys is in force. One that shows neither is left alone.
 *
 * Returns: %TRUE if it is on disk
 */
gboolean
sijil_slot_settle (const char *profile, const char *slot_id, const guint8 *key, GError **error)
{
  g_autoptr (GKeyFile) file = sijil_slot_load (profile, slot_id, NULL);
  g_autoptr (GKeyFile) changed = NULL;

  if (file == NULL || !g_key_file_has_key (file, GROUP, "next", NULL))
    return TRUE;
  changed = with_next (file);
  if (changed != NULL && sijil_slot_is_authentic (changed, slot_id, key)) {
    g_key_file_unref (file);
    file = g_steal_pointer (&changed);
  } else if (!sijil_slot_is_authentic (file, slot_id, key))
    return TRUE;
  g_key_file_remove_key (file, GROUP, "next", NULL);
  g_key_file_remove_key (file, GROUP, "next-mac", NULL);
  return save (profile, slot_id, file, error);
}

/* The slot as it is under a key of @known under which it is authentic; the change of keys that was
 * under way may have reached it or not. */
static GKeyFile *
authentic_part (GKeyFile *file, const char *slot_id, const SijilOpened *known)
{
  g_autoptr (GKeyFile) changed = with_next (file);

  if (sijil_slot_is_authentic (file, slot_id, known->key) ||
      (known->has_next && sijil_slot_is_authentic (file, slot_id, known->next)))
    return g_key_file_ref (file);
  if (changed != NULL && known->has_next && sijil_slot_is_authentic (changed, slot_id, known->next))
    return g_steal_pointer (&changed);
  return NULL;
}

/**
 * sijil_slot_carry: (skip)
 * @from: the folder of a profile
 * @to: the folder of another one
 * @slot_id: a slot
 * @known: what another slot of @from held
 * @key: the database key of @to
 * @error: return location for an error
 *
 * Makes the same slot in another profile: the same passphrase opens it, and it holds that one's
 * key. One that is not authentic opens nothing where it is, and is left behind.
 *
 * Returns: %TRUE if it is on disk, or left behind
 */
gboolean
sijil_slot_carry (const char *from, const char *to, const char *slot_id, const SijilOpened *known,
                  const guint8 *key, GError **error)
{
  g_autoptr (GKeyFile) file = sijil_slot_load (from, slot_id, NULL);
  g_autoptr (GKeyFile) part = file != NULL ? authentic_part (file, slot_id, known) : NULL;
  guint8 public[crypto_box_PUBLICKEYBYTES];
  guint8 sealed[crypto_box_SEALBYTES + SIJIL_KEY_LEN], mac[crypto_auth_BYTES];

  if (part == NULL || !get_bytes (part, "public", public, sizeof public))
    return TRUE;
  crypto_box_seal (sealed, key, SIJIL_KEY_LEN, public);
  set_bytes (part, "sealed", sealed, sizeof sealed);
  make_mac (part, key, mac);
  set_bytes (part, "mac", mac, sizeof mac);
  g_key_file_remove_key (part, GROUP, "next", NULL);
  g_key_file_remove_key (part, GROUP, "next-mac", NULL);
  return save (to, slot_id, part, error);
}
