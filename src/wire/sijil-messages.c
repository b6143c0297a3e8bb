#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-messages.h"

#include "sijil-json.h"

#include <string.h>

#define MAX_SEQ (G_GINT64_CONSTANT (1) << 40)
#define MAX_ID 64
#define MAX_FRAMES 16

SijilAnswer *
sijil_answer_new (void)
{
  SijilAnswer *answer = g_new0 (SijilAnswer, 1);

  answer->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_receipt_free);
  return answer;
}

void
sijil_answer_free (SijilAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->registry);
  g_clear_pointer (&answer->key, g_bytes_unref);
  g_ptr_array_unref (answer->receipts);
  g_free (answer);
}

void
sijil_ask_clear (SijilAsk *ask)
{
  g_clear_pointer (&ask->registry, g_free);
}

static GBytes *
take_bytes (GString *out)
{
  return g_string_free_to_bytes (out);
}

/**
 * sijil_ask_encode:
 * @ask: what a device says
 *
 * Returns: (transfer full): the message
 */
GBytes *
sijil_ask_encode (const SijilAsk *ask)
{
  GString *out = g_string_new ("{\"v\":1,\"registry\":");

  sijil_json_append_string (out, ask->registry != NULL ? ask->registry : "");
  g_string_append_printf (out,
                          ",\"epoch\":%" G_GINT64_FORMAT ",\"cseq\":%" G_GUINT64_FORMAT
                          ",\"cursor\":%" G_GUINT64_FORMAT ",\"catalogue\":%" G_GUINT64_FORMAT,
                          ask->epoch, ask->cseq, ask->cursor, ask->catalogue_cursor);
  if (ask->page > 0)
    g_string_append_printf (out, ",\"page\":%u", ask->page);
  if (ask->waiting_from > 0)
    g_string_append_printf (out, ",\"from\":%" G_GUINT64_FORMAT, ask->waiting_from);
  if (ask->wants_key)
    g_string_append (out, ",\"key\":1");
  g_string_append_c (out, '}');
  return take_bytes (out);
}

static gboolean
read_optional (JsonObject *object, const char *name, gint64 most, gint64 *number, GError **error)
{
  return !json_object_has_member (object, name) ||
         sijil_json_int (object, name, 0, most, number, error);
}

/**
 * sijil_ask_decode:
 * @message: what came from outside
 * @ask: (out caller-allocates): what it says
 * @error: return location for an error
 *
 * Returns: %TRUE if it is such a message
 */
gboolean
sijil_ask_decode (GBytes *message, SijilAsk *ask, GError **error)
{
  JsonObject *object = sijil_message_parse (message, error);
  const char *registry;
  gint64 cseq, cursor, catalogue, page = 0, from = 0, key = 0;
  gboolean ok;

  memset (ask, 0, sizeof *ask);
  if (object == NULL)
    return FALSE;
  registry = sijil_json_string (object, "registry", MAX_ID, error);
  ok = registry != NULL && sijil_json_version (object, error) &&
       sijil_json_int (object, "epoch", 0, MAX_SEQ, &ask->epoch, error) &&
       sijil_json_int (object, "cseq", 0, MAX_SEQ, &cseq, error) &&
       sijil_json_int (object, "cursor", 0, MAX_SEQ, &cursor, error) &&
       sijil_json_int (object, "catalogue", 0, MAX_SEQ, &catalogue, error) &&
       read_optional (object, "page", SIJIL_MAX_SETS, &page, error) &&
       read_optional (object, "from", MAX_SEQ, &from, error) &&
       read_optional (object, "key", 1, &key, error);
  if (ok) {
    ask->registry = g_strdup (registry);
    ask->cseq = (guint64) cseq;
    ask->cursor = (guint64) cursor;
    ask->catalogue_cursor = (guint64) catalogue;
    ask->page = (guint) page;
    ask->waiting_from = (guint64) from;
    ask->wants_key = key != 0;
  }
  json_object_unref (object);
  return ok;
}

/**
 * sijil_answer_encode:
 * @answer: what the registry says
 *
 * Returns: (transfer full): the message
 */
GBytes *
sijil_answer_encode (const SijilAnswer *answer)
{
  GString *out = g_string_new ("{\"v\":1,\"registry\":");

  sijil_json_append_string (out, answer->registry);
  g_string_append_printf (
      out,
      ",\"epoch\":%" G_GINT64_FORMAT ",\"time\":%" G_GINT64_FORMAT ",\"acked\":%" G_GUINT64_FORMAT
      ",\"cursor\":%" G_GUINT64_FORMAT ",\"catalogue\":%" G_GUINT64_FORMAT,
      answer->epoch, answer->time, answer->acked, answer->cursor, answer->catalogue_cursor);
  /* Where nothing follows, the frame begins where it ends. */
  if (answer->after != answer->cursor)
    g_string_append_printf (out, ",\"after\":%" G_GUINT64_FORMAT, answer->after);
  if (answer->catalogue_after != answer->catalogue_cursor)
    g_string_append_printf (out, ",\"catalogue_after\":%" G_GUINT64_FORMAT,
                            answer->catalogue_after);
  if (answer->key != NULL) {
    g_autofree char *key =
        g_base64_encode (g_bytes_get_data (answer->key, NULL), g_bytes_get_size (answer->key));

    g_string_append_printf (out, ",\"key\":\"%s\"", key);
  }
  if (answer->more)
    g_string_append_printf (out, ",\"more\":1,\"left\":%" G_GUINT64_FORMAT, answer->left);
  if (answer->frames > 0)
    g_string_append_printf (out, ",\"frames\":%u", answer->frames);
  if (answer->hijri_offset != 0)
    g_string_append_printf (out, ",\"hijri\":%d", answer->hijri_offset);
  if (answer->tomorrow != SIJIL_TOMORROW_NOTHING)
    g_string_append_printf (out, ",\"tomorrow\":%d", answer->tomorrow);
  sijil_receipts_append (out, answer->receipts);
  g_string_append_c (out, '}');
  return take_bytes (out);
}

/**
 * sijil_hijri_offset_read:
 * @object: a message of the registry
 * @offset: (out): days that the alliance adds to the Hijri calendar, 0 if it does not say
 * @error: return location for an error
 *
 * Returns: %FALSE if what it says cannot be
 */
gboolean
sijil_hijri_offset_read (JsonObject *object, gint64 *offset, GError **error)
{
  *offset = 0;
  return !json_object_has_member (object, "hijri") ||
         sijil_json_int (object, "hijri", -1, 1, offset, error);
}

#define KEY_LEN 32 /* Ed25519 */

/**
 * sijil_registry_key_read:
 * @object: a message of the registry
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the key that the registry signs with
 */
GBytes *
sijil_registry_key_read (JsonObject *object, GError **error)
{
  const char *text = sijil_json_string (object, "key", 2 * KEY_LEN, error);
  g_autofree guint8 *key = NULL;
  gsize len = 0;

  if (text == NULL)
    return NULL;
  if (*text != '\0')
    key = g_base64_decode (text, &len);
  if (len == KEY_LEN)
    return g_bytes_new_take (g_steal_pointer (&key), len);
  g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "key");
  return NULL;
}

/**
 * sijil_answer_decode:
 * @message: what came from outside
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it says
 */
SijilAnswer *
sijil_answer_decode (GBytes *message, GError **error)
{
  JsonObject *object = sijil_message_parse (message, error);
  g_autoptr (SijilAnswer) answer = sijil_answer_new ();
  GPtrArray *receipts = NULL;
  gint64 acked, cursor = 0, catalogue = 0, more = 0, left = 0, hijri = 0, frames = 0, tomorrow = 0,
                after, catalogue_after;
  gboolean ok;

  if (object == NULL)
    return NULL;
  answer->registry = g_strdup (sijil_json_string (object, "registry", MAX_ID, error));
  ok = answer->registry != NULL && sijil_json_version (object, error) &&
       sijil_json_int (object, "epoch", 0, MAX_SEQ, &answer->epoch, error) &&
       sijil_json_int (object, "time", 0, G_MAXINT64, &answer->time, error) &&
       sijil_json_int (object, "acked", 0, MAX_SEQ, &acked, error) &&
       sijil_json_int (object, "cursor", 0, MAX_SEQ, &cursor, error) &&
       sijil_json_int (object, "catalogue", 0, MAX_SEQ, &catalogue, error) &&
       read_optional (object, "more", 1, &more, error) &&
       read_optional (object, "left", MAX_SEQ, &left, error) &&
       read_optional (object, "frames", MAX_FRAMES, &frames, error) &&
       read_optional (object, "tomorrow", SIJIL_TOMORROW_TAKES, &tomorrow, error);
  after = cursor;
  catalogue_after = catalogue;
  ok = ok && read_optional (object, "after", cursor, &after, error) &&
       read_optional (object, "catalogue_after", catalogue, &catalogue_after, error) &&
       (!json_object_has_member (object, "key") ||
        (answer->key = sijil_registry_key_read (object, error)) != NULL) &&
       sijil_hijri_offset_read (object, &hijri, error) &&
       (receipts = sijil_receipts_read (object, "sets", error)) != NULL &&
       sijil_receipts_read_kept (object, receipts, error);
  json_object_unref (object);
  if (!ok) {
    g_clear_pointer (&receipts, g_ptr_array_unref);
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "an answer");
    return NULL;
  }
  g_ptr_array_unref (answer->receipts);
  answer->receipts = receipts;
  answer->acked = (guint64) acked;
  answer->after = (guint64) after;
  answer->cursor = (guint64) cursor;
  answer->catalogue_after = (guint64) catalogue_after;
  answer->catalogue_cursor = (guint64) catalogue;
  answer->more = more != 0;
  answer->left = (guint64) left;
  answer->frames = (guint) frames;
  answer->hijri_offset = (int) hijri;
  answer->tomorrow = (SijilTomorrow) tomorrow;
  return g_steal_pointer (&answer);
}
