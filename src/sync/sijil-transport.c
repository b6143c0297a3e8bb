#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-transport.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-json.h"
#include "sijil-text.h"

#include <libsoup/soup.h>
#include <string.h>

#define NO_PROGRESS_SECONDS 45
/* Long enough for the next change of a clerk, and shorter than what routers on the way remember. */
#define KEPT_SECONDS 30
#define MAX_ANSWER (SIJIL_MAX_FRAME_PACKED * 2 + SIJIL_MAX_MESSAGE)

struct _SijilTransport {
  SoupSession *session;
  char *url;
  char *authorization;
  guint requests;
  gint64 bytes_up, bytes_down;
};

G_DEFINE_QUARK (sijil - sync - error - quark, sijil_sync_error)

static SoupSession *
make_session (GTlsDatabase *database)
{
  SoupSession *session =
      soup_session_new_with_options ("timeout", NO_PROGRESS_SECONDS, "idle-timeout", KEPT_SECONDS,
                                     "user-agent", "sijil/" SIJIL_VERSION, "max-conns", 1, NULL);

  if (database != NULL)
    soup_session_set_tls_database (session, database);
  /* What we fetch is packed already: it need not be said with each request what else we could read.
   */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  /* A proxy of the desktop must not come between a device and its registry unasked. */
  soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/**
 * sijil_transport_new:
 * @url: https address of the registry
 * @ca_file: absolute path of the one certificate authority that is trusted
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a transport that talks to that registry and nobody else
 */
SijilTransport *
sijil_transport_new (const char *url, const char *ca_file, GError **error)
{
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (ca_file, error);
  SijilTransport *self;

  if (database == NULL)
    return NULL;
  self = g_new0 (SijilTransport, 1);
  self->session = make_session (database);
  self->url = g_strdup (url);
  return self;
}

void
sijil_transport_free (SijilTransport *transport)
{
  if (transport == NULL)
    return;
  g_object_unref (transport->session);
  g_free (transport->url);
  g_free (transport->authorization);
  g_free (transport);
}

/**
 * sijil_transport_set_token:
 * @transport: a transport
 * @device: our number
 * @token: what we show
 *
 * Every request from now on says who we are.
 */
void
sijil_transport_set_token (SijilTransport *transport, guint32 device, const char *token)
{
  g_free (transport->authorization);
  transport->authorization = g_strdup_printf ("Bearer %u.%s", device, token);
}

/**
 * sijil_transport_begin:
 * @transport: a transport
 *
 * Counts from nothing, for the exchange that begins.
 */
void
sijil_transport_begin (SijilTransport *transport)
{
  transport->requests = 0;
  transport->bytes_up = transport->bytes_down = 0;
}

/**
 * sijil_transport_count:
 * @transport: a transport
 * @requests: (out): how many were answered since sijil_transport_begin()
 * @bytes_up: (out): what they took, headers included
 * @bytes_down: (out): and their answers
 */
void
sijil_transport_count (SijilTransport *transport, guint *requests, gint64 *bytes_up,
                       gint64 *bytes_down)
{
  *requests = transport->requests;
  *bytes_up = transport->bytes_up;
  *bytes_down = transport->bytes_down;
}

#define DATES (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)

/* The right registry, on the wrong day: most often the battery of an old PC is dead. */
static void
explain_dates (GError **error)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *shown = sijil_date_show (today);
  g_autofree char *date = sijil_text_isolate (shown);

  /* Translators: %s is today's date as this computer believes it. */
  g_set_error (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNTRUSTED,
               _ ("By the clock of this computer today is %s, and on that day the registry’s "
                  "certificate is not valid. Nothing was sent and everything is kept here. If the "
                  "date is wrong, set it right; if it is right, tell the registry’s operator"),
               date);
}

static void
explain (GError **error, GError *cause, GTlsCertificateFlags faults)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_error_copy (cause));
    return;
  }
  g_debug ("transport: %s", cause->message);
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) && faults != 0 &&
      (faults & ~DATES) == 0)
    explain_dates (error);
  else if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    g_set_error_literal (
        error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNTRUSTED,
        _ ("Whoever answered is not the registry that this office knows. Nothing was sent and "
           "everything is kept here. Tell the registry’s operator"));
  else
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE,
                         _ ("The registry cannot be reached now. Everything is kept here and goes "
                            "later by itself"));
}

static void
explain_status (GError **error, guint status, GByteArray *body)
{
  JsonObject *object = body->len < SIJIL_MAX_MESSAGE
                           ? sijil_json_parse ((const char *) body->data, body->len, NULL)
                           : NULL;
  g_autofree char *code =
      g_strdup (object != NULL ? sijil_json_string (object, "error", 64, NULL) : NULL);

  g_clear_pointer (&object, json_object_unref);
  if (g_strcmp0 (code, "device-forked") == 0)
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_FORKED, "forked");
  else if (g_strcmp0 (code, "not-found") == 0)
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_NOTHING_HERE, "not-found");
  else if (g_strcmp0 (code, "another-epoch") == 0)
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_EPOCH, "restored");
  else if (g_strcmp0 (code, "invitation") == 0)
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_INVITATION,
                         _ ("This invitation is used up, too old or mistyped. Ask the registry for "
                            "another one"));
  else if (g_strcmp0 (code, "too-many-tries") == 0)
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_INVITATION,
                         _ ("Too many tries. Wait a minute and try again"));
  else if (g_strcmp0 (code, "tomorrow") == 0)
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE,
                         _ ("The registry takes no more from this computer today. Everything is "
                            "kept here and goes tomorrow by itself"));
  else if (g_strcmp0 (code, "busy") == 0)
    g_set_error_literal (
        error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE,
        _ ("The registry is very busy now. Everything is kept here and goes later by itself"));
  else if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    g_set_error_literal (
        error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_REVOKED,
        _ ("The registry does not accept this device any more. Your work is kept here; "
           "ask the registry for a new invitation"));
  else if (status >= 500)
    g_set_error_literal (
        error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE,
        _ ("The registry has a fault of its own. Everything is kept here and goes later "
           "by itself"));
  else
    g_set_error (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_PROTOCOL,
                 _ ("The registry did not understand this program (%u %s). Your work is kept here; "
                    "update the program"),
                 status, code != NULL ? code : "");
}

/* What came before a cut stays in @all. */
static gboolean
read_answer (GInputStream *stream, GByteArray *all, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (65536);
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, 65536, cancellable, error)) > 0) {
    g_byte_array_append (all, chunk, (guint) n);
    if (all->len > MAX_ANSWER) {
      g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_PROTOCOL,
                           _ ("The registry’s answer is larger than it may be"));
      return FALSE;
    }
  }
  return n == 0;
}

static void
count (SijilTransport *self, SoupMessage *message)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);

  self->requests++;
  self->bytes_up += (gint64) (soup_message_metrics_get_request_header_bytes_sent (metrics) +
                              soup_message_metrics_get_request_body_bytes_sent (metrics));
  self->bytes_down += (gint64) (soup_message_metrics_get_response_header_bytes_received (metrics) +
                                soup_message_metrics_get_response_body_bytes_received (metrics));
}

static gboolean
send_into (SijilTransport *self, SoupMessage *message, GByteArray *all, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GInputStream) stream = NULL;
  gboolean ok = FALSE;

  if (self->authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  self->authorization);
  /* All that we ask may be asked twice. The library has to be told of a POST, or it makes a new
   * connection for each. */
  soup_message_add_flags (message, SOUP_MESSAGE_COLLECT_METRICS | SOUP_MESSAGE_IDEMPOTENT);
  stream = soup_session_send (self->session, message, cancellable, &cause);
  /* A server that knows nothing of ranges, or has a fault, begins anew. */
  if (stream != NULL && soup_message_get_status (message) != SOUP_STATUS_PARTIAL_CONTENT)
    g_byte_array_set_size (all, 0);
  if (stream != NULL)
    ok = read_answer (stream, all, cancellable, &cause);
  count (self, message);
  if (!ok) {
    if (cause->domain == SIJIL_SYNC_ERROR)
      g_propagate_error (error, g_steal_pointer (&cause));
    else
      explain (error, cause, soup_message_get_tls_peer_certificate_errors (message));
    return FALSE;
  }
  if (soup_message_get_status (message) == SOUP_STATUS_OK ||
      soup_message_get_status (message) == SOUP_STATUS_PARTIAL_CONTENT)
    return TRUE;
  explain_status (error, soup_message_get_status (message), all);
  g_byte_array_set_size (all, 0);
  return FALSE;
}

static GBytes *
send (SijilTransport *self, SoupMessage *message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  return send_into (self, message, all, cancellable, error)
             ? g_byte_array_free_to_bytes (g_steal_pointer (&all))
             : NULL;
}

/**
 * sijil_transport_get:
 * @transport: a transport
 * @path: `/v1/...`, of something that never changes
 * @bytes: (inout): what is there of it; gets the rest
 * @cancellable: (nullable): stops it
 * @error: return location for an error, in the language of the window
 *
 * Fetches what is still missing, from that byte on. After a cut @bytes holds what had come.
 *
 * Returns: %TRUE if it is whole
 */
gboolean
sijil_transport_get (SijilTransport *transport, const char *path, GByteArray *bytes,
                     GCancellable *cancellable, GError **error)
{
  g_autofree char *url = g_strconcat (transport->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  if (bytes->len > 0)
    soup_message_headers_set_range (soup_message_get_request_headers (message), bytes->len, -1);
  return send_into (transport, message, bytes, cancellable, error);
}

/**
 * sijil_transport_post:
 * @transport: a transport
 * @path: `/v1/...`
 * @content_type: (nullable): what @body is; %NULL for bytes, which need not be said (RFC 9110, 8.3)
 * @body: bytes
 * @cancellable: (nullable): stops it
 * @error: return location for an error, in the language of the window
 *
 * Sends one request and waits. There is no limit on the whole time, only on time without progress.
 *
 * Returns: (transfer full) (nullable): the body of a good answer
 */
GBytes *
sijil_transport_post (SijilTransport *transport, const char *path, const char *content_type,
                      GBytes *body, GCancellable *cancellable, GError **error)
{
  g_autofree char *url = g_strconcat (transport->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);

  if (message == NULL) {
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE,
                         _ ("The address of the registry is not right"));
    return NULL;
  }
  soup_message_set_request_body_from_bytes (message, content_type, body);
  return send (transport, message, cancellable, error);
}

static gboolean
accept_any (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags flags,
            gpointer data)
{
  return TRUE;
}

/* @faults: what is wrong with the server's certificate under the authority that was found */
static char *
ca_of_chain (GTlsCertificate *certificate, const char *fingerprint, GTlsCertificateFlags *faults)
{
  *faults = 0;
  for (GTlsCertificate *link = certificate; link != NULL;
       link = g_tls_certificate_get_issuer (link)) {
    g_autoptr (GByteArray) der = NULL;
    g_autofree char *sum = NULL;
    char *pem;

    g_object_get (link, "certificate", &der, NULL);
    sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
    if (strcmp (sum, fingerprint) != 0)
      continue;
    *faults = g_tls_certificate_verify (certificate, NULL, link);
    if (*faults != 0)
      return NULL;
    g_object_get (link, "certificate-pem", &pem, NULL);
    return pem;
  }
  return NULL;
}

/**
 * sijil_transport_find_ca:
 * @url: https address of the registry
 * @fingerprint: of its certificate authority, from the invitation
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * The first contact: looks at the certificates that the server shows and takes the authority whose
 * fingerprint the invitation names. Nothing of ours is sent before that is known.
 *
 * Returns: (transfer full) (nullable): the authority's certificate, PEM
 */
char *
sijil_transport_find_ca (const char *url, const char *fingerprint, GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *hello = g_strconcat (url, "/v1/hello", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", hello);
  SijilTransport self = { .session = make_session (NULL) };
  g_autoptr (GBytes) answer = NULL;
  GTlsCertificate *certificate;
  GTlsCertificateFlags faults = 0;
  char *pem = NULL;

  if (message == NULL) {
    g_object_unref (self.session);
    g_set_error_literal (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_INVITATION,
                         _ ("The address in this invitation is not right"));
    return NULL;
  }
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_any), NULL);
  answer = send (&self, message, cancellable, error);
  certificate = soup_message_get_tls_peer_certificate (message);
  if (answer != NULL && certificate != NULL)
    pem = ca_of_chain (certificate, fingerprint, &faults);
  if (answer != NULL && pem == NULL && faults != 0 && (faults & ~DATES) == 0)
    explain_dates (error);
  else if (answer != NULL && pem == NULL)
    g_set_error_literal (
        error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNTRUSTED,
        _ ("Whoever answered is not the registry of this invitation. Nothing was sent"));
  g_object_unref (self.session);
  return pem;
}
