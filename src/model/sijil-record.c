#define G_LOG_DOMAIN "sijil-model"

#include "sijil-record.h"

#include "sijil-set.h"

#include <string.h>

typedef struct {
  char *text;
  gint64 number;
} Value;

struct _SijilRecord {
  GObject parent_instance;
  const SijilTypeDef *type;
  SijilId id;
  guint64 present; /* a field that is neither present nor null is absent: "nothing is said of it" */
  guint64 null;
  Value *values;
};

G_DEFINE_FINAL_TYPE (SijilRecord, sijil_record, G_TYPE_OBJECT)

static void
sijil_record_finalize (GObject *object)
{
  SijilRecord *self = SIJIL_RECORD (object);

  for (guint i = 0; i < self->type->n_fields; i++)
    g_free (self->values[i].text);
  g_free (self->values);
  G_OBJECT_CLASS (sijil_record_parent_class)->finalize (object);
}

static void
sijil_record_class_init (SijilRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sijil_record_finalize;
}

static void
sijil_record_init (SijilRecord *self)
{
}

/**
 * sijil_record_new:
 * @type: what it is
 * @id: (nullable): its id, or %NULL for none yet
 *
 * Returns: (transfer full): a record of which nothing is said
 */
SijilRecord *
sijil_record_new (const SijilTypeDef *type, const SijilId *id)
{
  SijilRecord *self = g_object_new (SIJIL_TYPE_RECORD, NULL);

  self->type = type;
  self->values = g_new0 (Value, type->n_fields);
  if (id != NULL)
    self->id = *id;
  return self;
}

/**
 * sijil_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): an independent copy
 */
SijilRecord *
sijil_record_copy (SijilRecord *record)
{
  SijilRecord *copy = sijil_record_new (record->type, &record->id);

  for (guint i = 0; i < record->type->n_fields; i++)
    sijil_record_take_field (copy, i, record);
  return copy;
}

const SijilTypeDef *
sijil_record_def (SijilRecord *record)
{
  return record->type;
}

const SijilId *
sijil_record_id (SijilRecord *record)
{
  return &record->id;
}

void
sijil_record_set_id (SijilRecord *record, const SijilId *id)
{
  record->id = *id;
}

/**
 * sijil_record_has:
 * @record: a record
 * @field: a field number
 *
 * Returns: whether anything is said of the field, be it that it is empty
 */
gboolean
sijil_record_has (SijilRecord *record, guint field)
{
  return (record->present & SIJIL_FIELD_BIT (field)) != 0;
}

gboolean
sijil_record_is_null (SijilRecord *record, guint field)
{
  return !sijil_record_has (record, field) || (record->null & SIJIL_FIELD_BIT (field)) != 0;
}

/**
 * sijil_record_present:
 * @record: a record
 *
 * Returns: a bit for each field of which something is said
 */
guint64
sijil_record_present (SijilRecord *record)
{
  return record->present;
}

/**
 * sijil_record_bytes:
 * @record: a record
 *
 * Returns: about how many bytes what it says takes, for bounds of what holds many records
 */
gsize
sijil_record_bytes (SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);
  gsize bytes = sizeof (SijilId);

  for (guint i = 0; i < type->n_fields; i++) {
    if (!sijil_record_has (record, i))
      continue;
    bytes += sizeof (SijilId);
    if (!sijil_record_is_null (record, i) && !sijil_type_is_number (type->fields[i].kind) &&
        type->fields[i].kind != SIJIL_KIND_REFERENCE)
      bytes += strlen (sijil_record_text (record, i));
  }
  return bytes;
}

/**
 * sijil_record_text:
 * @record: a record
 * @field: a field that is no number
 *
 * Returns: (nullable) (transfer none): its value, %NULL if empty or absent
 */
const char *
sijil_record_text (SijilRecord *record, guint field)
{
  g_return_val_if_fail (field < record->type->n_fields, NULL);
  return sijil_record_is_null (record, field) ? NULL : record->values[field].text;
}

/**
 * sijil_record_number:
 * @record: a record
 * @field: a field that is a number
 * @otherwise: the answer if it is empty or absent
 *
 * Returns: its value
 */
gint64
sijil_record_number (SijilRecord *record, guint field, gint64 otherwise)
{
  g_return_val_if_fail (field < record->type->n_fields, otherwise);
  return sijil_record_is_null (record, field) ? otherwise : record->values[field].number;
}

/**
 * sijil_record_reference:
 * @record: a record
 * @field: a reference
 * @id: (out): the id that it points to
 *
 * Returns: %FALSE if the field is empty or absent
 */
gboolean
sijil_record_reference (SijilRecord *record, guint field, SijilId *id)
{
  return sijil_id_parse (sijil_record_text (record, field), id);
}

static Value *
open_field (SijilRecord *record, guint field)
{
  Value *value = &record->values[field];

  g_clear_pointer (&value->text, g_free);
  value->number = 0;
  record->present |= SIJIL_FIELD_BIT (field);
  record->null &= ~SIJIL_FIELD_BIT (field);
  return value;
}

/**
 * sijil_record_set_text:
 * @record: a record
 * @field: a field that is no number
 * @text: (nullable): its value; %NULL and "" make it empty
 */
void
sijil_record_set_text (SijilRecord *record, guint field, const char *text)
{
  char *copy = g_strdup (text); /* @text may be the very value that is being replaced */

  g_return_if_fail (!sijil_type_is_number (record->type->fields[field].kind));
  if (copy == NULL || *copy == '\0') {
    g_free (copy);
    sijil_record_set_null (record, field);
    return;
  }
  open_field (record, field)->text = copy;
}

void
sijil_record_set_number (SijilRecord *record, guint field, gint64 number)
{
  g_return_if_fail (sijil_type_is_number (record->type->fields[field].kind));
  open_field (record, field)->number = number;
}

void
sijil_record_set_reference (SijilRecord *record, guint field, const SijilId *id)
{
  g_autofree char *text = sijil_id_to_string (id);

  sijil_record_set_text (record, field, text);
}

void
sijil_record_set_null (SijilRecord *record, guint field)
{
  open_field (record, field);
  record->null |= SIJIL_FIELD_BIT (field);
}

/**
 * sijil_record_unset:
 * @record: a record
 * @field: a field
 *
 * Nothing is said of the field any more.
 */
void
sijil_record_unset (SijilRecord *record, guint field)
{
  open_field (record, field);
  record->present &= ~SIJIL_FIELD_BIT (field);
}

/**
 * sijil_record_take_field:
 * @record: a record
 * @field: a field number
 * @from: another record of the same type
 *
 * Makes the field what it is in @from: value, empty or absent.
 */
void
sijil_record_take_field (SijilRecord *record, guint field, SijilRecord *from)
{
  if (!sijil_record_has (from, field))
    sijil_record_unset (record, field);
  else if (sijil_record_is_null (from, field))
    sijil_record_set_null (record, field);
  else if (sijil_type_is_number (record->type->fields[field].kind))
    sijil_record_set_number (record, field, from->values[field].number);
  else
    sijil_record_set_text (record, field, from->values[field].text);
}

/**
 * sijil_record_same_field:
 * @a: a record
 * @b: another of the same type
 * @field: a field number
 *
 * Returns: whether both hold the same value; empty and absent count as the same
 */
gboolean
sijil_record_same_field (SijilRecord *a, SijilRecord *b, guint field)
{
  if (sijil_record_is_null (a, field) || sijil_record_is_null (b, field))
    return sijil_record_is_null (a, field) && sijil_record_is_null (b, field);
  return a->values[field].number == b->values[field].number &&
         g_strcmp0 (a->values[field].text, b->values[field].text) == 0;
}

/* Bits of the fields that differ, and of those that merge as one with them. */
static guint64
changed_units (SijilRecord *old, SijilRecord *edited)
{
  guint64 units = 0;

  for (guint i = 0; i < edited->type->n_fields; i++) {
    if (!sijil_record_has (edited, i))
      continue;
    if (old != NULL ? !sijil_record_same_field (old, edited, i) : !sijil_record_is_null (edited, i))
      units |= sijil_type_unit_mask (edited->type, i);
  }
  return units;
}

static void
take_or_clear (SijilRecord *record, guint field, SijilRecord *from)
{
  if (from != NULL && sijil_record_has (from, field))
    sijil_record_take_field (record, field, from);
  else
    sijil_record_set_null (record, field);
}

/**
 * sijil_record_diff:
 * @old: (nullable): the record as it was, %NULL for a new one
 * @edited: the record as it shall be; what it does not mention stays
 *
 * What a change set carries: only the fields that differ, and with each the fields that merge as
 * one with it. Of a set it carries what was added and what was taken out.
 *
 * Returns: (transfer full): the differing fields, perhaps none
 */
SijilRecord *
sijil_record_diff (SijilRecord *old, SijilRecord *edited)
{
  SijilRecord *diff = sijil_record_new (edited->type, &edited->id);
  guint64 wanted = changed_units (old, edited);

  for (guint i = 0; i < edited->type->n_fields; i++) {
    if ((wanted & SIJIL_FIELD_BIT (i)) == 0)
      continue;
    if (edited->type->fields[i].kind == SIJIL_KIND_SET) {
      g_autofree char *delta = sijil_set_delta (old != NULL ? sijil_record_text (old, i) : NULL,
                                                sijil_record_text (edited, i));

      sijil_record_set_text (diff, i, delta);
    } else
      take_or_clear (diff, i, sijil_record_has (edited, i) ? edited : old);
  }
  return diff;
}

/**
 * sijil_record_changes:
 * @begun: the record as it stood when its editing began
 * @edited: the record as it shall be; what it does not mention stays
 *
 * What a form may send that stood open for a while: the fields that its user changed, and with each
 * the fields that merge as one with it. What somebody else wrote into the others meanwhile stays.
 *
 * Returns: (transfer full): the changed fields with their whole values, perhaps none
 */
SijilRecord *
sijil_record_changes (SijilRecord *begun, SijilRecord *edited)
{
  SijilRecord *changes = sijil_record_new (edited->type, &edited->id);
  guint64 wanted = changed_units (begun, edited);

  for (guint i = 0; i < edited->type->n_fields; i++)
    if ((wanted & SIJIL_FIELD_BIT (i)) != 0)
      take_or_clear (changes, i, sijil_record_has (edited, i) ? edited : begun);
  return changes;
}

/**
 * sijil_record_overlay:
 * @old: (nullable): a record
 * @edit: fields of it that shall change
 *
 * Returns: (transfer full): the whole record as it will be
 */
SijilRecord *
sijil_record_overlay (SijilRecord *old, SijilRecord *edit)
{
  SijilRecord *whole = sijil_record_new (edit->type, &edit->id);

  for (guint i = 0; i < edit->type->n_fields; i++)
    if (sijil_record_has (edit, i))
      sijil_record_take_field (whole, i, edit);
    else if (old != NULL && sijil_record_has (old, i))
      sijil_record_take_field (whole, i, old);
  return whole;
}

/*
 * A packed record: PACKED, then each field: its number, what follows, and that: nothing, an int64
 * or the length of a text and its bytes; numbers with the little end first. It is made for each
 * change several times, so it is made by hand.
 */
#define PACKED 0xff

enum { PACKED_NULL, PACKED_NUMBER, PACKED_TEXT };

static void
append_number (GByteArray *out, guint64 number, guint bytes)
{
  guint64 little = GUINT64_TO_LE (number);

  g_byte_array_append (out, (const guint8 *) &little, bytes);
}

static void
pack_into (GByteArray *out, SijilRecord *record, guint field)
{
  guint8 head[2] = { (guint8) field, PACKED_NULL };

  if (!sijil_record_is_null (record, field))
    head[1] = sijil_type_is_number (record->type->fields[field].kind) ? PACKED_NUMBER : PACKED_TEXT;
  g_byte_array_append (out, head, sizeof head);
  if (head[1] == PACKED_NUMBER)
    append_number (out, (guint64) record->values[field].number, 8);
  else if (head[1] == PACKED_TEXT) {
    gsize len = strlen (record->values[field].text);

    append_number (out, len, 4);
    g_byte_array_append (out, (const guint8 *) record->values[field].text, (guint) len);
  }
}

static GBytes *
pack (SijilRecord *record, guint64 mask)
{
  GByteArray *out = g_byte_array_sized_new (256);
  guint8 mark = PACKED;

  g_byte_array_append (out, &mark, 1);
  for (guint i = 0; i < record->type->n_fields; i++)
    if ((record->present & mask & SIJIL_FIELD_BIT (i)) != 0)
      pack_into (out, record, i);
  return g_byte_array_free_to_bytes (out);
}

/**
 * sijil_record_pack:
 * @record: a record
 *
 * The fields of a record as bytes, for the change log of the very same machine.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
sijil_record_pack (SijilRecord *record)
{
  return pack (record, G_MAXUINT64);
}

/**
 * sijil_record_pack_field:
 * @record: a record
 * @field: one field of it
 *
 * Returns: (transfer full): that field as bytes
 */
GBytes *
sijil_record_pack_field (SijilRecord *record, guint field)
{
  return pack (record, SIJIL_FIELD_BIT (field));
}

/* Registers that were made before the end of November 2026 hold a GVariant. */
static gboolean
unpack_variant (SijilRecord *record, GBytes *bytes)
{
  g_autoptr (GVariant) packed =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("a(yv)"), bytes, FALSE));
  GVariantIter iter;
  guint8 field;
  GVariant *value;

  if (!g_variant_is_normal_form (packed))
    return FALSE;
  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(yv)", &field, &value)) {
    if (field < record->type->n_fields) {
      gboolean number = sijil_type_is_number (record->type->fields[field].kind);

      if (number && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        sijil_record_set_number (record, field, g_variant_get_int64 (value));
      else if (!number && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        sijil_record_set_text (record, field, g_variant_get_string (value, NULL));
      else
        sijil_record_set_null (record, field);
    }
    g_variant_unref (value);
  }
  return TRUE;
}

static gboolean
take_number (const guint8 **at, const guint8 *end, guint bytes, guint64 *number)
{
  guint64 little = 0;

  if ((gsize) (end - *at) < bytes)
    return FALSE;
  memcpy (&little, *at, bytes);
  *number = GUINT64_FROM_LE (little);
  *at += bytes;
  return TRUE;
}

static gboolean
take_text (const guint8 **at, const guint8 *end, char **text)
{
  guint64 len;

  if (!take_number (at, end, 4, &len) || (gsize) (end - *at) < len ||
      !g_utf8_validate ((const char *) *at, (gssize) len, NULL))
    return FALSE;
  *text = g_strndup ((const char *) *at, len);
  *at += len;
  return TRUE;
}

static gboolean
unpack_field (SijilRecord *record, guint8 field, guint8 kind, const guint8 **at, const guint8 *end)
{
  gboolean known = field < record->type->n_fields;
  gboolean number = known && sijil_type_is_number (record->type->fields[field].kind);
  g_autofree char *text = NULL;
  guint64 value;

  if (kind == PACKED_NUMBER && take_number (at, end, 8, &value)) {
    if (number)
      sijil_record_set_number (record, field, (gint64) value);
  } else if (kind == PACKED_TEXT && take_text (at, end, &text)) {
    if (known && !number)
      sijil_record_set_text (record, field, text);
  } else if (kind == PACKED_NULL) {
    if (known)
      sijil_record_set_null (record, field);
  } else
    return FALSE;
  return TRUE;
}

/**
 * sijil_record_unpack:
 * @record: a record of the type that was packed
 * @bytes: what sijil_record_pack() made
 *
 * Sets the fields that are in @bytes. Fields that this program does not know are passed over.
 *
 * Returns: %FALSE if @bytes is damaged
 */
gboolean
sijil_record_unpack (SijilRecord *record, GBytes *bytes)
{
  gsize len;
  const guint8 *at = g_bytes_get_data (bytes, &len), *end = at + len;

  if (len == 0 || *at != PACKED)
    return unpack_variant (record, bytes);
  for (at++; at != end;) {
    guint64 field, kind;

    if (!take_number (&at, end, 1, &field) || !take_number (&at, end, 1, &kind) ||
        !unpack_field (record, (guint8) field, (guint8) kind, &at, end))
      return FALSE;
  }
  return TRUE;
}
