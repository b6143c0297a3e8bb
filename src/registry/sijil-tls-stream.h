#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SijilTlsKeys:
 *
 * The server's certificate, its key, and what it agrees to: one for all connections.
 */
typedef struct _SijilTlsKeys SijilTlsKeys;

SijilTlsKeys *sijil_tls_keys_new (const char *cert, const char *key, GError **error);
SijilTlsKeys *sijil_tls_keys_ref (SijilTlsKeys *keys);
void sijil_tls_keys_unref (SijilTlsKeys *keys);

#define SIJIL_TYPE_TLS_STREAM (sijil_tls_stream_get_type ())
G_DECLARE_FINAL_TYPE (SijilTlsStream, sijil_tls_stream, SIJIL, TLS_STREAM, GIOStream)

SijilTlsStream *sijil_tls_stream_new (SijilTlsKeys *keys, GSocket *socket);
gboolean sijil_tls_stream_agree (SijilTlsStream *stream, GError **error);
GSource *sijil_tls_stream_ready (SijilTlsStream *stream);
gint64 sijil_tls_stream_waits_since (SijilTlsStream *stream);
void sijil_tls_stream_head_came (SijilTlsStream *stream);
void sijil_tls_stream_end (SijilTlsStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilTlsKeys, sijil_tls_keys_unref)

G_END_DECLS
