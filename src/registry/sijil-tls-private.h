#pragma once

#include "sijil-tls-stream.h"

G_BEGIN_DECLS

/* The two ends of a stream. Only for sijil-tls-*.c. */

#define SIJIL_TYPE_TLS_INPUT (sijil_tls_input_get_type ())
G_DECLARE_FINAL_TYPE (SijilTlsInput, sijil_tls_input, SIJIL, TLS_INPUT, GInputStream)
#define SIJIL_TYPE_TLS_OUTPUT (sijil_tls_output_get_type ())
G_DECLARE_FINAL_TYPE (SijilTlsOutput, sijil_tls_output, SIJIL, TLS_OUTPUT, GOutputStream)

SijilTlsInput *sijil_tls_input_new (SijilTlsStream *stream);
void sijil_tls_input_free (SijilTlsInput *self);
SijilTlsOutput *sijil_tls_output_new (SijilTlsStream *stream);
void sijil_tls_output_free (SijilTlsOutput *self);

gssize sijil_tls_stream_read (SijilTlsStream *stream, void *buffer, gsize count, GError **error);
gssize sijil_tls_stream_write (SijilTlsStream *stream, const void *buffer, gsize count,
                               GError **error);
gboolean sijil_tls_stream_can_read (SijilTlsStream *stream);
gboolean sijil_tls_stream_can_write (SijilTlsStream *stream);
GSource *sijil_tls_stream_source (SijilTlsStream *stream, GIOCondition condition);

G_END_DECLS
