#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-bundle.h"

#include <sodium.h>
#include <string.h>

/* What a stick carries: a head in clear, the sender's signature over all the rest, and what only
 * the recipient can open. Keys are the Ed25519 pairs of device and registry; for sealing they are
 * turned into their X25519 twins. */
#define MAGIC "SJB1"
#define HEAD_LEN (4 + 1 + 4 + 8 + 16)
#define SIGNED_FROM (HEAD_LEN + crypto_sign_BYTES)
#define SEAL_LEN crypto_box_curve25519xchacha20poly1305_SEALBYTES
#define LENGTH_LEN 4

static void
put_number (guint8 *out, guint64 number, int bytes)
{
  for (int i = 0; i < bytes; i++)
    out[i] = (guint8) (number >> (8 * i));
}

static guint64
get_number (const guint8 *in, int bytes)
{
  guint64 number = 0;

  for (int i = 0; i < bytes; i++)
    number |= (guint64) in[i] << (8 * i);
  return number;
}

static gboolean
refuse (GError **error, SijilWireError code, const char *why)
{
  g_set_error_literal (error, SIJIL_WIRE_ERROR, code, why);
  return FALSE;
}

/**
 * sijil_bundle_append:
 * @payload: a payload under way
 * @body: the body of one request or answer
 *
 * A payload is a row of the bodies that would have gone over the line.
 */
void
sijil_bundle_append (GByteArray *payload, GBytes *body)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (body, &len);
  guint8 length[LENGTH_LEN];

  put_number (length, len, LENGTH_LEN);
  g_byte_array_append (payload, length, LENGTH_LEN);
  g_byte_array_append (payload, data, (guint) len);
}

/**
 * sijil_bundle_next:
 * @payload: what a bundle held
 * @offset: (inout): where the next body begins
 * @body: (out) (transfer full) (nullable): the body, %NULL at the end
 * @error: return location for an error
 *
 * Returns: %FALSE if the payload is not a row of bodies
 */
gboolean
sijil_bundle_next (GBytes *payload, gsize *offset, GBytes **body, GError **error)
{
  gsize size, len;
  const guint8 *data = g_bytes_get_data (payload, &size);

  *body = NULL;
  if (*offset == size)
    return TRUE;
  if (size - *offset < LENGTH_LEN)
    return refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "payload is cut off");
  len = (gsize) get_number (data + *offset, LENGTH_LEN);
  *offset += LENGTH_LEN;
  if (len > size - *offset)
    return refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "payload is cut off");
  *body = g_bytes_new_from_bytes (payload, *offset, len);
  *offset += len;
  return TRUE;
}

static void
write_head (guint8 *out, const SijilBundleHead *head)
{
  memcpy (out, MAGIC, 4);
  out[4] = (guint8) head->way;
  put_number (out + 5, head->device, 4);
  put_number (out + 9, (guint64) head->made, 8);
  memcpy (out + 17, head->registry.bytes, 16);
}

/**
 * sijil_bundle_read_head:
 * @bundle: what came from outside
 * @head: (out caller-allocates): whom it comes from and goes to, as it says of itself
 * @error: return location for an error
 *
 * Returns: %TRUE if it looks like a bundle; only sijil_bundle_open() tells whether it is true
 */
gboolean
sijil_bundle_read_head (GBytes *bundle, SijilBundleHead *head, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bundle, &size);

  if (size < SIGNED_FROM + SEAL_LEN || memcmp (data, MAGIC, 3) != 0)
    return refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "not a bundle, or cut off");
  if (data[3] != MAGIC[3])
    return refuse (error, SIJIL_WIRE_ERROR_NEWER, "a newer kind of bundle");
  if (data[4] != SIJIL_BUNDLE_UP && data[4] != SIJIL_BUNDLE_DOWN)
    return refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "not a bundle");
  head->way = (SijilBundleWay) data[4];
  head->device = (guint32) get_number (data + 5, 4);
  head->made = (gint64) get_number (data + 9, 8);
  memcpy (head->registry.bytes, data + 17, 16);
  return TRUE;
}

/* The hash stands for head and sealed part, so that neither can be put beside another. */
static void
hash_bundle (guint8 hash[crypto_generichash_BYTES], const guint8 *head, const guint8 *sealed,
             gsize len)
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, crypto_generichash_BYTES);
  crypto_generichash_update (&state, head, HEAD_LEN);
  crypto_generichash_update (&state, sealed, len);
  crypto_generichash_final (&state, hash, crypto_generichash_BYTES);
}

/**
 * sijil_bundle_seal:
 * @head: whom it comes from and goes to
 * @payload: bodies, see sijil_bundle_append()
 * @sender_secret: the sender's Ed25519 key, 64 bytes
 * @recipient_public: the recipient's Ed25519 key, 32 bytes
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the bundle: X25519 and XChaCha20-Poly1305 for the recipient
 *   alone, signed by the sender
 */
GBytes *
sijil_bundle_seal (const SijilBundleHead *head, GBytes *payload, GBytes *sender_secret,
                   GBytes *recipient_public, GError **error)
{
  guint8 twin[crypto_box_curve25519xchacha20poly1305_PUBLICKEYBYTES];
  guint8 hash[crypto_generichash_BYTES];
  gsize len, size;
  const guint8 *data = g_bytes_get_data (payload, &len);
  guint8 *out;

  size = SIGNED_FROM + SEAL_LEN + len;
  if (size > SIJIL_MAX_BUNDLE) {
    refuse (error, SIJIL_WIRE_ERROR_TOO_LARGE, "bundle is too large");
    return NULL;
  }
  if (g_bytes_get_size (sender_secret) != crypto_sign_SECRETKEYBYTES ||
      g_bytes_get_size (recipient_public) != crypto_sign_PUBLICKEYBYTES ||
      crypto_sign_ed25519_pk_to_curve25519 (twin, g_bytes_get_data (recipient_public, NULL)) != 0) {
    refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "not a key");
    return NULL;
  }
  out = g_malloc (size);
  write_head (out, head);
  crypto_box_curve25519xchacha20poly1305_seal (out + SIGNED_FROM, data, len, twin);
  hash_bundle (hash, out, out + SIGNED_FROM, SEAL_LEN + len);
  crypto_sign_detached (out + HEAD_LEN, NULL, hash, sizeof hash,
                        g_bytes_get_data (sender_secret, NULL));
  return g_bytes_new_take (out, size);
}

static gboolean
is_signed_by (GBytes *bundle, GBytes *sender_public)
{
  guint8 hash[crypto_generichash_BYTES];
  gsize size;
  const guint8 *data = g_bytes_get_data (bundle, &size);

  hash_bundle (hash, data, data + SIGNED_FROM, size - SIGNED_FROM);
  return g_bytes_get_size (sender_public) == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached (data + HEAD_LEN, hash, sizeof hash,
                                      g_bytes_get_data (sender_public, NULL)) == 0;
}

/**
 * sijil_bundle_open:
 * @bundle: what came from outside
 * @sender_public: Ed25519 key of whom its head names as sender
 * @recipient_public: our own Ed25519 key
 * @recipient_secret: and its secret half
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the payload; %NULL if a single bit is other than it was sent
 */
GBytes *
sijil_bundle_open (GBytes *bundle, GBytes *sender_public, GBytes *recipient_public,
                   GBytes *recipient_secret, GError **error)
{
  guint8 public[crypto_box_curve25519xchacha20poly1305_PUBLICKEYBYTES];
  guint8 secret[crypto_box_curve25519xchacha20poly1305_SECRETKEYBYTES];
  SijilBundleHead head;
  gsize size;
  const guint8 *data = g_bytes_get_data (bundle, &size);
  guint8 *out;
  gboolean ok;

  if (!sijil_bundle_read_head (bundle, &head, error))
    return NULL;
  if (!is_signed_by (bundle, sender_public)) {
    refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "not signed by whom it names");
    return NULL;
  }
  if (g_bytes_get_size (recipient_public) != crypto_sign_PUBLICKEYBYTES ||
      g_bytes_get_size (recipient_secret) != crypto_sign_SECRETKEYBYTES ||
      crypto_sign_ed25519_pk_to_curve25519 (public, g_bytes_get_data (recipient_public, NULL)) !=
          0) {
    refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "not a key");
    return NULL;
  }
  crypto_sign_ed25519_sk_to_curve25519 (secret, g_bytes_get_data (recipient_secret, NULL));
  out = g_malloc (MAX (size - SIGNED_FROM - SEAL_LEN, 1));
  ok = crypto_box_curve25519xchacha20poly1305_seal_open (out, data + SIGNED_FROM,
                                                         size - SIGNED_FROM, public, secret) == 0;
  sodium_memzero (secret, sizeof secret);
  if (ok)
    return g_bytes_new_take (out, size - SIGNED_FROM - SEAL_LEN);
  g_free (out);
  refuse (error, SIJIL_WIRE_ERROR_MALFORMED, "sealed for somebody else");
  return NULL;
}
