#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-frame.h"

#include <sodium.h>
#include <string.h>
#include <zstd.h>

/* magic, dictionary (0 = none), length of the JSON, hash of the compressed bytes */
#define MAGIC "SJF1"
#define HASH_LEN 16
#define HEADER_LEN (4 + 1 + 4 + HASH_LEN)
#define LEVEL 9
/* Tables of 2 MiB in the place of 13: a desk packs a frame beside everything else that it does. */
#define TABLE_LOG 17

static gsize
compress (guint8 *out, gsize size, const char *json, gsize len)
{
  ZSTD_CCtx *context = ZSTD_createCCtx ();
  gsize packed;

  ZSTD_CCtx_setParameter (context, ZSTD_c_compressionLevel, LEVEL);
  ZSTD_CCtx_setParameter (context, ZSTD_c_hashLog, TABLE_LOG);
  ZSTD_CCtx_setParameter (context, ZSTD_c_chainLog, TABLE_LOG);
  packed = ZSTD_compress2 (context, out, size, json, len);
  ZSTD_freeCCtx (context);
  return packed;
}

/**
 * sijil_frame_pack:
 * @json: a frame's document
 * @len: its bytes
 *
 * Returns: (transfer full): the frame: compressed and with the hash by which damage is seen
 */
GBytes *
sijil_frame_pack (const char *json, gsize len)
{
  gsize bound = ZSTD_compressBound (len);
  guint8 *out = g_malloc (HEADER_LEN + bound);
  gsize packed = compress (out + HEADER_LEN, bound, json, len);

  g_assert (!ZSTD_isError (packed));
  memcpy (out, MAGIC, 4);
  out[4] = 0;
  for (int i = 0; i < 4; i++)
    out[5 + i] = (guint8) (len >> (8 * i));
  crypto_generichash (out + 9, HASH_LEN, out + HEADER_LEN, packed, NULL, 0);
  return g_bytes_new_take (g_realloc (out, HEADER_LEN + packed), HEADER_LEN + packed);
}

/**
 * sijil_frame_unpack:
 * @frame: what came from outside
 * @len: (out): bytes of the document
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the document, NUL-terminated; %NULL if @frame is damaged,
 * cut or over a limit
 */
char *
sijil_frame_unpack (GBytes *frame, gsize *len, GError **error)
{
  gsize size, raw = 0, got;
  const guint8 *data = g_bytes_get_data (frame, &size);
  guint8 hash[HASH_LEN];
  g_autofree char *out = NULL;

  if (size < HEADER_LEN || memcmp (data, MAGIC, 4) != 0 || data[4] != 0) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR,
                         size >= 4 && memcmp (data, "SJF", 3) == 0 ? SIJIL_WIRE_ERROR_NEWER
                                                                   : SIJIL_WIRE_ERROR_MALFORMED,
                         "not a frame");
    return NULL;
  }
  for (int i = 0; i < 4; i++)
    raw |= (gsize) data[5 + i] << (8 * i);
  if (raw > SIJIL_MAX_FRAME_RAW || size > SIJIL_MAX_FRAME_PACKED) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_TOO_LARGE, "frame is too large");
    return NULL;
  }
  crypto_generichash (hash, HASH_LEN, data + HEADER_LEN, size - HEADER_LEN, NULL, 0);
  if (memcmp (hash, data + 9, HASH_LEN) != 0) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "frame is damaged");
    return NULL;
  }
  out = g_malloc (raw + 1);
  got = ZSTD_decompress (out, raw, data + HEADER_LEN, size - HEADER_LEN);
  if (ZSTD_isError (got) || got != raw) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "frame is damaged");
    return NULL;
  }
  out[raw] = '\0';
  *len = raw;
  return g_steal_pointer (&out);
}
