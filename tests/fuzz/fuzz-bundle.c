#include "fuzz.h"
#include "sijil-bundle.h"
#include "sijil-parts.h"
#include "sijil-segment-seal.h"

#include <sodium.h>

static void
walk (GBytes *bytes)
{
  gsize offset = 0;

  for (;;) {
    g_autoptr (GBytes) body = NULL;
    gsize inner = 0;

    if (!sijil_bundle_next (bytes, &offset, &body, NULL) || body == NULL)
      return;
    for (;;) {
      g_autoptr (GBytes) part = NULL;
      SijilPart kind;

      if (!sijil_parts_next (body, &inner, &kind, &part, NULL) || part == NULL)
        break;
    }
  }
}

/* A stick's file and a segment, both by somebody who has no key, and what a key would have sealed.
 */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint8 SEED[crypto_sign_SEEDBYTES] = { 1 };
  guint8 public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size), key = NULL, whole = NULL;
  g_autoptr (GBytes) opened = NULL, segment = NULL;
  SijilBundleHead head;

  crypto_sign_seed_keypair (public, secret, SEED);
  key = g_bytes_new (public, sizeof public);
  whole = g_bytes_new (secret, sizeof secret);
  sijil_bundle_read_head (bytes, &head, NULL);
  opened = sijil_bundle_open (bytes, key, key, whole, NULL);
  segment = sijil_segment_open (bytes, key, NULL);
  walk (bytes);
  return 0;
}
