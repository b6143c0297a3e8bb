#define G_LOG_DOMAIN "sijil-base"

#include "sijil-id.h"

#include <string.h>
#include <sys/random.h>

static void
set_version (SijilId *id)
{
  id->bytes[6] = (id->bytes[6] & 0x0f) | 0x70;
  id->bytes[8] = (id->bytes[8] & 0x3f) | 0x80;
}

/**
 * sijil_id_new:
 *
 * Makes a fresh UUIDv7 (RFC 9562). Ids made in one process in the same millisecond still differ by
 * 74 random bits; their order is not promised.
 *
 * Returns: the id
 */
SijilId
sijil_id_new (void)
{
  SijilId id;
  guint64 ms = (guint64) (g_get_real_time () / 1000);

  if (getrandom (id.bytes, sizeof id.bytes, 0) != (gssize) sizeof id.bytes)
    g_error ("no random numbers from the kernel");
  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (ms >> (8 * (5 - i)));
  set_version (&id);
  return id;
}

/**
 * sijil_id_derive:
 * @set: the id of a change set
 * @index: the position of a new row in it
 *
 * The id of the row that is born as number @index of the set @set. Since it follows from the two,
 * a frame names a whole set by 16 random bytes instead of spending 16 on every row.
 *
 * Returns: a UUIDv7 with the milliseconds of @set
 */
SijilId
sijil_id_derive (const SijilId *set, guint index)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize len = sizeof digest;
  guint32 be = GUINT32_TO_BE (index);
  SijilId id;

  g_checksum_update (sum, set->bytes, sizeof set->bytes);
  g_checksum_update (sum, (const guchar *) &be, sizeof be);
  g_checksum_get_digest (sum, digest, &len);
  memcpy (id.bytes, set->bytes, 6);
  memcpy (id.bytes + 6, digest, 10);
  set_version (&id);
  return id;
}

/**
 * sijil_id_parse:
 * @text: (nullable): 8-4-4-4-12 hexadecimal digits
 * @id: (out): the id, untouched on failure
 *
 * Returns: %TRUE if @text is exactly a UUID
 */
gboolean
sijil_id_parse (const char *text, SijilId *id)
{
  SijilId out;
  int n = 0;

  if (text == NULL || strlen (text) != SIJIL_ID_TEXT_LEN)
    return FALSE;
  for (int i = 0; i < SIJIL_ID_TEXT_LEN; i++) {
    gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;
    int digit = g_ascii_xdigit_value (text[i]);

    if (dash ? text[i] != '-' : digit < 0)
      return FALSE;
    if (dash)
      continue;
    if (n % 2 == 0)
      out.bytes[n / 2] = (guint8) (digit << 4);
    else
      out.bytes[n / 2] |= (guint8) digit;
    n++;
  }
  *id = out;
  return TRUE;
}

/**
 * sijil_id_to_string:
 * @id: an id
 *
 * Returns: (transfer full): the lower-case canonical form
 */
char *
sijil_id_to_string (const SijilId *id)
{
  static const char hex[] = "0123456789abcdef";
  char *text = g_malloc (SIJIL_ID_TEXT_LEN + 1);
  char *p = text;

  for (int i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *p++ = '-';
    *p++ = hex[id->bytes[i] >> 4];
    *p++ = hex[id->bytes[i] & 15];
  }
  *p = '\0';
  return text;
}

gboolean
sijil_id_is_null (const SijilId *id)
{
  static const SijilId zero;

  return memcmp (id, &zero, sizeof zero) == 0;
}

gboolean
sijil_id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (SijilId)) == 0;
}

guint
sijil_id_hash (gconstpointer id)
{
  guint hash;

  memcpy (&hash, ((const SijilId *) id)->bytes + 9, sizeof hash);
  return hash;
}

/**
 * sijil_id_copy:
 * @id: an id
 *
 * Returns: (transfer full): a copy, to be freed with g_free()
 */
SijilId *
sijil_id_copy (const SijilId *id)
{
  return g_memdup2 (id, sizeof *id);
}

/**
 * sijil_id_millis:
 * @id: a UUIDv7
 *
 * Returns: the Unix milliseconds at which @id was made
 */
gint64
sijil_id_millis (const SijilId *id)
{
  gint64 ms = 0;

  for (int i = 0; i < 6; i++)
    ms = ms << 8 | id->bytes[i];
  return ms;
}
