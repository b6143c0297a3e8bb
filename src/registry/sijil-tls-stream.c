#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-tls-private.h"

#include "sijil-registry-error.h"

#include <gnutls/gnutls.h>

/* What GLib offers agrees on keys in a thread of a pool that the whole process shares, and loads
 * the system's trust list for each connection: a hundred strangers who begin and say nothing more
 * would take all threads, and each some megabytes. So the registry asks GnuTLS itself, without ever
 * waiting. All of this lives on the main thread. */

#define VERSIONS "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define LARGEST_HANDSHAKE 16384
/* The library keeps each line of a head, however short, in several pieces of memory. */
#define LARGEST_HEAD 8192

struct _SijilTlsKeys {
  gnutls_certificate_credentials_t credentials;
  gnutls_priority_t priority;
};

struct _SijilTlsStream {
  GIOStream parent;

  SijilTlsKeys *keys;
  GSocket *socket;
  gnutls_session_t session; /* NULL until the other end has said something */
  SijilTlsInput *input;
  SijilTlsOutput *output;
  gint64 waits_since; /* monotonic; 0: it is our turn */
  gsize unsent;       /* bytes of a record that was sealed and has not left yet */
  gsize head;         /* bytes since the last answer, as long as no head of a request was whole */
  gboolean in_body;   /* it was */
  gboolean answered;  /* something was written since something was read */
  gboolean ended;     /* nothing more can be read */
};

G_DEFINE_FINAL_TYPE (SijilTlsStream, sijil_tls_stream, G_TYPE_IO_STREAM)

static void
keys_clear (gpointer data)
{
  SijilTlsKeys *keys = data;

  gnutls_certificate_free_credentials (keys->credentials);
  gnutls_priority_deinit (keys->priority);
}

/**
 * sijil_tls_keys_new:
 * @cert: file with the server's certificate and its authority's, PEM
 * @key: file with its key, PEM
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what all connections agree by
 */
SijilTlsKeys *
sijil_tls_keys_new (const char *cert, const char *key, GError **error)
{
  g_autoptr (SijilTlsKeys) keys = g_rc_box_new0 (SijilTlsKeys);
  int rc = gnutls_certificate_allocate_credentials (&keys->credentials);

  if (rc >= 0)
    rc = gnutls_priority_init (&keys->priority, VERSIONS, NULL);
  if (rc >= 0)
    rc = gnutls_certificate_set_x509_key_file (keys->credentials, cert, key, GNUTLS_X509_FMT_PEM);
  if (rc >= 0)
    return g_steal_pointer (&keys);
  g_set_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED, "%s, %s: %s", cert, key,
               gnutls_strerror (rc));
  return NULL;
}

SijilTlsKeys *
sijil_tls_keys_ref (SijilTlsKeys *keys)
{
  return g_rc_box_acquire (keys);
}

void
sijil_tls_keys_unref (SijilTlsKeys *keys)
{
  g_rc_box_release_full (keys, keys_clear);
}

static void
would_block (SijilTlsStream *self, GError **error)
{
  if (self->waits_since == 0)
    self->waits_since = g_get_monotonic_time ();
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "would block");
}

static gboolean
is_not_yet (gssize rc)
{
  return rc == GNUTLS_E_AGAIN || rc == GNUTLS_E_INTERRUPTED;
}

/**
 * sijil_tls_stream_read: (skip)
 *
 * Reads what has come. Whatever ends the line is told as its end. libsoup before 3.3 forgets a
 * connection that ends while it waits for the next request, and keeps it for ever; it does let one
 * go that ends inside a request. So a line that ends after an answer has one byte more.
 *
 * Returns: bytes, 0 at the end, -1 and G_IO_ERROR_WOULD_BLOCK if nothing has come
 */
gssize
sijil_tls_stream_read (SijilTlsStream *self, void *buffer, gsize count, GError **error)
{
  gssize n = self->session != NULL && !self->ended && count > 0
                 ? gnutls_record_recv (self->session, buffer, count)
                 : 0;

  if (is_not_yet (n)) {
    would_block (self, error);
    return -1;
  }
  self->head += !self->in_body && n > 0 ? (gsize) n : 0;
  if (n > 0 && self->head <= LARGEST_HEAD) {
    self->waits_since = 0;
    self->answered = FALSE;
    return n;
  }
  /* Warnings too: who sends one after the other would keep us here. */
  self->ended = self->ended || count > 0;
  if (!self->answered || count == 0)
    return 0;
  self->answered = FALSE;
  *(char *) buffer = '?';
  return 1;
}

/**
 * sijil_tls_stream_write: (skip)
 *
 * Seals and sends; each call is a record of its own. What was sealed and could not leave is sent
 * before anything else: who calls again after G_IO_ERROR_WOULD_BLOCK brings the same bytes.
 *
 * Returns: bytes, or -1
 */
gssize
sijil_tls_stream_write (SijilTlsStream *self, const void *buffer, gsize count, GError **error)
{
  gssize n = GNUTLS_E_PUSH_ERROR;

  if (self->session != NULL)
    n = self->unsent > 0 ? gnutls_record_send (self->session, NULL, 0)
                         : gnutls_record_send (self->session, buffer, count);
  if (is_not_yet (n)) {
    if (self->unsent == 0)
      self->unsent = count;
    would_block (self, error);
    return -1;
  }
  if (n < 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, gnutls_strerror ((int) n));
    return -1;
  }
  self->unsent = 0;
  self->waits_since = 0;
  self->answered = TRUE;
  self->in_body = FALSE;
  self->head = 0;
  return n;
}

/**
 * sijil_tls_stream_head_came:
 * @stream: a stream
 *
 * The head of a request is whole: what comes now is its body, which others count.
 */
void
sijil_tls_stream_head_came (SijilTlsStream *stream)
{
  stream->in_body = TRUE;
  stream->answered = FALSE;
}

static gboolean
has_something (SijilTlsStream *self)
{
  return self->session == NULL || self->ended || gnutls_record_check_pending (self->session) > 0;
}

gboolean
sijil_tls_stream_can_read (SijilTlsStream *self)
{
  return has_something (self) || g_socket_condition_check (self->socket, G_IO_IN) != 0;
}

gboolean
sijil_tls_stream_can_write (SijilTlsStream *self)
{
  return self->session == NULL || g_socket_condition_check (self->socket, G_IO_OUT) != 0;
}

/**
 * sijil_tls_stream_source: (skip)
 *
 * Returns: (transfer full) (nullable): a source for when @condition holds; %NULL if it does now
 */
GSource *
sijil_tls_stream_source (SijilTlsStream *self, GIOCondition condition)
{
  if (self->session == NULL || (condition == G_IO_IN && has_something (self)))
    return NULL;
  if (self->waits_since == 0)
    self->waits_since = g_get_monotonic_time ();
  return g_socket_create_source (self->socket, condition, NULL);
}

static gboolean
begin (SijilTlsStream *self, GError **error)
{
  int rc = gnutls_init (&self->session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);

  if (rc >= 0)
    rc = gnutls_priority_set (self->session, self->keys->priority);
  if (rc >= 0)
    rc = gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->keys->credentials);
  if (rc < 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, gnutls_strerror (rc));
    return FALSE;
  }
  gnutls_handshake_set_max_packet_length (self->session, LARGEST_HANDSHAKE);
  gnutls_transport_set_int (self->session, g_socket_get_fd (self->socket));
  return TRUE;
}

/**
 * sijil_tls_stream_agree:
 * @stream: a new stream, on which the other end has said something
 * @error: return location for an error
 *
 * Goes on with agreeing on keys, as far as it comes without waiting.
 *
 * Returns: %TRUE if they are agreed on; with %G_IO_ERROR_WOULD_BLOCK go on when
 *   sijil_tls_stream_ready() is; any other error is the end
 */
gboolean
sijil_tls_stream_agree (SijilTlsStream *stream, GError **error)
{
  int rc;

  if (stream->session == NULL && !begin (stream, error))
    return FALSE;
  stream->waits_since = 0;
  rc = gnutls_handshake (stream->session);
  if (is_not_yet (rc))
    would_block (stream, error);
  else if (rc < 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, gnutls_strerror (rc));
  return rc >= 0;
}

/**
 * sijil_tls_stream_ready:
 * @stream: a stream that is agreeing on keys
 *
 * Returns: (transfer full): a source, a `GSocketSourceFunc`, for when it can go on
 */
GSource *
sijil_tls_stream_ready (SijilTlsStream *stream)
{
  gboolean writes = stream->session != NULL && gnutls_record_get_direction (stream->session) == 1;

  if (stream->waits_since == 0)
    stream->waits_since = g_get_monotonic_time ();
  return g_socket_create_source (stream->socket, writes ? G_IO_OUT : G_IO_IN, NULL);
}

/**
 * sijil_tls_stream_waits_since:
 * @stream: a stream
 *
 * Returns: the monotonic time since which nothing has come, or could be sent, although we waited
 *   for it; 0 if it is our turn
 */
gint64
sijil_tls_stream_waits_since (SijilTlsStream *stream)
{
  return stream->waits_since;
}

/**
 * sijil_tls_stream_end:
 * @stream: a stream
 *
 * Ends the line. Who reads from it or writes to it learns of that, and lets it go.
 */
void
sijil_tls_stream_end (SijilTlsStream *stream)
{
  g_socket_shutdown (stream->socket, TRUE, TRUE, NULL);
}

static GInputStream *
sijil_tls_stream_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (SIJIL_TLS_STREAM (stream)->input);
}

static GOutputStream *
sijil_tls_stream_get_output_stream (GIOStream *stream)
{
  return G_OUTPUT_STREAM (SIJIL_TLS_STREAM (stream)->output);
}

/* The other end is told that this was all, if the line takes it at once. */
static gboolean
sijil_tls_stream_close_fn (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  SijilTlsStream *self = SIJIL_TLS_STREAM (stream);

  if (self->session != NULL && self->unsent == 0)
    gnutls_bye (self->session, GNUTLS_SHUT_WR);
  /* The descriptor may be another connection's from now on. */
  g_clear_pointer (&self->session, gnutls_deinit);
  return g_socket_close (self->socket, error);
}

static void
sijil_tls_stream_finalize (GObject *object)
{
  SijilTlsStream *self = SIJIL_TLS_STREAM (object);

  g_clear_pointer (&self->session, gnutls_deinit);
  sijil_tls_input_free (self->input);
  sijil_tls_output_free (self->output);
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  sijil_tls_keys_unref (self->keys);
  G_OBJECT_CLASS (sijil_tls_stream_parent_class)->finalize (object);
}

static void
sijil_tls_stream_class_init (SijilTlsStreamClass *class)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sijil_tls_stream_finalize;
  stream_class->get_input_stream = sijil_tls_stream_get_input_stream;
  stream_class->get_output_stream = sijil_tls_stream_get_output_stream;
  stream_class->close_fn = sijil_tls_stream_close_fn;
}

static void
sijil_tls_stream_init (SijilTlsStream *self)
{
  self->input = sijil_tls_input_new (self);
  self->output = sijil_tls_output_new (self);
}

/**
 * sijil_tls_stream_new:
 * @keys: what is agreed by
 * @socket: a socket that was accepted; it becomes one that never waits
 *
 * Returns: (transfer full): the server's end of a TLS connection that has not begun
 */
SijilTlsStream *
sijil_tls_stream_new (SijilTlsKeys *keys, GSocket *socket)
{
  SijilTlsStream *self = g_object_new (SIJIL_TYPE_TLS_STREAM, NULL);

  self->keys = sijil_tls_keys_ref (keys);
  self->socket = g_object_ref (socket);
  g_socket_set_blocking (socket, FALSE);
  return self;
}
