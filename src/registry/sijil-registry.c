#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-registry.h"

#include "sijil-file.h"
#include "sijil-quota.h"
#include "sijil-i18n.h"
#include "sijil-segment-seal.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_KEY_FILE 4096

G_DEFINE_QUARK (sijil - registry - error - quark, sijil_registry_error)

/**
 * sijil_registry_read_key:
 * @path: a file with 64 hexadecimal digits
 * @key: (out) (array fixed-size=32): the key
 * @error: return location for an error
 *
 * Returns: %TRUE if the file holds a key and only its owner can read it
 */
gboolean
sijil_registry_read_key (const char *path, guint8 *key, GError **error)
{
  g_autofree char *text = NULL;
  struct stat info;
  gsize len;

  if (stat (path, &info) != 0) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED, "%s: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  if ((info.st_mode & 077) != 0) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                 _ ("%s: others can read this key file. Make it 0600 first"), path);
    return FALSE;
  }
  text = sijil_file_read (path, MAX_KEY_FILE, &len, error);
  if (text == NULL)
    return FALSE;
  g_strchomp (text);
  if (strlen (text) != 2 * SIJIL_REGISTRY_KEY_LEN ||
      strspn (text, "0123456789abcdefABCDEF") != 2 * SIJIL_REGISTRY_KEY_LEN) {
    explicit_bzero (text, len);
    g_set_error (
        error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
        _ ("%s: a key file holds 64 hexadecimal digits (make one with: openssl rand -hex 32)"),
        path);
    return FALSE;
  }
  for (int i = 0; i < SIJIL_REGISTRY_KEY_LEN; i++)
    key[i] =
        (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  explicit_bzero (text, len);
  return TRUE;
}

/**
 * sijil_registry_init:
 * @folder: where the registry will live, made if need be
 * @key: its key
 * @error: return location for an error
 *
 * Returns: %TRUE if there is a new, empty registry now
 */
gboolean
sijil_registry_init (const char *folder, const guint8 *key, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "registry.db", NULL);
  g_autoptr (SijilStorage) storage = NULL;
  SijilId id = sijil_id_new ();
  g_autofree char *text = sijil_id_to_string (&id);

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                 _ ("%s: there is a registry already"), folder);
    return FALSE;
  }
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED, "%s: %s", folder,
                 g_strerror (errno));
    return FALSE;
  }
  storage = sijil_storage_open (folder, key, TRUE, error);
  return storage != NULL && sijil_storage_set_text (storage, "registry", text, error) &&
         sijil_storage_set_number (storage, "epoch", 1, error);
}

static GBytes *
stored_key (SijilStorage *storage, const char *name, gsize len)
{
  g_autofree char *text = sijil_storage_text (storage, name);
  gsize got = 0;
  guint8 *key = text != NULL ? g_base64_decode (text, &got) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (key, got);

  return got == len ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
store_key (SijilStorage *storage, const char *name, const guint8 *key, gsize len, GError **error)
{
  g_autofree char *text = g_base64_encode (key, len);
  gboolean ok = sijil_storage_set_text (storage, name, text, error);

  explicit_bzero (text, strlen (text));
  return ok;
}

/* A registry of before this had none: it gets its pair when it is opened. */
static gboolean
load_keys (SijilRegistry *self, GError **error)
{
  guint8 public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  gboolean ok;

  self->public_key = stored_key (self->storage, "public-key", sizeof public);
  self->secret_key = stored_key (self->storage, "secret-key", sizeof secret);
  if (self->public_key != NULL && self->secret_key != NULL)
    return TRUE;
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_clear_pointer (&self->secret_key, g_bytes_unref);
  crypto_sign_keypair (public, secret);
  self->public_key = g_bytes_new (public, sizeof public);
  self->secret_key = g_bytes_new (secret, sizeof secret);
  ok = sijil_storage_begin (self->storage, error) &&
       store_key (self->storage, "public-key", public, sizeof public, error) &&
       store_key (self->storage, "secret-key", secret, sizeof secret, error) &&
       sijil_storage_commit (self->storage, error);
  sodium_memzero (secret, sizeof secret);
  if (!ok)
    sijil_storage_rollback (self->storage);
  return ok;
}

/**
 * sijil_registry_open:
 * @folder: where the registry lives
 * @key: its key
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the registry
 */
SijilRegistry *
sijil_registry_open (const char *folder, const guint8 *key, GError **error)
{
  SijilStorage *storage = sijil_storage_open (folder, key, FALSE, error);
  SijilRegistry *self;

  if (storage == NULL)
    return NULL;
  self = g_new0 (SijilRegistry, 1);
  self->storage = storage;
  self->guesses = sijil_guesses_new ();
  self->quota = (SijilUse) SIJIL_QUOTA_USUAL;
  self->id = sijil_storage_text (storage, "registry");
  self->epoch = sijil_storage_number (storage, "epoch", 1);
  if (self->id == NULL) {
    g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                 _ ("%s: this registry was never finished. Remove the folder and make it again"),
                 folder);
    g_clear_pointer (&self, sijil_registry_close);
  } else if ((self->doorkeeper = sijil_storage_open_reader (folder, key, error)) == NULL ||
             !load_keys (self, error) || !sijil_storage_begin_sums (storage, self->id, error) ||
             !sijil_storage_begin_match (storage, error))
    g_clear_pointer (&self, sijil_registry_close);
  return self;
}

/**
 * sijil_registry_note_feed:
 * @registry: the registry
 * @feed: an association whose feed has grown
 * @before: where it ended before
 *
 * Remembers feeds of which a segment has come to be full, for a quiet moment.
 */
void
sijil_registry_note_feed (SijilRegistry *registry, gint64 feed, guint64 before)
{
  guint64 head = sijil_storage_feed_head (registry->storage, feed);

  if (head / SIJIL_SEGMENT_SETS > before / SIJIL_SEGMENT_SETS)
    g_queue_push_tail (&registry->full, g_memdup2 (&feed, sizeof feed));
}

void
sijil_registry_close (SijilRegistry *registry)
{
  if (registry == NULL)
    return;
  g_clear_pointer (&registry->under_way, sijil_change_set_free);
  sijil_storage_close (registry->doorkeeper);
  sijil_storage_close (registry->storage);
  g_queue_clear_full (&registry->full, g_free);
  sijil_guesses_free (registry->guesses);
  g_free (registry->id);
  g_clear_pointer (&registry->public_key, g_bytes_unref);
  g_clear_pointer (&registry->secret_key, g_bytes_unref);
  g_free (registry);
}
