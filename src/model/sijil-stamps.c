#define G_LOG_DOMAIN "sijil-model"

#include "sijil-stamps.h"

#include <string.h>

typedef struct {
  SijilStamp stamp;
  guint64 fields;
} Entry;

struct _SijilStamps {
  GArray *entries;
};

SijilStamps *
sijil_stamps_new (void)
{
  SijilStamps *self = g_new (SijilStamps, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  return self;
}

void
sijil_stamps_free (SijilStamps *stamps)
{
  if (stamps == NULL)
    return;
  g_array_unref (stamps->entries);
  g_free (stamps);
}

static void
put (GByteArray *out, guint64 number)
{
  do {
    guint8 byte = number & 0x7f;

    number >>= 7;
    if (number != 0)
      byte |= 0x80;
    g_byte_array_append (out, &byte, 1);
  } while (number != 0);
}

static gboolean
take (const guint8 **p, const guint8 *end, guint64 *number)
{
  guint shift = 0;

  *number = 0;
  while (*p < end && shift < 64) {
    guint8 byte = *(*p)++;

    *number |= (guint64) (byte & 0x7f) << shift;
    if ((byte & 0x80) == 0)
      return TRUE;
    shift += 7;
  }
  return FALSE;
}

/**
 * sijil_stamps_unpack:
 * @data: (nullable): a packed blob
 * @len: its bytes
 *
 * Returns: (transfer full): the stamps; those that a damaged blob still holds
 */
SijilStamps *
sijil_stamps_unpack (const guint8 *data, gsize len)
{
  SijilStamps *self = sijil_stamps_new ();
  const guint8 *p = data, *end = data != NULL ? data + len : NULL;

  while (p < end) {
    Entry entry = { 0 };
    guint64 device;

    if (!take (&p, end, &entry.stamp.stamp) || !take (&p, end, &device) ||
        !take (&p, end, &entry.stamp.base) || !take (&p, end, &entry.stamp.seq) ||
        !take (&p, end, &entry.fields))
      break;
    entry.stamp.device = (guint32) device;
    g_array_append_val (self->entries, entry);
  }
  return self;
}

/**
 * sijil_stamps_pack:
 * @stamps: stamps
 *
 * Returns: (transfer full): the blob: five variable-length numbers for each stamp
 */
GBytes *
sijil_stamps_pack (SijilStamps *stamps)
{
  GByteArray *out = g_byte_array_new ();

  for (guint i = 0; i < stamps->entries->len; i++) {
    const Entry *entry = &g_array_index (stamps->entries, Entry, i);

    put (out, entry->stamp.stamp);
    put (out, entry->stamp.device);
    put (out, entry->stamp.base);
    put (out, entry->stamp.seq);
    put (out, entry->fields);
  }
  return g_byte_array_free_to_bytes (out);
}

/**
 * sijil_stamps_get:
 * @stamps: stamps
 * @field: a field number
 *
 * Returns: (nullable) (transfer none): who wrote the field; valid until the next change
 */
const SijilStamp *
sijil_stamps_get (SijilStamps *stamps, guint field)
{
  for (guint i = 0; i < stamps->entries->len; i++) {
    Entry *entry = &g_array_index (stamps->entries, Entry, i);

    if ((entry->fields & (G_GUINT64_CONSTANT (1) << field)) != 0)
      return &entry->stamp;
  }
  return NULL;
}

static gboolean
same (const SijilStamp *a, const SijilStamp *b)
{
  return a->stamp == b->stamp && a->device == b->device && a->base == b->base && a->seq == b->seq;
}

void
sijil_stamps_set (SijilStamps *stamps, guint field, const SijilStamp *stamp)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << field;
  Entry fresh = { *stamp, bit };

  for (guint i = stamps->entries->len; i > 0; i--) {
    Entry *entry = &g_array_index (stamps->entries, Entry, i - 1);

    entry->fields &= ~bit;
    if (entry->fields == 0)
      g_array_remove_index (stamps->entries, i - 1);
  }
  for (guint i = 0; i < stamps->entries->len; i++) {
    Entry *entry = &g_array_index (stamps->entries, Entry, i);

    if (same (&entry->stamp, &fresh.stamp)) {
      entry->fields |= bit;
      return;
    }
  }
  g_array_append_val (stamps->entries, fresh);
}

/**
 * sijil_stamps_newest:
 * @stamps: stamps
 * @fields: bits of fields
 *
 * Returns: the largest stamp among these fields, 0 if none was written
 */
guint64
sijil_stamps_newest (SijilStamps *stamps, guint64 fields)
{
  guint64 newest = 0;

  for (guint i = 0; i < stamps->entries->len; i++) {
    const Entry *entry = &g_array_index (stamps->entries, Entry, i);

    if ((entry->fields & fields) != 0)
      newest = MAX (newest, entry->stamp.stamp);
  }
  return newest;
}

/**
 * sijil_stamps_confirm:
 * @stamps: stamps
 * @device: this device
 * @stamp: the stamp that the change set was sent with
 * @clamped: the stamp that the registry gave it
 * @seq: the number that the registry gave it
 *
 * Returns: whether anything changed
 */
gboolean
sijil_stamps_confirm (SijilStamps *stamps, guint32 device, guint64 stamp, guint64 clamped,
                      guint64 seq)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < stamps->entries->len; i++) {
    Entry *entry = &g_array_index (stamps->entries, Entry, i);

    if (entry->stamp.device == device && entry->stamp.stamp == stamp) {
      entry->stamp.stamp = clamped;
      entry->stamp.seq = seq;
      changed = TRUE;
    }
  }
  return changed;
}

/**
 * sijil_stamps_renumber:
 * @stamps: stamps
 * @from: a device number
 * @to: the number that it has now
 * @only_unconfirmed: leave alone what the registry has numbered
 *
 * Returns: whether anything changed
 */
gboolean
sijil_stamps_renumber (SijilStamps *stamps, guint32 from, guint32 to, gboolean only_unconfirmed)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < stamps->entries->len; i++) {
    Entry *entry = &g_array_index (stamps->entries, Entry, i);

    if (entry->stamp.device != from || (only_unconfirmed && entry->stamp.seq != 0))
      continue;
    entry->stamp.device = to;
    changed = TRUE;
  }
  return changed;
}
