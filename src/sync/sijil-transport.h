#pragma once

#include <gio/gio.h>

#include "sijil-sync-error.h"

G_BEGIN_DECLS

/* One TLS connection to one registry, for one thread at a time. */
typedef struct _SijilTransport SijilTransport;

SijilTransport *sijil_transport_new (const char *url, const char *ca_file, GError **error);
void sijil_transport_free (SijilTransport *transport);
void sijil_transport_set_token (SijilTransport *transport, guint32 device, const char *token);
GBytes *sijil_transport_post (SijilTransport *transport, const char *path, const char *content_type,
                              GBytes *body, GCancellable *cancellable, GError **error);
gboolean sijil_transport_get (SijilTransport *transport, const char *path, GByteArray *bytes,
                              GCancellable *cancellable, GError **error);
void sijil_transport_begin (SijilTransport *transport);
void sijil_transport_count (SijilTransport *transport, guint *requests, gint64 *bytes_up,
                            gint64 *bytes_down);
char *sijil_transport_find_ca (const char *url, const char *fingerprint, GCancellable *cancellable,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilTransport, sijil_transport_free)

G_END_DECLS
