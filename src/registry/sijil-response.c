#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-response.h"

#include "sijil-json.h"
#include "sijil-registry-error.h"

#include <string.h>

#define SLICE 4096 /* half a second of a bad line; sealing adds 22 bytes to each */
#define LATER "30" /* seconds */

/**
 * sijil_response_refuse:
 * @message: a request
 * @status: of HTTP
 * @code: which docs/openapi.yaml explains
 *
 * Answers that it will not be done. What else comes of the request is not looked at any more.
 */
void
sijil_response_refuse (SoupServerMessage *message, guint status, const char *code)
{
  g_autofree char *body = g_strdup_printf ("{\"v\":1,\"error\":\"%s\"}", code);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

/**
 * sijil_response_later:
 * @message: a request
 * @status: 429 if the asker is the reason, 503 if it is not
 *
 * Answers that there is no room now, and when to come again.
 */
void
sijil_response_later (SoupServerMessage *message, guint status)
{
  sijil_response_refuse (message, status, "busy");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                LATER);
}

/**
 * sijil_response_failure:
 * @message: a request
 * @error: why it was not done
 */
void
sijil_response_failure (SoupServerMessage *message, const GError *error)
{
  if (error->domain == SIJIL_WIRE_ERROR) {
    gboolean large = error->code == SIJIL_WIRE_ERROR_TOO_LARGE;

    sijil_response_refuse (message, large ? 413 : 400, large ? "too-large" : "malformed");
    return;
  }
  if (error->domain == SIJIL_REGISTRY_ERROR)
    switch ((SijilRegistryError) error->code) {
    case SIJIL_REGISTRY_ERROR_BAD_REQUEST:
      sijil_response_refuse (message, 400, error->message);
      return;
    case SIJIL_REGISTRY_ERROR_UNAUTHORIZED:
      sijil_response_refuse (message, 401, "unauthorized");
      return;
    case SIJIL_REGISTRY_ERROR_FORKED:
      sijil_response_refuse (message, 409, "device-forked");
      return;
    case SIJIL_REGISTRY_ERROR_EPOCH:
      sijil_response_refuse (message, 409, "another-epoch");
      return;
    case SIJIL_REGISTRY_ERROR_INVITATION:
      sijil_response_refuse (message, 403, "invitation");
      return;
    case SIJIL_REGISTRY_ERROR_TOO_MANY_TRIES:
      sijil_response_refuse (message, 429, "too-many-tries");
      return;
    case SIJIL_REGISTRY_ERROR_TOMORROW:
      sijil_response_refuse (message, 429, "tomorrow");
      return;
    case SIJIL_REGISTRY_ERROR_NOT_FOUND:
      sijil_response_refuse (message, 404, "not-found");
      return;
    case SIJIL_REGISTRY_ERROR_SEVERAL:
    case SIJIL_REGISTRY_ERROR_FAILED:
      break;
    }
  g_warning ("request failed: %s", error->message);
  sijil_response_refuse (message, 500, "internal");
}

/* `bytes=FIRST-` or `bytes=FIRST-LAST`; everything else asks for the whole. */
static gboolean
read_range (const char *text, gsize len, gsize *first, gsize *last)
{
  g_auto (GStrv) ends = NULL;
  guint64 from, to = G_MAXUINT64;

  if (text == NULL || !g_str_has_prefix (text, "bytes=") || strlen (text) > 64)
    return FALSE;
  ends = g_strsplit (text + strlen ("bytes="), "-", 2);
  if (g_strv_length (ends) != 2 ||
      !g_ascii_string_to_unsigned (ends[0], 10, 0, G_MAXSIZE, &from, NULL) ||
      (*ends[1] != '\0' && !g_ascii_string_to_unsigned (ends[1], 10, from, G_MAXSIZE, &to, NULL)))
    return FALSE;
  *first = (gsize) from;
  *last = (gsize) MIN (to, len - 1);
  return TRUE;
}

/* Each slice is written by itself, and so is sealed by itself. Of a sealed piece a desk can read
 * nothing before its last byte: when the line is cut, that is what has to come again. */
static void
append_slices (SoupMessageBody *body, GBytes *answer, gsize from, gsize end)
{
  for (gsize at = from; at < end; at += SLICE) {
    g_autoptr (GBytes) slice = g_bytes_new_from_bytes (answer, at, MIN (SLICE, end - at));

    soup_message_body_append_bytes (body, slice);
  }
}

/**
 * sijil_response_give:
 * @message: a request
 * @type: content type
 * @answer: the whole answer
 * @range: (nullable): which bytes of it are wanted, as the header of the request says
 */
void
sijil_response_give (SoupServerMessage *message, const char *type, GBytes *answer,
                     const char *range)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize len = g_bytes_get_size (answer), first = 0, last = len - 1;
  gboolean part = len > 0 && read_range (range, len, &first, &last);

  if (part && first >= len) {
    g_autofree char *all = g_strdup_printf ("bytes */%" G_GSIZE_FORMAT, len);

    sijil_response_refuse (message, 416, "range");
    soup_message_headers_replace (headers, "Content-Range", all);
    return;
  }
  soup_server_message_set_status (message, part ? 206 : 200, NULL);
  soup_message_headers_set_content_type (headers, type, NULL);
  if (part)
    soup_message_headers_set_content_range (headers, (goffset) first, (goffset) last,
                                            (goffset) len);
  append_slices (soup_server_message_get_response_body (message), answer, first,
                 len > 0 ? last + 1 : 0);
}
