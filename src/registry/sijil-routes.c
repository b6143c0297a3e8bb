#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-routes.h"

#include "sijil-accounts.h"
#include "sijil-check.h"
#include "sijil-epoch.h"
#include "sijil-ingest.h"
#include "sijil-json.h"
#include "sijil-push.h"
#include "sijil-segment.h"

#include <string.h>

#define MAX_SMALL_BODY 8192
#define MAX_FORK_BODY (1024 * 1024)

static GBytes *
handle_hello (SijilRegistry *registry, const SijilRequest *request, GError **error)
{
  GString *out = g_string_new ("{\"v\":1,\"registry\":");

  sijil_json_append_string (out, registry->id);
  g_string_append_printf (out, ",\"time\":%" G_GINT64_FORMAT ",\"version\":\"%s\"}",
                          g_get_real_time (), SIJIL_VERSION);
  return g_string_free_to_bytes (out);
}

static GBytes *
decode_base64 (JsonObject *object, const char *name, gsize max_len, GError **error)
{
  const char *text = sijil_json_string (object, name, max_len, error);
  gsize len;
  guint8 *bytes;

  if (text == NULL)
    return NULL;
  bytes = g_base64_decode (text, &len);
  return g_bytes_new_take (bytes, len);
}

static gboolean
read_enrolment (GBytes *body, SijilEnrolment *enrolment, GError **error)
{
  JsonObject *object =
      sijil_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
  gboolean ok;

  if (object == NULL)
    return FALSE;
  ok = sijil_json_version (object, error) &&
       (enrolment->code = g_strdup (sijil_json_string (object, "code", 32, error))) != NULL &&
       (enrolment->public_key = decode_base64 (object, "key", 100, error)) != NULL &&
       (enrolment->proof = decode_base64 (object, "proof", 200, error)) != NULL &&
       (enrolment->office = g_strdup (sijil_json_string (object, "office", 500, error))) != NULL &&
       (enrolment->letters = g_strdup (sijil_json_string (object, "letters", 8, error))) != NULL;
  json_object_unref (object);
  return ok;
}

static GBytes *
membership_answer (SijilRegistry *registry, SijilMembership *membership, const char *receipts)
{
  GString *out = g_string_new ("{\"v\":1,\"registry\":");
  g_autofree char *key = g_base64_encode (g_bytes_get_data (registry->public_key, NULL),
                                          g_bytes_get_size (registry->public_key));

  sijil_json_append_string (out, registry->id);
  g_string_append_printf (out, ",\"key\":\"%s\"", key);
  g_string_append_printf (out, ",\"epoch\":%" G_GINT64_FORMAT ",\"device\":%u,\"token\":",
                          registry->epoch, membership->device);
  sijil_json_append_string (out, membership->token);
  g_string_append (out, ",\"association\":");
  sijil_json_append_string (out, membership->association != NULL ? membership->association : "");
  g_string_append_printf (out, ",\"hijri\":%d",
                          (int) sijil_storage_number (registry->storage, SIJIL_HIJRI_OFFSET, 0));
  if (receipts != NULL)
    g_string_append_printf (out, ",\"sets\":[%s]", receipts);
  g_string_append_c (out, '}');
  sijil_membership_free (membership);
  return g_string_free_to_bytes (out);
}

static void
wrong_code (SijilRegistry *registry, const char *peer, GError **error)
{
  if (sijil_guesses_may_hear (registry->guesses, peer, g_get_monotonic_time ()))
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_INVITATION,
                         "invitation");
  else
    g_set_error_literal (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_TOO_MANY_TRIES,
                         "too-many-tries");
}

static GBytes *
handle_enrol (SijilRegistry *registry, const SijilRequest *request, GError **error)
{
  g_auto (SijilEnrolment) enrolment = { NULL };
  SijilMembership *membership;

  if (!read_enrolment (request->body, &enrolment, error))
    return NULL;
  /* Looked up before anybody is counted: a right code is always taken. */
  if (!sijil_accounts_is_invited (registry, enrolment.code)) {
    wrong_code (registry, request->peer, error);
    return NULL;
  }
  membership = sijil_accounts_enrol (registry, &enrolment, error);
  return membership != NULL ? membership_answer (registry, membership, NULL) : NULL;
}

/* The receipts of those sets, among the ones that the device says still wait, that were received
 * before its profile was copied back; NULL if it says so in no way that a device does. */
static char *
known_receipts (SijilRegistry *registry, SijilDevice *device, JsonArray *sets)
{
  GString *out = g_string_new (NULL);
  guint64 last = 0;

  for (guint i = 0; i < json_array_get_length (sets); i++) {
    const char *text = json_array_get_string_element (sets, i);
    const char *said = text != NULL ? strchr (text, ' ') : NULL;
    guint64 cseq = said != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
    g_autoptr (GBytes) encoded = NULL;
    SijilReceipt *receipt;

    /* In order, so each once; and no more than a device reads. */
    if (cseq <= last || out->len > SIJIL_MAX_BODY) {
      g_string_free (out, TRUE);
      return NULL;
    }
    last = cseq;
    receipt = sijil_ingest_known (registry, device->number, cseq, said + 1, NULL);
    if (receipt == NULL)
      continue;
    encoded = sijil_receipt_encode (receipt);
    sijil_receipt_free (receipt);
    g_string_append_printf (out, "%s%.*s", out->len > 0 ? "," : "",
                            (int) g_bytes_get_size (encoded),
                            (const char *) g_bytes_get_data (encoded, NULL));
  }
  return g_string_free (out, FALSE);
}

static gboolean
are_texts (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
      return FALSE;
  }
  return TRUE;
}

static GBytes *
handle_fork (SijilRegistry *registry, const SijilRequest *request, GError **error)
{
  g_autoptr (SijilDevice) device =
      sijil_accounts_authenticate (registry, request->authorization, error);
  g_autofree char *receipts = NULL;
  SijilMembership *membership;
  JsonObject *object;
  JsonArray *sets;

  if (device == NULL)
    return NULL;
  object = sijil_json_parse (g_bytes_get_data (request->body, NULL),
                             g_bytes_get_size (request->body), error);
  if (object == NULL)
    return NULL;
  sets = sijil_json_version (object, error)
             ? sijil_json_array (object, "sets", SIJIL_MAX_SETS, error)
             : NULL;
  if (sets != NULL && are_texts (sets))
    receipts = known_receipts (registry, device, sets);
  json_object_unref (object);
  if (receipts == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "sets");
    return NULL;
  }
  membership = sijil_accounts_fork (registry, device, error);
  return membership != NULL ? membership_answer (registry, membership, receipts) : NULL;
}

static GBytes *
handle_push (SijilRegistry *registry, const SijilRequest *request, GError **error)
{
  g_autoptr (SijilDevice) device =
      sijil_accounts_authenticate (registry, request->authorization, error);

  return device != NULL ? sijil_push_handle (registry, device, request->body, error) : NULL;
}

static GBytes *
handle_check (SijilRegistry *registry, const SijilRequest *request, GError **error)
{
  g_autoptr (SijilDevice) device =
      sijil_accounts_authenticate (registry, request->authorization, error);

  return device != NULL ? sijil_check_handle (registry, device, request->body, error) : NULL;
}

static GBytes *
handle_epoch (SijilRegistry *registry, const SijilRequest *request, GError **error)
{
  g_autoptr (SijilDevice) device =
      sijil_accounts_authenticate (registry, request->authorization, error);

  return device != NULL ? sijil_epoch_answer (registry, device) : NULL;
}

static GBytes *
handle_segment (SijilRegistry *registry, const SijilRequest *request, GError **error)
{
  g_autoptr (SijilDevice) device =
      sijil_accounts_authenticate (registry, request->authorization, error);
  guint64 after;

  if (device == NULL)
    return NULL;
  if (request->after == NULL ||
      !g_ascii_string_to_unsigned (request->after, 10, 0, G_MAXINT64 / 2, &after, NULL)) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "after");
    return NULL;
  }
  return sijil_segment_after (registry, device, after, error);
}

static const char JSON[] = "application/json", BYTES[] = "application/octet-stream";

static const SijilRoute routes[] = {
  { "GET", "/v1/hello", 0, JSON, .anybody = TRUE, .at_once = TRUE, .handle = handle_hello },
  { "POST", "/v1/enrol", MAX_SMALL_BODY, JSON, .anybody = TRUE, .handle = handle_enrol },
  { "POST", "/v1/fork", MAX_FORK_BODY, JSON, .handle = handle_fork },
  { "POST", "/v1/epoch", MAX_SMALL_BODY, JSON, .handle = handle_epoch },
  { "POST", "/v1/check", SIJIL_MAX_MESSAGE, BYTES, .handle = handle_check },
  { "GET", "/v1/segment", 0, BYTES, .in_parts = TRUE, .handle = handle_segment },
  { "POST", "/v1/push", SIJIL_MAX_BODY, BYTES, .handle = handle_push },
};

/**
 * sijil_routes:
 * @n: (out): how many
 *
 * Returns: (transfer none): all that the registry answers; docs/openapi.yaml says the same
 */
const SijilRoute *
sijil_routes (guint *n)
{
  *n = G_N_ELEMENTS (routes);
  return routes;
}

/**
 * sijil_route_find:
 * @method: of a request
 * @path: of a request
 * @known_path: (out): whether another method would be answered here
 *
 * Returns: (nullable): the route
 */
const SijilRoute *
sijil_route_find (const char *method, const char *path, gboolean *known_path)
{
  *known_path = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (strcmp (routes[i].path, path) != 0)
      continue;
    *known_path = TRUE;
    if (strcmp (routes[i].method, method) == 0)
      return &routes[i];
  }
  return NULL;
}
