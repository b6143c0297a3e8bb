#define G_LOG_DOMAIN "sijil-store"

#include "sijil-keys.h"

#include "sijil-crockford.h"
#include "sijil-i18n.h"
#include "sijil-id.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#define GROUP "slot"
#define RECOVERY "recovery"
#define RECOVERY_LETTERS 23
#define OPS 3
#define MEMORY (64 * 1024 * 1024)
#define MAX_OPS 20
#define MAX_MEMORY (1024 * 1024 * 1024)

G_DEFINE_QUARK (sijil - store - error - quark, sijil_store_error)

static char *
keys_dir (const char *profile)
{
  return g_build_filename (profile, "keys", NULL);
}

static char *
slot_path (const char *profile, const char *slot_id)
{
  g_autofree char *file = g_strconcat (slot_id, ".slot", NULL);

  return g_build_filename (profile, "keys", file, NULL);
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
authenticate (GKeyFile *file, const guint8 *key, guint8 mac[crypto_auth_BYTES])
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

static gboolean
write_slot (const char *profile, const char *slot_id, const char *name, const char *role,
            const char *passphrase, const guint8 *key, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = slot_path (profile, slot_id);
  g_autofree char *data = NULL;
  gsize len;
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
  g_key_file_set_string (file, GROUP, "kind", name != NULL ? "clerk" : RECOVERY);
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
  authenticate (file, key, mac);
  set_bytes (file, "mac", mac, sizeof mac);
  data = g_key_file_to_data (file, &len, NULL);
  /* On disk for certain before anything is encrypted with the key that it guards. */
  return g_file_set_contents_full (path, data, (gssize) len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
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
  g_autofree char *letters = sijil_crockford_random (RECOVERY_LETTERS);
  g_autofree char *code = sijil_crockford_with_check (letters);

  if (sodium_init () < 0 || g_mkdir_with_parents (dir, 0700) != 0) {
    g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                 _ ("The folder of the register could not be made: %s"), g_strerror (errno));
    return FALSE;
  }
  randombytes_buf (key, SIJIL_KEY_LEN);
  if (!write_slot (profile, slot, clerk, "coordinator", passphrase, key, error) ||
      !write_slot (profile, RECOVERY, NULL, NULL, code, key, error))
    return FALSE;
  *slot_id = g_steal_pointer (&slot);
  *recovery_code = g_steal_pointer (&code);
  return TRUE;
}

static GKeyFile *
load_slot (const char *profile, const char *slot_id, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = slot_path (profile, slot_id);

  if (strchr (slot_id, '/') == NULL &&
      g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&file);
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                       _ ("This clerk has no key here"));
  return NULL;
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
    SijilSlot *slot;

    if (!g_str_has_suffix (name, ".slot") || g_str_has_prefix (name, RECOVERY))
      continue;
    id = g_strndup (name, strlen (name) - strlen (".slot"));
    file = load_slot (profile, id, NULL);
    if (file == NULL)
      continue;
    slot = g_new0 (SijilSlot, 1);
    slot->id = g_steal_pointer (&id);
    slot->name = g_key_file_get_string (file, GROUP, "name", NULL);
    slot->role = g_key_file_get_string (file, GROUP, "role", NULL);
    g_ptr_array_add (slots, slot);
  }
  return g_steal_pointer (&slots);
}

static gboolean
open_slot (const char *profile, const char *slot_id, const char *passphrase, guint8 *key,
           GError **error)
{
  g_autoptr (GKeyFile) file = load_slot (profile, slot_id, error);
  guint8 salt[crypto_pwhash_SALTBYTES], wrap[crypto_secretbox_KEYBYTES];
  guint8 public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
  guint8 boxed[crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + crypto_box_SECRETKEYBYTES];
  guint8 sealed[crypto_box_SEALBYTES + SIJIL_KEY_LEN];
  guint8 mac[crypto_auth_BYTES], stored[crypto_auth_BYTES];
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
       crypto_box_seal_open (key, sealed, sizeof sealed, public, secret) == 0;
  sodium_memzero (wrap, sizeof wrap);
  sodium_memzero (secret, sizeof secret);
  if (!ok) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE,
                         _ ("This passphrase is not right. Try again"));
    return FALSE;
  }
  authenticate (file, key, mac);
  if (sodium_memcmp (mac, stored, sizeof mac) != 0) {
    sodium_memzero (key, SIJIL_KEY_LEN);
    g_set_error_literal (
        error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
        _ ("This clerk’s key file was changed by somebody. Use the recovery code"));
    return FALSE;
  }
  return TRUE;
}

/**
 * sijil_keys_open:
 * @profile: the folder of the profile
 * @slot_id: a clerk's slot
 * @passphrase: the clerk's passphrase
 * @key: (out) (array fixed-size=32): the database key
 * @error: return location for an error
 *
 * Takes about a quarter of a second and 64 MiB, on purpose.
 *
 * Returns: %TRUE if the passphrase was right
 */
gboolean
sijil_keys_open (const char *profile, const char *slot_id, const char *passphrase, guint8 *key,
                 GError **error)
{
  return open_slot (profile, slot_id, passphrase, key, error);
}

/**
 * sijil_keys_recover:
 * @profile: the folder of the profile
 * @code: the recovery code, however spaced
 * @key: (out) (array fixed-size=32): the database key
 * @error: return location for an error
 *
 * Returns: %TRUE if the code was right
 */
gboolean
sijil_keys_recover (const char *profile, const char *code, guint8 *key, GError **error)
{
  g_autofree char *letters = sijil_crockford_normalise (code);

  if (letters == NULL || strlen (letters) != RECOVERY_LETTERS + 1 ||
      !sijil_crockford_check (letters)) {
    g_set_error_literal (
        error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE,
        _ ("A letter of the recovery code is wrong or missing. It has 24 letters"));
    return FALSE;
  }
  return open_slot (profile, RECOVERY, letters, key, error);
}

/**
 * sijil_passphrase_strength:
 * @passphrase: (nullable): what was typed so far
 * @sentence: (out) (transfer none): what may be said of it
 *
 * A guess from length and variety, for the bar in the assistant: it advises, it does not forbid,
 * save that fewer than eight characters are never accepted.
 *
 * Returns: 0 (too short) to 4 (strong)
 */
guint
sijil_passphrase_strength (const char *passphrase, const char **sentence)
{
  glong len = passphrase != NULL ? g_utf8_strlen (passphrase, -1) : 0;
  g_autoptr (GHashTable) letters = g_hash_table_new (NULL, NULL);
  guint words = 1, score;

  for (const char *p = passphrase; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    g_hash_table_add (letters, GUINT_TO_POINTER (g_utf8_get_char (p)));
    if (*p == ' ' && p[1] != ' ' && p[1] != '\0')
      words++;
  }
  if (len < 8) {
    *sentence = _ ("At least 8 characters");
    return 0;
  }
  score = 1 + (len >= 12) + (len >= 16 || words >= 3) + (g_hash_table_size (letters) >= 9);
  if (g_hash_table_size (letters) < 5)
    score = 1;
  *sentence = score <= 1   ? _ ("Weak: easy to guess")
              : score == 2 ? _ ("Fair: three unrelated words are better")
              : score == 3 ? _ ("Good")
                           : _ ("Strong");
  return MIN (score, 4);
}
