#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-json.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK (sijil - wire - error - quark, sijil_wire_error)

static gboolean
malformed (GError **error, const char *what)
{
  g_set_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "malformed: %s", what);
  return FALSE;
}

/* An integer as JSON writes it, within int64. json-glib turns larger ones negative. */
static const char *
scan_number (const char *p, const char *end)
{
  gboolean negative = *p == '-';
  const char *digits = negative ? p + 1 : p;
  const char *q = digits;
  guint64 value = 0;

  while (q < end && g_ascii_isdigit (*q)) {
    guint64 digit = (guint64) (*q - '0');

    if (value > (G_MAXINT64 - digit) / 10)
      return NULL;
    value = value * 10 + digit;
    q++;
  }
  if (q == digits || (*digits == '0' && q - digits > 1))
    return NULL;
  /* No fractions and no exponents: the protocol has none. */
  if (q < end && (*q == '.' || *q == 'e' || *q == 'E'))
    return NULL;
  return q;
}

/* The four digits after \u, or -1. */
static int
escaped_unit (const char *digits, const char *end)
{
  int unit = 0;

  if (end - digits < 4)
    return -1;
  for (int i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit (digits[i]))
      return -1;
    unit = unit << 4 | g_ascii_xdigit_value (digits[i]);
  }
  return unit;
}

/* From the u of an escape to its last digit. A NUL would cut the text in json-glib, and half a pair
 * would come out as text that is not UTF-8. */
static const char *
scan_escaped_unit (const char *p, const char *end)
{
  int unit = escaped_unit (p + 1, end), low;

  if (unit <= 0 || (unit & 0xfc00) == 0xdc00)
    return NULL;
  p += 4;
  if ((unit & 0xfc00) != 0xd800)
    return p;
  low = end - p > 2 && p[1] == '\\' && p[2] == 'u' ? escaped_unit (p + 3, end) : -1;
  return low >= 0 && (low & 0xfc00) == 0xdc00 ? p + 6 : NULL;
}

static const char *
scan_string (const char *p, const char *end)
{
  for (p++; p < end; p++) {
    if ((guchar) *p < 0x20)
      return NULL;
    if (*p == '"')
      return p + 1;
    if (*p != '\\')
      continue;
    if (++p >= end || strchr ("\"\\/bfnrtu", *p) == NULL)
      return NULL;
    if (*p == 'u' && (p = scan_escaped_unit (p, end)) == NULL)
      return NULL;
  }
  return NULL;
}

static gboolean
scan (const char *text, gsize len, const char **fault, GError **error)
{
  const char *p = text, *end;
  guint depth = 0, tokens = 0;
  gboolean any = FALSE;

  *fault = text;
  if (len == 0) /* then there may be no text either, as in an empty body */
    return malformed (error, "nothing");
  if (len > SIJIL_MAX_FRAME_RAW) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_TOO_LARGE, "text is too large");
    return FALSE;
  }
  if (!g_utf8_validate_len (text, len, fault))
    return malformed (error, "not UTF-8");
  end = text + len;
  while (p < end) {
    *fault = p;
    if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r' || *p == ',' || *p == ':') {
      p++;
      continue;
    }
    if (any && depth == 0)
      return malformed (error, "more than one document");
    any = TRUE;
    if (++tokens > SIJIL_MAX_TOKENS) {
      g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_TOO_LARGE, "too many values");
      return FALSE;
    }
    if (*p == '{' || *p == '[') {
      if (++depth > SIJIL_MAX_DEPTH)
        return malformed (error, "nested too deeply");
      p++;
    } else if (*p == '}' || *p == ']') {
      if (depth-- == 0)
        return malformed (error, "brackets");
      p++;
    } else if (*p == '"') {
      p = scan_string (p, end);
    } else if (g_ascii_isdigit (*p) || *p == '-') {
      p = scan_number (p, end);
    } else if (end - p >= 4 && (strncmp (p, "true", 4) == 0 || strncmp (p, "null", 4) == 0)) {
      p += 4;
    } else if (end - p >= 5 && strncmp (p, "false", 5) == 0) {
      p += 5;
    } else
      p = NULL;
    if (p == NULL)
      return malformed (error, "no JSON of this protocol");
  }
  return (any && depth == 0) || malformed (error, "incomplete");
}

/**
 * sijil_json_scan:
 * @text: what came from outside
 * @len: its bytes
 * @error: return location for an error
 *
 * Looks a text over before json-glib sees it: UTF-8, no NUL, nesting of at most %SIJIL_MAX_DEPTH,
 * only integers within int64, no comments, single quotes or other liberties. (json-glib 1.6 dies of
 * deep nesting, accepts an empty text, and bends large numbers.)
 *
 * Returns: %TRUE if @text may be parsed
 */
gboolean
sijil_json_scan (const char *text, gsize len, GError **error)
{
  const char *fault;

  return scan (text, len, &fault, error);
}

/**
 * sijil_json_fault_line:
 * @text: what sijil_json_parse() refused
 * @len: its bytes
 *
 * Returns: the line at which reading it ended
 */
guint
sijil_json_fault_line (const char *text, gsize len)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  const char *fault, *colon;
  guint line = 1;

  if (scan (text, len, &fault, NULL)) {
    json_parser_load_from_data (parser, text, (gssize) len, &error);
    /* "<data>:3:14: …": json-glib 1.6 tells the line nowhere else. */
    colon = error != NULL ? strchr (error->message, ':') : NULL;
    return colon != NULL ? MAX ((guint) strtoul (colon + 1, NULL, 10), 1) : 1;
  }
  for (const char *p = text; p < fault; p++)
    line += *p == '\n';
  return line;
}

/**
 * sijil_json_parse:
 * @text: what came from outside
 * @len: its bytes
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the object in @text, if it is one and nothing else
 */
JsonObject *
sijil_json_parse (const char *text, gsize len, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (!sijil_json_scan (text, len, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) len, NULL)) {
    malformed (error, "no JSON");
    return NULL;
  }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    malformed (error, "no object");
    return NULL;
  }
  return json_object_ref (json_node_get_object (root));
}

static gboolean
node_int (JsonNode *node, gint64 least, gint64 most, gint64 *number)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return *number >= least && *number <= most;
}

/**
 * sijil_json_int:
 * @object: an object
 * @name: a member
 * @least: the smallest value that is believed
 * @most: the largest
 * @number: (out): the value
 * @error: return location for an error
 *
 * Returns: %TRUE if there is such an integer
 */
gboolean
sijil_json_int (JsonObject *object, const char *name, gint64 least, gint64 most, gint64 *number,
                GError **error)
{
  return node_int (json_object_get_member (object, name), least, most, number) ||
         malformed (error, name);
}

/**
 * sijil_json_version:
 * @object: a message or a document
 * @error: return location for an error
 *
 * Another version would mean other things by the same words: what it says is not guessed at.
 *
 * Returns: %TRUE if it is of the version that we speak
 */
gboolean
sijil_json_version (JsonObject *object, GError **error)
{
  gint64 version;

  return sijil_json_int (object, "v", SIJIL_PROTOCOL_VERSION, SIJIL_PROTOCOL_VERSION, &version,
                         error);
}

gboolean
sijil_json_element_int (JsonArray *array, guint i, gint64 least, gint64 most, gint64 *number,
                        GError **error)
{
  return (i < json_array_get_length (array) &&
          node_int (json_array_get_element (array, i), least, most, number)) ||
         malformed (error, "number in a column");
}

/**
 * sijil_json_string:
 * @object: an object
 * @name: a member
 * @max_len: the most bytes that are believed
 * @error: (nullable): return location for an error; without one, a missing member is no fault
 *
 * Returns: (nullable) (transfer none): the text
 */
const char *
sijil_json_string (JsonObject *object, const char *name, gsize max_len, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  if (text != NULL && strlen (text) <= max_len)
    return text;
  malformed (error, name);
  return NULL;
}

/**
 * sijil_json_array:
 * @object: an object
 * @name: a member
 * @max_len: the most elements that are believed
 * @error: return location for an error
 *
 * Returns: (nullable) (transfer none): the array
 */
JsonArray *
sijil_json_array (JsonObject *object, const char *name, guint max_len, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) &&
      json_array_get_length (json_node_get_array (node)) <= max_len)
    return json_node_get_array (node);
  malformed (error, name);
  return NULL;
}

JsonObject *
sijil_json_object (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  malformed (error, name);
  return NULL;
}

/* One of the 32 control characters: by hand, since printf makes a text of its own for each. */
static void
append_escaped (GString *out, guchar control)
{
  const char escaped[] = {
    '\\', 'u', '0', '0', (char) ('0' + (control >> 4)), "0123456789abcdef"[control & 15]
  };

  g_string_append_len (out, escaped, sizeof escaped);
}

/**
 * sijil_json_append_string:
 * @out: JSON under way
 * @text: a text
 *
 * Appends @text as a JSON string.
 */
void
sijil_json_append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (out, '\\');
    if ((guchar) *p < 0x20)
      append_escaped (out, (guchar) *p);
    else
      g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
}
