#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-receipt.h"

#include "sijil-json.h"
#include "sijil-wire.h"

#define MAX_SEQ (G_GINT64_CONSTANT (1) << 40)
#define MAX_ID 64

/**
 * sijil_message_parse:
 * @message: what came from outside
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its JSON, if it is no larger than a message may be
 */
JsonObject *
sijil_message_parse (GBytes *message, GError **error)
{
  gsize len;
  const char *text = g_bytes_get_data (message, &len);

  if (len > SIJIL_MAX_MESSAGE) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_TOO_LARGE,
                         "message is too large");
    return NULL;
  }
  return sijil_json_parse (text, len, error);
}

static void
held_free (SijilHeldField *held)
{
  g_free (held->type);
  g_free (held->field);
  g_clear_object (&held->value);
  g_free (held);
}

/**
 * sijil_receipt_new:
 * @cseq: which change set
 *
 * Returns: (transfer full): a receipt that says "kept"
 */
SijilReceipt *
sijil_receipt_new (guint64 cseq)
{
  SijilReceipt *receipt = g_new0 (SijilReceipt, 1);

  receipt->cseq = cseq;
  return receipt;
}

void
sijil_receipt_free (SijilReceipt *receipt)
{
  if (receipt == NULL)
    return;
  g_free (receipt->refused);
  g_free (receipt->digest);
  g_clear_pointer (&receipt->held, g_ptr_array_unref);
  g_free (receipt);
}

/**
 * sijil_receipt_hold:
 * @receipt: a receipt
 * @row: number of the row in the change set
 * @value: the record as it stands at the registry
 * @field: the field of it that was held
 * @stamp: who wrote what stands
 *
 * Notes that a guarded field waits for a decision.
 */
void
sijil_receipt_hold (SijilReceipt *receipt, guint32 row, SijilRecord *value, guint field,
                    const SijilStamp *stamp)
{
  SijilHeldField *held = g_new0 (SijilHeldField, 1);
  const SijilTypeDef *type = sijil_record_def (value);

  held->row = row;
  held->type = g_strdup (type->name);
  held->field = g_strdup (type->fields[field].name);
  held->value = sijil_record_new (type, sijil_record_id (value));
  sijil_record_take_field (held->value, field, value);
  held->stamp = *stamp;
  if (receipt->held == NULL)
    receipt->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);
  g_ptr_array_add (receipt->held, held);
}

static void
append_value (GString *out, const SijilHeldField *held)
{
  int field = sijil_type_field (sijil_record_def (held->value), held->field);

  if (sijil_record_is_null (held->value, (guint) field))
    g_string_append (out, "null");
  else if (sijil_type_is_number (sijil_record_def (held->value)->fields[field].kind))
    g_string_append_printf (out, "%" G_GINT64_FORMAT,
                            sijil_record_number (held->value, (guint) field, 0));
  else
    sijil_json_append_string (out, sijil_record_text (held->value, (guint) field));
}

static void
append_receipt (GString *out, const SijilReceipt *receipt)
{
  g_string_append_printf (out, "{\"c\":%" G_GUINT64_FORMAT, receipt->cseq);
  if (receipt->refused != NULL) {
    g_string_append (out, ",\"r\":");
    sijil_json_append_string (out, receipt->refused);
  } else
    g_string_append_printf (out, ",\"h\":%" G_GUINT64_FORMAT ",\"q\":%" G_GUINT64_FORMAT,
                            receipt->stamp, receipt->seq);
  if (receipt->refused == NULL && receipt->is_cut)
    g_string_append_printf (out, ",\"b\":%" G_GUINT64_FORMAT, receipt->base);
  if (receipt->digest != NULL)
    g_string_append_printf (out, ",\"k\":\"%.*s\"", SIJIL_DIGEST_LETTERS, receipt->digest);
  for (guint i = 0; receipt->held != NULL && i < receipt->held->len; i++) {
    const SijilHeldField *held = receipt->held->pdata[i];

    g_string_append (out, i == 0 ? ",\"held\":[" : ",");
    g_string_append_printf (out, "{\"row\":%u,\"t\":\"%s\",\"f\":\"%s\",\"v\":", held->row,
                            held->type, held->field);
    append_value (out, held);
    g_string_append_printf (out,
                            ",\"h\":%" G_GUINT64_FORMAT ",\"d\":%u,\"b\":%" G_GUINT64_FORMAT
                            ",\"q\":%" G_GUINT64_FORMAT "}",
                            held->stamp.stamp, held->stamp.device, held->stamp.base,
                            held->stamp.seq);
    if (i + 1 == receipt->held->len)
      g_string_append_c (out, ']');
  }
  g_string_append_c (out, '}');
}

/* Whether there is no more to say of a set than that it was kept. */
static gboolean
is_plain (const SijilReceipt *receipt)
{
  return receipt->refused == NULL && receipt->held == NULL && receipt->digest == NULL &&
         receipt->stamp == 0 && !receipt->is_cut && receipt->seq > 0;
}

/* How many of the receipts from @start on are plain, of sets that follow each other on both sides.
 */
static guint
run_length (GPtrArray *receipts, guint start)
{
  const SijilReceipt *first = receipts->pdata[start];
  guint n = 0;

  for (; start + n < receipts->len; n++) {
    const SijilReceipt *next = receipts->pdata[start + n];

    if (!is_plain (next) || next->cseq != first->cseq + n || next->seq != first->seq + n)
      break;
  }
  return n;
}

/**
 * sijil_receipts_append:
 * @out: (inout): a message under way
 * @receipts: (element-type SijilReceipt): what it says of change sets
 *
 * Nearly all sets are kept as they were sent, one after the other: a run of them is three numbers.
 */
void
sijil_receipts_append (GString *out, GPtrArray *receipts)
{
  g_autoptr (GString) runs = g_string_new (NULL);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; i < receipts->len;) {
    const SijilReceipt *receipt = receipts->pdata[i];
    guint n = run_length (receipts, i);

    if (n > 0) {
      g_string_append_printf (runs, "%s[%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ",%u]",
                              runs->len > 0 ? "," : "", receipt->cseq, receipt->seq, n);
    } else {
      if (rest->len > 0)
        g_string_append_c (rest, ',');
      append_receipt (rest, receipt);
    }
    i += MAX (n, 1);
  }
  if (runs->len > 0)
    g_string_append_printf (out, ",\"kept\":[%s]", runs->str);
  if (rest->len > 0)
    g_string_append_printf (out, ",\"sets\":[%s]", rest->str);
}

/**
 * sijil_receipt_encode:
 * @receipt: a receipt
 *
 * Returns: (transfer full): the receipt by itself, as the registry stores it beside the set
 */
GBytes *
sijil_receipt_encode (const SijilReceipt *receipt)
{
  GString *out = g_string_new (NULL);

  append_receipt (out, receipt);
  return g_string_free_to_bytes (out);
}

static gboolean
decode_held (JsonObject *object, SijilReceipt *receipt, GError **error)
{
  const char *type_name = sijil_json_string (object, "t", MAX_ID, error);
  const char *field_name =
      type_name != NULL ? sijil_json_string (object, "f", MAX_ID, error) : NULL;
  JsonNode *value = json_object_get_member (object, "v");
  const SijilTypeDef *type;
  g_autoptr (SijilRecord) record = NULL;
  gint64 row, stamp, device, base, seq;
  int field;

  if (type_name == NULL || field_name == NULL)
    return FALSE;
  type = sijil_type_find (type_name);
  field = type != NULL ? sijil_type_field (type, field_name) : -1;
  if (field < 0 || value == NULL)
    return TRUE; /* a field that this program does not know cannot be held by it */
  if (!sijil_json_int (object, "row", 0, SIJIL_MAX_ROWS, &row, error) ||
      !sijil_json_int (object, "h", 0, G_MAXINT64, &stamp, error) ||
      !sijil_json_int (object, "d", 0, G_MAXUINT32, &device, error) ||
      !sijil_json_int (object, "b", 0, MAX_SEQ, &base, error) ||
      !sijil_json_int (object, "q", 0, MAX_SEQ, &seq, error))
    return FALSE;
  record = sijil_record_new (type, NULL);
  sijil_record_set_null (record, (guint) field);
  if (JSON_NODE_HOLDS_VALUE (value)) {
    gboolean number = sijil_type_is_number (type->fields[field].kind);

    if (json_node_get_value_type (value) != (number ? G_TYPE_INT64 : G_TYPE_STRING)) {
      g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "a held value");
      return FALSE;
    }
    if (number)
      sijil_record_set_number (record, (guint) field, json_node_get_int (value));
    else
      sijil_record_set_text (record, (guint) field, json_node_get_string (value));
  }
  sijil_receipt_hold (
      receipt, (guint32) row, record, (guint) field,
      &(SijilStamp){ (guint64) stamp, (guint32) device, (guint64) base, (guint64) seq });
  return TRUE;
}

static SijilReceipt *
decode_receipt (JsonObject *object, GError **error)
{
  gint64 cseq, stamp = 0, seq = 0, base = 0;
  SijilReceipt *receipt;
  gboolean ok = TRUE;

  if (!sijil_json_int (object, "c", 1, MAX_SEQ, &cseq, error))
    return NULL;
  receipt = sijil_receipt_new ((guint64) cseq);
  if (json_object_has_member (object, "r")) {
    receipt->refused = g_strdup (sijil_json_string (object, "r", MAX_ID, error));
    ok = receipt->refused != NULL;
  } else
    ok = sijil_json_int (object, "h", 0, G_MAXINT64, &stamp, error) &&
         sijil_json_int (object, "q", 0, MAX_SEQ, &seq, error);
  if (ok && json_object_has_member (object, "k"))
    ok = (receipt->digest =
              g_strdup (sijil_json_string (object, "k", SIJIL_DIGEST_LETTERS, error))) != NULL;
  if (ok && receipt->refused == NULL && json_object_has_member (object, "b"))
    ok = receipt->is_cut = sijil_json_int (object, "b", 0, MAX_SEQ, &base, error);
  receipt->stamp = (guint64) stamp;
  receipt->base = (guint64) base;
  receipt->seq = (guint64) seq;
  if (ok && json_object_has_member (object, "held")) {
    JsonArray *held = sijil_json_array (object, "held", SIJIL_MAX_ROWS, error);

    ok = held != NULL;
    for (guint i = 0; ok && i < json_array_get_length (held); i++) {
      JsonNode *node = json_array_get_element (held, i);

      ok = JSON_NODE_HOLDS_OBJECT (node) &&
           decode_held (json_node_get_object (node), receipt, error);
    }
  }
  if (ok)
    return receipt;
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "a receipt");
  sijil_receipt_free (receipt);
  return NULL;
}

/**
 * sijil_receipt_decode:
 * @message: what sijil_receipt_encode() made
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the receipt
 */
SijilReceipt *
sijil_receipt_decode (GBytes *message, GError **error)
{
  JsonObject *object = sijil_message_parse (message, error);
  SijilReceipt *receipt;

  if (object == NULL)
    return NULL;
  receipt = decode_receipt (object, error);
  json_object_unref (object);
  return receipt;
}

/**
 * sijil_receipts_read:
 * @object: a message
 * @name: the member that holds receipts
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilReceipt): the receipts, none if there is
 * no such member
 */
GPtrArray *
sijil_receipts_read (JsonObject *object, const char *name, GError **error)
{
  g_autoptr (GPtrArray) receipts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_receipt_free);
  JsonArray *array;

  if (!json_object_has_member (object, name))
    return g_steal_pointer (&receipts);
  array = sijil_json_array (object, name, SIJIL_MAX_SETS, error);
  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    SijilReceipt *receipt =
        JSON_NODE_HOLDS_OBJECT (node) ? decode_receipt (json_node_get_object (node), error) : NULL;

    if (receipt == NULL) {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "a receipt");
      return NULL;
    }
    g_ptr_array_add (receipts, receipt);
  }
  return g_steal_pointer (&receipts);
}

/* Three numbers, each at least one: a cseq, a seq, and how many follow. None of those that follow
 * may be beyond what a receipt by itself could say. */
static gboolean
read_run (JsonNode *node, gint64 run[3])
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++) {
    JsonNode *number = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_VALUE (number) || json_node_get_value_type (number) != G_TYPE_INT64)
      return FALSE;
    run[i] = json_node_get_int (number);
    if (run[i] < 1 || run[i] > MAX_SEQ)
      return FALSE;
  }
  return MAX (run[0], run[1]) <= MAX_SEQ - (run[2] - 1);
}

static int
by_cseq (gconstpointer a, gconstpointer b)
{
  const SijilReceipt *left = *(SijilReceipt *const *) a, *right = *(SijilReceipt *const *) b;

  return left->cseq < right->cseq ? -1 : left->cseq > right->cseq;
}

/**
 * sijil_receipts_read_kept:
 * @object: a message
 * @receipts: (inout) (element-type SijilReceipt): gets those of the runs
 * @error: return location for an error
 *
 * Takes the runs of plain receipts apart, and puts all in the order of their sets.
 *
 * Returns: %TRUE if they are such runs
 */
gboolean
sijil_receipts_read_kept (JsonObject *object, GPtrArray *receipts, GError **error)
{
  JsonArray *runs;
  gint64 run[3];

  if (!json_object_has_member (object, "kept"))
    return TRUE;
  runs = sijil_json_array (object, "kept", SIJIL_MAX_SETS, error);

  for (guint i = 0; runs != NULL && i < json_array_get_length (runs); i++) {
    if (!read_run (json_array_get_element (runs, i), run) ||
        run[2] > SIJIL_MAX_SETS - (gint64) receipts->len) {
      g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "kept");
      return FALSE;
    }
    for (gint64 k = 0; k < run[2]; k++) {
      SijilReceipt *receipt = sijil_receipt_new ((guint64) (run[0] + k));

      receipt->seq = (guint64) (run[1] + k);
      g_ptr_array_add (receipts, receipt);
    }
  }
  g_ptr_array_sort (receipts, by_cseq);
  return runs != NULL;
}
