#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-parts.h"

#define HEADER_LEN 5 /* kind, then the length, little end first */

/**
 * sijil_parts_append:
 * @body: a body under way
 * @kind: what @payload is
 * @payload: bytes
 *
 * An exchange's body is a row of parts: a message, then frames.
 */
void
sijil_parts_append (GByteArray *body, SijilPart kind, GBytes *payload)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (payload, &len);
  guint8 header[HEADER_LEN] = { (guint8) kind };

  for (int i = 0; i < 4; i++)
    header[1 + i] = (guint8) (len >> (8 * i));
  g_byte_array_append (body, header, sizeof header);
  g_byte_array_append (body, data, (guint) len);
}

/**
 * sijil_parts_next:
 * @body: what came from outside
 * @offset: (inout): where the next part begins
 * @kind: (out): what it is
 * @payload: (out) (transfer full): its bytes, %NULL at the end
 * @error: return location for an error
 *
 * Returns: %FALSE if the body is cut off or holds a kind that this protocol has not
 */
gboolean
sijil_parts_next (GBytes *body, gsize *offset, SijilPart *kind, GBytes **payload, GError **error)
{
  gsize size, len = 0;
  const guint8 *data = g_bytes_get_data (body, &size);

  *payload = NULL;
  if (*offset == size)
    return TRUE;
  if (size - *offset >= HEADER_LEN) {
    const guint8 *header = data + *offset;

    for (int i = 0; i < 4; i++)
      len |= (gsize) header[1 + i] << (8 * i);
    if (header[0] >= SIJIL_PART_MESSAGE && header[0] <= SIJIL_PART_CATALOGUE &&
        len <= size - *offset - HEADER_LEN) {
      *kind = (SijilPart) header[0];
      *payload = g_bytes_new_from_bytes (body, *offset + HEADER_LEN, len);
      *offset += HEADER_LEN + len;
      return TRUE;
    }
  }
  g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "body is cut off");
  return FALSE;
}

/**
 * sijil_parts_count:
 * @body: a body, or the frames of one
 *
 * Returns: how many frames are in it
 */
guint
sijil_parts_count (GBytes *body)
{
  gsize offset = 0;
  guint n = 0;

  for (;;) {
    g_autoptr (GBytes) part = NULL;
    SijilPart kind;

    if (!sijil_parts_next (body, &offset, &kind, &part, NULL) || part == NULL)
      return n;
    n += kind != SIJIL_PART_MESSAGE;
  }
}
