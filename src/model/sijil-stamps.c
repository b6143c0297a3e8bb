#define G_LOG_DOMAIN "sijil-model"

#include "sijil-stamps.h"

#include "sijil-set.h"

#include <string.h>

typedef struct {
  SijilStamp stamp;
  guint64 fields;
} Entry;

typedef struct {
  SijilStamp stamp;
  guint field;
  char code[SIJIL_SET_CODE_LEN];
} Element;

struct _SijilStamps {
  GArray *entries;
  GArray *elements;
};

SijilStamps *
sijil_stamps_new (void)
{
  SijilStamps *self = g_new (SijilStamps, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->elements = g_array_new (FALSE, TRUE, sizeof (Element));
  return self;
}

void
sijil_stamps_free (SijilStamps *stamps)
{
  if (stamps == NULL)
    return;
  g_array_unref (stamps->entries);
  g_array_unref (stamps->elements);
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

static void
put_stamp (GByteArray *out, const SijilStamp *stamp)
{
  put (out, stamp->stamp);
  put (out, stamp->device);
  put (out, stamp->base);
  put (out, stamp->seq);
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

/* An entry for no field at all stands before an element of a set: its field, length and code. */
static gboolean
take_element (const guint8 **p, const guint8 *end, const SijilStamp *stamp, Element *element)
{
  guint64 field, len;

  *element = (Element){ *stamp, 0, "" };
  if (!take (p, end, &field) || !take (p, end, &len) || field >= 64 ||
      len >= sizeof element->code || len > (gsize) (end - *p))
    return FALSE;
  element->field = (guint) field;
  memcpy (element->code, *p, len);
  *p += len;
  return TRUE;
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
    if (entry.fields != 0) {
      g_array_append_val (self->entries, entry);
    } else {
      Element element;

      if (!take_element (&p, end, &entry.stamp, &element))
        break;
      g_array_append_val (self->elements, element);
    }
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

    put_stamp (out, &entry->stamp);
    put (out, entry->fields);
  }
  for (guint i = 0; i < stamps->elements->len; i++) {
    const Element *element = &g_array_index (stamps->elements, Element, i);
    gsize len = strlen (element->code);

    put_stamp (out, &element->stamp);
    put (out, 0);
    put (out, element->field);
    put (out, len);
    g_byte_array_append (out, (const guint8 *) element->code, (guint) len);
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
 * sijil_stamp_knew:
 * @later: who wrote one value
 * @earlier: who wrote another
 *
 * Returns: whether the writer of @later had folded the change set that wrote @earlier
 */
gboolean
sijil_stamp_knew (const SijilStamp *later, const SijilStamp *earlier)
{
  return later->device == earlier->device || (earlier->seq != 0 && earlier->seq <= later->base);
}

static gboolean
is_element (const Element *element, guint field, const char *code)
{
  return element->field == field && strcmp (element->code, code) == 0;
}

/**
 * sijil_stamps_has_element:
 * @stamps: stamps
 * @field: a field that is a set
 * @code: an element
 *
 * Returns: whether somebody added it whom no removal had seen
 */
gboolean
sijil_stamps_has_element (SijilStamps *stamps, guint field, const char *code)
{
  for (guint i = 0; i < stamps->elements->len; i++)
    if (is_element (&g_array_index (stamps->elements, Element, i), field, code))
      return TRUE;
  return FALSE;
}

/**
 * sijil_stamps_add_element:
 * @stamps: stamps
 * @field: a field that is a set
 * @code: an element
 * @stamp: who added it
 *
 * Notes one more addition. The earlier ones stay beside it, since a removal may have seen one and
 * not the other.
 */
void
sijil_stamps_add_element (SijilStamps *stamps, guint field, const char *code,
                          const SijilStamp *stamp)
{
  Element fresh = { *stamp, field, "" };

  for (guint i = 0; i < stamps->elements->len; i++) {
    Element *element = &g_array_index (stamps->elements, Element, i);

    if (!is_element (element, field, code) || element->stamp.device != stamp->device)
      continue;
    /* The same once more, with its number perhaps; or ours that is not sent yet, with a new stamp.
     */
    if (element->stamp.stamp == stamp->stamp || (element->stamp.seq == 0 && stamp->seq == 0)) {
      element->stamp = *stamp;
      return;
    }
  }
  g_strlcpy (fresh.code, code, sizeof fresh.code);
  g_array_append_val (stamps->elements, fresh);
}

/**
 * sijil_stamps_remove_element:
 * @stamps: stamps
 * @field: a field that is a set
 * @code: an element
 * @stamp: who took it out
 * @seen: whether that was seen here, with all that stands here
 *
 * Forgets the additions that the removal had seen.
 */
void
sijil_stamps_remove_element (SijilStamps *stamps, guint field, const char *code,
                             const SijilStamp *stamp, gboolean seen)
{
  for (guint i = stamps->elements->len; i > 0; i--) {
    Element *element = &g_array_index (stamps->elements, Element, i - 1);

    if (is_element (element, field, code) && (seen || sijil_stamp_knew (stamp, &element->stamp)))
      g_array_remove_index (stamps->elements, i - 1);
  }
}

/**
 * sijil_stamps_known_to:
 * @stamps: stamps
 * @later: who wrote something else
 * @fields: bits of the fields that count
 *
 * Returns: whether the writer of @later had folded all that stands in these fields
 */
gboolean
sijil_stamps_known_to (SijilStamps *stamps, const SijilStamp *later, guint64 fields)
{
  for (guint i = 0; i < stamps->entries->len; i++) {
    const Entry *entry = &g_array_index (stamps->entries, Entry, i);

    if ((entry->fields & fields) != 0 && !sijil_stamp_knew (later, &entry->stamp))
      return FALSE;
  }
  return TRUE;
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

/* Calls @func for the stamp of each field and of each element; it says whether it changed it. */
static gboolean
change_each (SijilStamps *stamps, gboolean (*func) (SijilStamp *stamp, gpointer data),
             gpointer data)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < stamps->entries->len; i++)
    changed |= func (&g_array_index (stamps->entries, Entry, i).stamp, data);
  for (guint i = 0; i < stamps->elements->len; i++)
    changed |= func (&g_array_index (stamps->elements, Element, i).stamp, data);
  return changed;
}

typedef struct {
  guint32 device;
  guint64 stamp;
  const SijilStamp *now;
} Confirmation;

static gboolean
confirm_one (SijilStamp *stamp, gpointer data)
{
  const Confirmation *confirmation = data;

  if (stamp->device != confirmation->device || stamp->stamp != confirmation->stamp)
    return FALSE;
  *stamp = *confirmation->now;
  return TRUE;
}

/**
 * sijil_stamps_confirm:
 * @stamps: stamps
 * @device: this device
 * @stamp: the stamp that the change set was sent with
 * @now: what the registry made of it: its stamp, its base and its number
 *
 * Returns: whether anything changed
 */
gboolean
sijil_stamps_confirm (SijilStamps *stamps, guint32 device, guint64 stamp, const SijilStamp *now)
{
  return change_each (stamps, confirm_one, &(Confirmation){ device, stamp, now });
}

typedef struct {
  guint32 from;
  guint32 to;
  gboolean only_unconfirmed;
} Renumbering;

static gboolean
renumber_one (SijilStamp *stamp, gpointer data)
{
  const Renumbering *renumbering = data;

  if (stamp->device != renumbering->from || (renumbering->only_unconfirmed && stamp->seq != 0))
    return FALSE;
  stamp->device = renumbering->to;
  return TRUE;
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
  return change_each (stamps, renumber_one, &(Renumbering){ from, to, only_unconfirmed });
}
