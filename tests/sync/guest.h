#pragma once

#include <gio/gio.h>

/* Whoever comes to a registry's door, honest or not: a connection of which each byte is ours. */

typedef struct {
  GSocketConnection *tcp;
  GIOStream *tls; /* NULL as long as no keys are agreed on */
} Guest;

/* How a guest leaves. */
typedef enum {
  GUEST_SAYS_SO,  /* close_notify, then FIN */
  GUEST_HANGS_UP, /* FIN alone */
  GUEST_BREAKS,   /* RST */
} GuestEnd;

Guest *guest_come (guint port);
gboolean guest_agree (Guest *guest);
gboolean guest_say (Guest *guest, const void *bytes, gsize len);
guint guest_hear (Guest *guest, char **answer);
gboolean guest_is_sent_away (Guest *guest);
void guest_leave (Guest *guest, GuestEnd end);

char *guest_request (const char *first_line, const char *headers, gsize body);
guint guest_ask (guint port, const char *request, const void *body, gsize len, char **answer);

gint64 guest_descriptors (const char *pid);
gint64 guest_memory (const char *pid);
