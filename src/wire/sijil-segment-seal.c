#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-segment-seal.h"

#include "sijil-wire.h"

#include <sodium.h>
#include <string.h>

#define DOMAIN_OF_HASH "sijil-segment-1:"

static void
hash_payload (guint8 hash[crypto_generichash_BYTES], const guint8 *data, gsize len)
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, crypto_generichash_BYTES);
  crypto_generichash_update (&state, (const guint8 *) DOMAIN_OF_HASH, strlen (DOMAIN_OF_HASH));
  crypto_generichash_update (&state, data, len);
  crypto_generichash_final (&state, hash, crypto_generichash_BYTES);
}

/**
 * sijil_segment_seal:
 * @payload: bodies of answers, see sijil_bundle_append()
 * @registry_secret: Ed25519, 64 bytes
 *
 * Returns: (transfer full): the segment: the registry's signature, then @payload
 */
GBytes *
sijil_segment_seal (GBytes *payload, GBytes *registry_secret)
{
  guint8 hash[crypto_generichash_BYTES];
  gsize len;
  const guint8 *data = g_bytes_get_data (payload, &len);
  guint8 *out = g_malloc (crypto_sign_BYTES + len);

  hash_payload (hash, data, len);
  crypto_sign_detached (out, NULL, hash, sizeof hash, g_bytes_get_data (registry_secret, NULL));
  memcpy (out + crypto_sign_BYTES, data, len);
  return g_bytes_new_take (out, crypto_sign_BYTES + len);
}

/**
 * sijil_segment_open:
 * @segment: what came from outside
 * @registry_public: Ed25519, 32 bytes
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the payload, if that registry has signed it
 */
GBytes *
sijil_segment_open (GBytes *segment, GBytes *registry_public, GError **error)
{
  guint8 hash[crypto_generichash_BYTES];
  gsize size;
  const guint8 *data = g_bytes_get_data (segment, &size);

  if (size >= crypto_sign_BYTES &&
      g_bytes_get_size (registry_public) == crypto_sign_PUBLICKEYBYTES) {
    hash_payload (hash, data + crypto_sign_BYTES, size - crypto_sign_BYTES);
    if (crypto_sign_verify_detached (data, hash, sizeof hash,
                                     g_bytes_get_data (registry_public, NULL)) == 0)
      return g_bytes_new_from_bytes (segment, crypto_sign_BYTES, size - crypto_sign_BYTES);
  }
  g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED,
                       "segment is cut off, or not the registry's");
  return NULL;
}
