#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-tls-private.h"

/* The two ends of a stream, as GIO wants them. They never wait: the server asks for no more. The
 * stream owns them, and is taken from them when it goes before they do. */

struct _SijilTlsInput {
  GInputStream parent;
  SijilTlsStream *stream;
};

struct _SijilTlsOutput {
  GOutputStream parent;
  SijilTlsStream *stream;
};

/* Ready when @condition holds, or at once where there is nothing to wait for. */
static GSource *
sijil_tls_source (SijilTlsStream *stream, GObject *end, GIOCondition condition,
                  GCancellable *cancellable)
{
  g_autoptr (GSource) base = stream != NULL ? sijil_tls_stream_source (stream, condition) : NULL;

  if (base == NULL)
    base = g_timeout_source_new (0);
  return g_pollable_source_new_full (end, base, cancellable);
}

static void input_iface_init (GPollableInputStreamInterface *iface);
static void output_iface_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SijilTlsInput, sijil_tls_input, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      input_iface_init))
G_DEFINE_FINAL_TYPE_WITH_CODE (SijilTlsOutput, sijil_tls_output, G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      output_iface_init))

static gboolean
sijil_tls_input_is_readable (GPollableInputStream *end)
{
  SijilTlsStream *stream = SIJIL_TLS_INPUT (end)->stream;

  return stream == NULL || sijil_tls_stream_can_read (stream);
}

static gssize
sijil_tls_input_read_nonblocking (GPollableInputStream *end, void *buffer, gsize count,
                                  GError **error)
{
  SijilTlsStream *stream = SIJIL_TLS_INPUT (end)->stream;

  return stream != NULL ? sijil_tls_stream_read (stream, buffer, count, error) : 0;
}

static GSource *
sijil_tls_input_create_source (GPollableInputStream *end, GCancellable *cancellable)
{
  return sijil_tls_source (SIJIL_TLS_INPUT (end)->stream, G_OBJECT (end), G_IO_IN, cancellable);
}

static void
input_iface_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = sijil_tls_input_is_readable;
  iface->read_nonblocking = sijil_tls_input_read_nonblocking;
  iface->create_source = sijil_tls_input_create_source;
}

static void
sijil_tls_input_class_init (SijilTlsInputClass *class)
{
}

static void
sijil_tls_input_init (SijilTlsInput *self)
{
}

SijilTlsInput *
sijil_tls_input_new (SijilTlsStream *stream)
{
  SijilTlsInput *self = g_object_new (SIJIL_TYPE_TLS_INPUT, NULL);

  self->stream = stream;
  return self;
}

void
sijil_tls_input_free (SijilTlsInput *self)
{
  self->stream = NULL;
  g_object_unref (self);
}

static gboolean
sijil_tls_output_is_writable (GPollableOutputStream *end)
{
  SijilTlsStream *stream = SIJIL_TLS_OUTPUT (end)->stream;

  return stream == NULL || sijil_tls_stream_can_write (stream);
}

static gssize
sijil_tls_output_write_nonblocking (GPollableOutputStream *end, const void *buffer, gsize count,
                                    GError **error)
{
  SijilTlsStream *stream = SIJIL_TLS_OUTPUT (end)->stream;

  if (stream != NULL)
    return sijil_tls_stream_write (stream, buffer, count, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "closed");
  return -1;
}

static GSource *
sijil_tls_output_create_source (GPollableOutputStream *end, GCancellable *cancellable)
{
  return sijil_tls_source (SIJIL_TLS_OUTPUT (end)->stream, G_OBJECT (end), G_IO_OUT, cancellable);
}

static void
output_iface_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = sijil_tls_output_is_writable;
  iface->write_nonblocking = sijil_tls_output_write_nonblocking;
  iface->create_source = sijil_tls_output_create_source;
}

static void
sijil_tls_output_class_init (SijilTlsOutputClass *class)
{
}

static void
sijil_tls_output_init (SijilTlsOutput *self)
{
}

SijilTlsOutput *
sijil_tls_output_new (SijilTlsStream *stream)
{
  SijilTlsOutput *self = g_object_new (SIJIL_TYPE_TLS_OUTPUT, NULL);

  self->stream = stream;
  return self;
}

void
sijil_tls_output_free (SijilTlsOutput *self)
{
  self->stream = NULL;
  g_object_unref (self);
}
