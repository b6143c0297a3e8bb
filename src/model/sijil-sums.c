#define G_LOG_DOMAIN "sijil-model"

#include "sijil-sums.h"

#include <sodium.h>
#include <string.h>

/* Whether a desk and the registry hold the same is told by sums: of a row, who wrote each of its
 * fields and when, which says what stands there; of a bucket, the sum of its rows, so that one row
 * can be taken out of it and put back. Whether a row is gone follows from its stamps. */

/**
 * sijil_sums_month:
 * @id: the id of a row
 *
 * Returns: the month in which it was made, UTC: years times twelve, and months from 0
 */
int
sijil_sums_month (const SijilId *id)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (sijil_id_millis (id) / 1000);

  return when != NULL ? g_date_time_get_year (when) * 12 + g_date_time_get_month (when) - 1 : 0;
}

static void
lowest_id (int month, SijilId *id)
{
  g_autoptr (GDateTime) begin =
      g_date_time_new_utc (MAX (month / 12, 1), month % 12 + 1, 1, 0, 0, 0);
  gint64 millis = begin != NULL ? MAX (g_date_time_to_unix (begin), 0) * 1000 : 0;

  memset (id, 0, sizeof *id);
  for (int i = 0; i < 6; i++)
    id->bytes[i] = (guint8) (millis >> (8 * (5 - i)));
}

/**
 * sijil_sums_range:
 * @month: of sijil_sums_month()
 * @first: (out caller-allocates): no id of that month is smaller
 * @last: (out caller-allocates): nor larger
 */
void
sijil_sums_range (int month, SijilId *first, SijilId *last)
{
  lowest_id (month, first);
  lowest_id (month + 1, last);
  /* One less. */
  for (int i = 15; i >= 0 && last->bytes[i]-- == 0; i--)
    ;
}

static void
append (GByteArray *bytes, guint64 number)
{
  guint64 little = GUINT64_TO_LE (number);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

/**
 * sijil_sums_row:
 * @key: of the registry, its id
 * @record: a record
 * @stamps: who wrote its fields
 *
 * SipHash-2-4 (libsodium's crypto_shorthash) of the id and, for each field that was ever written,
 * its number, stamp and device; for a set also its elements, since an element is taken out without
 * a trace beside the others.
 *
 * Returns: the sum of the row
 */
guint64
sijil_sums_row (const SijilId *key, SijilRecord *record, SijilStamps *stamps)
{
  const SijilTypeDef *type = sijil_record_def (record);
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (512);
  guint64 sum;

  G_STATIC_ASSERT (sizeof sum == crypto_shorthash_BYTES);
  G_STATIC_ASSERT (sizeof key->bytes == crypto_shorthash_KEYBYTES);
  g_byte_array_append (bytes, sijil_record_id (record)->bytes, 16);
  for (guint i = 0; i < type->n_fields; i++) {
    const SijilStamp *stamp = sijil_stamps_get (stamps, i);

    if (stamp == NULL)
      continue;
    append (bytes, (guint64) i << 32 | stamp->device);
    append (bytes, stamp->stamp);
    if (type->fields[i].kind == SIJIL_KIND_SET && !sijil_record_is_null (record, i)) {
      const char *text = sijil_record_text (record, i);

      g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
    }
  }
  crypto_shorthash ((guint8 *) &sum, bytes->data, bytes->len, key->bytes);
  return GUINT64_FROM_LE (sum);
}

/**
 * sijil_sums_bucket:
 * @buckets: (element-type SijilBucket): few
 * @type: a record type
 * @month: of sijil_sums_month()
 *
 * Returns: (transfer none): that bucket, an empty one if it is new; valid until the next call
 */
SijilBucket *
sijil_sums_bucket (GArray *buckets, const SijilTypeDef *type, int month)
{
  SijilBucket empty = { type, month, 0, 0 };

  /* Most rows belong to the bucket of the one before. */
  for (guint i = buckets->len; i-- > 0;) {
    SijilBucket *bucket = &g_array_index (buckets, SijilBucket, i);

    if (bucket->type == type && bucket->month == month)
      return bucket;
  }
  g_array_append_val (buckets, empty);
  return &g_array_index (buckets, SijilBucket, buckets->len - 1);
}

/**
 * sijil_sums_total:
 * @buckets: (element-type SijilBucket): all of them
 *
 * Returns: one number that says whether two sides hold the same
 */
guint64
sijil_sums_total (const GArray *buckets)
{
  guint64 total = 0;

  for (guint i = 0; i < buckets->len; i++)
    total += g_array_index (buckets, SijilBucket, i).sum;
  return total;
}
