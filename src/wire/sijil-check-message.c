#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-check-message.h"

#include "sijil-json.h"
#include "sijil-receipt.h"

#include <string.h>

#define MAX_SEQ (G_GINT64_CONSTANT (1) << 40)
#define MAX_MONTH (12 * 12000)
#define MAX_MATCH 40
#define ROW_BYTES (16 + 8) /* an id and its sum, little end first */
#define MAX_ROWS_TEXT (SIJIL_MAX_CHECKED_ROWS * ROW_BYTES * 4 / 3 + 8)

static gboolean
malformed (GError **error, const char *what)
{
  g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, what);
  return FALSE;
}

void
sijil_check_ask_clear (SijilCheckAsk *ask)
{
  g_clear_pointer (&ask->registry, g_free);
  g_clear_pointer (&ask->buckets, g_array_unref);
  g_clear_pointer (&ask->rows, g_array_unref);
}

SijilCheckAnswer *
sijil_check_answer_new (void)
{
  SijilCheckAnswer *answer = g_new0 (SijilCheckAnswer, 1);

  answer->buckets = g_array_new (FALSE, FALSE, sizeof (SijilBucket));
  answer->unknown = g_array_new (FALSE, FALSE, sizeof (SijilId));
  return answer;
}

void
sijil_check_answer_free (SijilCheckAnswer *answer)
{
  if (answer == NULL)
    return;
  g_array_unref (answer->buckets);
  g_array_unref (answer->unknown);
  g_free (answer->match);
  g_free (answer);
}

/* "household 24312 17 00a1b2c3d4e5f607", one text for each. */
static void
append_buckets (GString *out, const GArray *buckets)
{
  g_string_append (out, ",\"buckets\":[");
  for (guint i = 0; i < buckets->len; i++) {
    const SijilBucket *bucket = &g_array_index (buckets, SijilBucket, i);

    g_string_append_printf (out, "%s\"%s %d %" G_GINT64_FORMAT " %016" G_GINT64_MODIFIER "x\"",
                            i > 0 ? "," : "", bucket->type->name, bucket->month, bucket->n,
                            bucket->sum);
  }
  g_string_append_c (out, ']');
}

/* A type that this program does not know is passed over: it holds none of it. */
static gboolean
read_bucket (const char *text, GArray *buckets, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 5);
  SijilBucket bucket = { NULL };
  guint64 n, month;

  if (g_strv_length (words) != 4 ||
      !g_ascii_string_to_unsigned (words[1], 10, 0, MAX_MONTH, &month, NULL) ||
      !g_ascii_string_to_unsigned (words[2], 10, 0, G_MAXINT64, &n, NULL) ||
      !g_ascii_string_to_unsigned (words[3], 16, 0, G_MAXUINT64, &bucket.sum, NULL))
    return malformed (error, "buckets");
  bucket.type = sijil_type_find (words[0]);
  bucket.month = (int) month;
  bucket.n = (gint64) n;
  if (bucket.type != NULL)
    g_array_append_val (buckets, bucket);
  return TRUE;
}

/* A text of @array; %NULL if that is not one. */
static const char *
element_text (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_buckets (JsonObject *object, GArray *buckets, GError **error)
{
  JsonArray *array = sijil_json_array (object, "buckets", SIJIL_MAX_BUCKETS, error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *text = element_text (array, i);

    if (text == NULL)
      return malformed (error, "buckets");
    if (!read_bucket (text, buckets, error))
      return FALSE;
  }
  return TRUE;
}

static void
append_id (GString *out, const char *name, const SijilId *id)
{
  g_autofree char *text = sijil_id_to_string (id);

  g_string_append_printf (out, ",\"%s\":\"%s\"", name, text);
}

static void
append_rows (GString *out, const SijilCheckAsk *ask)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < ask->rows->len; i++) {
    const SijilRowSum *row = &g_array_index (ask->rows, SijilRowSum, i);
    guint64 sum = GUINT64_TO_LE (row->sum);

    g_byte_array_append (bytes, row->id.bytes, sizeof row->id.bytes);
    g_byte_array_append (bytes, (const guint8 *) &sum, sizeof sum);
  }
  text = g_base64_encode (bytes->data, bytes->len);
  g_string_append_printf (out, ",\"type\":\"%s\",\"rows\":\"%s\"", ask->type->name, text);
  append_id (out, "first", &ask->first);
  append_id (out, "last", &ask->last);
}

/**
 * sijil_check_ask_encode:
 * @ask: what a desk says
 *
 * Returns: (transfer full): the body of the request
 */
GBytes *
sijil_check_ask_encode (const SijilCheckAsk *ask)
{
  GString *out = g_string_new ("{\"v\":1,\"registry\":");

  sijil_json_append_string (out, ask->registry != NULL ? ask->registry : "");
  g_string_append_printf (out,
                          ",\"epoch\":%" G_GINT64_FORMAT ",\"cursor\":%" G_GUINT64_FORMAT
                          ",\"catalogue\":%" G_GUINT64_FORMAT,
                          ask->epoch, ask->cursor, ask->catalogue_cursor);
  if (ask->anyway)
    g_string_append (out, ",\"anyway\":1");
  if (ask->rows != NULL)
    append_rows (out, ask);
  else if (ask->buckets != NULL)
    append_buckets (out, ask->buckets);
  else
    g_string_append_printf (out, ",\"total\":\"%016" G_GINT64_MODIFIER "x\"", ask->total);
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

static gboolean
read_id (JsonObject *object, const char *name, SijilId *id, GError **error)
{
  const char *text = sijil_json_string (object, name, SIJIL_ID_TEXT_LEN, error);

  return text != NULL && (sijil_id_parse (text, id) || malformed (error, name));
}

static gboolean
read_rows (JsonObject *object, SijilCheckAsk *ask, GError **error)
{
  const char *type = sijil_json_string (object, "type", 64, error);
  const char *text = sijil_json_string (object, "rows", MAX_ROWS_TEXT, error);
  g_autofree guint8 *bytes = NULL;
  gsize len = 0;

  if (type == NULL || text == NULL || !read_id (object, "first", &ask->first, error) ||
      !read_id (object, "last", &ask->last, error))
    return FALSE;
  ask->type = sijil_type_find (type);
  if (*text != '\0')
    bytes = g_base64_decode (text, &len);
  if (ask->type == NULL || len % ROW_BYTES != 0 || len / ROW_BYTES > SIJIL_MAX_CHECKED_ROWS)
    return malformed (error, "rows");
  ask->rows = g_array_new (FALSE, FALSE, sizeof (SijilRowSum));
  for (gsize at = 0; at < len; at += ROW_BYTES) {
    SijilRowSum row;

    memcpy (row.id.bytes, bytes + at, sizeof row.id.bytes);
    memcpy (&row.sum, bytes + at + sizeof row.id.bytes, sizeof row.sum);
    row.sum = GUINT64_FROM_LE (row.sum);
    g_array_append_val (ask->rows, row);
  }
  return TRUE;
}

static gboolean
read_flag (JsonObject *object, const char *name, gboolean *flag, GError **error)
{
  gint64 number = 0;
  gboolean ok =
      !json_object_has_member (object, name) || sijil_json_int (object, name, 0, 1, &number, error);

  *flag = number != 0;
  return ok;
}

static gboolean
read_compared (JsonObject *object, SijilCheckAsk *ask, GError **error)
{
  const char *total;

  if (json_object_has_member (object, "rows"))
    return read_rows (object, ask, error);
  if (json_object_has_member (object, "buckets")) {
    ask->buckets = g_array_new (FALSE, FALSE, sizeof (SijilBucket));
    return read_buckets (object, ask->buckets, error);
  }
  total = sijil_json_string (object, "total", 16, error);
  return total != NULL &&
         (g_ascii_string_to_unsigned (total, 16, 0, G_MAXUINT64, &ask->total, NULL) ||
          malformed (error, "total"));
}

/**
 * sijil_check_ask_decode:
 * @body: what came from outside
 * @ask: (out caller-allocates): what it says
 * @error: return location for an error
 *
 * Returns: %TRUE if it is such a message
 */
gboolean
sijil_check_ask_decode (GBytes *body, SijilCheckAsk *ask, GError **error)
{
  JsonObject *object = sijil_message_parse (body, error);
  gint64 cursor = 0, catalogue = 0;
  gboolean ok;

  memset (ask, 0, sizeof *ask);
  if (object == NULL)
    return FALSE;
  ask->registry = g_strdup (sijil_json_string (object, "registry", 64, error));
  ok = ask->registry != NULL && sijil_json_version (object, error) &&
       sijil_json_int (object, "epoch", 0, MAX_SEQ, &ask->epoch, error) &&
       sijil_json_int (object, "cursor", 0, MAX_SEQ, &cursor, error) &&
       sijil_json_int (object, "catalogue", 0, MAX_SEQ, &catalogue, error) &&
       read_flag (object, "anyway", &ask->anyway, error) && read_compared (object, ask, error);
  ask->cursor = (guint64) cursor;
  ask->catalogue_cursor = (guint64) catalogue;
  json_object_unref (object);
  return ok;
}

/**
 * sijil_check_answer_encode:
 * @answer: what the registry says
 *
 * Returns: (transfer full): the message
 */
GBytes *
sijil_check_answer_encode (const SijilCheckAnswer *answer)
{
  GString *out = g_string_new ("{\"v\":1");

  if (answer->behind)
    g_string_append (out, ",\"behind\":1");
  if (answer->equal)
    g_string_append (out, ",\"equal\":1");
  if (answer->tells)
    g_string_append (out, ",\"tells\":1");
  if (answer->match != NULL) {
    g_string_append (out, ",\"match\":");
    sijil_json_append_string (out, answer->match);
  }
  append_buckets (out, answer->buckets);
  g_string_append (out, ",\"unknown\":[");
  for (guint i = 0; i < answer->unknown->len; i++) {
    g_autofree char *text = sijil_id_to_string (&g_array_index (answer->unknown, SijilId, i));

    g_string_append_printf (out, "%s\"%s\"", i > 0 ? "," : "", text);
  }
  g_string_append_c (out, ']');
  append_id (out, "reached", &answer->reached);
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

/* A registry of before this does not say. */
static gboolean
read_match (JsonObject *object, char **match, GError **error)
{
  const char *text;

  if (!json_object_has_member (object, "match"))
    return TRUE;
  text = sijil_json_string (object, "match", MAX_MATCH, error);
  *match = g_strdup (text);
  return text != NULL && (text[strspn (text, "0123456789.")] == '\0' || malformed (error, "match"));
}

static gboolean
read_unknown (JsonObject *object, GArray *unknown, GError **error)
{
  JsonArray *array = sijil_json_array (object, "unknown", SIJIL_MAX_CHECKED_ROWS, error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *text = element_text (array, i);
    SijilId id;

    if (text == NULL || !sijil_id_parse (text, &id))
      return malformed (error, "unknown");
    g_array_append_val (unknown, id);
  }
  return TRUE;
}

/**
 * sijil_check_answer_decode:
 * @message: what came from outside
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it says
 */
SijilCheckAnswer *
sijil_check_answer_decode (GBytes *message, GError **error)
{
  JsonObject *object = sijil_message_parse (message, error);
  g_autoptr (SijilCheckAnswer) answer = sijil_check_answer_new ();
  gboolean ok;

  if (object == NULL)
    return NULL;
  ok = sijil_json_version (object, error) && read_flag (object, "behind", &answer->behind, error) &&
       read_flag (object, "equal", &answer->equal, error) &&
       read_flag (object, "tells", &answer->tells, error) &&
       read_match (object, &answer->match, error) &&
       read_buckets (object, answer->buckets, error) &&
       read_unknown (object, answer->unknown, error) &&
       read_id (object, "reached", &answer->reached, error);
  json_object_unref (object);
  return ok ? g_steal_pointer (&answer) : NULL;
}
