#include "visitor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

/* Apart from the honest ones, and so many that none has too many connections: 127.0.0.2 and on. */
#define FIRST_ADDRESS 2
#define ADDRESSES 8

static int
connect_to (guint port, guint32 last_byte)
{
  struct sockaddr_in from = { .sin_family = AF_INET }, to = from;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;

  g_assert_cmpint (fd, >=, 0);
  from.sin_addr.s_addr = htonl ((INADDR_LOOPBACK & 0xffffff00) + last_byte);
  to.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  to.sin_port = htons ((guint16) port);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (bind (fd, (struct sockaddr *) &from, sizeof from) == 0 &&
      (connect (fd, (struct sockaddr *) &to, sizeof to) == 0 || errno == EINPROGRESS))
    return fd;
  close (fd);
  return -1;
}

static gnutls_session_t
begin_to_agree (int fd, gnutls_certificate_credentials_t trust)
{
  gnutls_session_t tls;

  g_assert_cmpint (gnutls_init (&tls, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL), ==, 0);
  gnutls_set_default_priority (tls);
  gnutls_credentials_set (tls, GNUTLS_CRD_CERTIFICATE, trust);
  gnutls_transport_set_int (tls, fd);
  return tls;
}

/* Somebody of any kind; %FALSE if nobody answers at that port. */
gboolean
visitor_come (Visitor *visitor, guint port, GRand *rand, gnutls_certificate_credentials_t trust)
{
  int fd = connect_to (port,
                       (guint32) g_rand_int_range (rand, FIRST_ADDRESS, FIRST_ADDRESS + ADDRESSES));

  *visitor = (Visitor){ .kind = &kinds[g_rand_int_range (rand, 0, (gint32) n_kinds)], .fd = fd };
  if (fd < 0)
    return FALSE;
  visitor->text = g_string_new (NULL);
  if (visitor->kind->write != NULL)
    visitor->kind->write (visitor->text, rand);
  visitor->state = visitor->kind->tls ? VISITOR_AGREES : VISITOR_SAYS;
  if (visitor->kind->tls)
    visitor->tls = begin_to_agree (fd, trust);
  return TRUE;
}

void
visitor_go (Visitor *visitor)
{
  struct linger at_once = { 1, 0 };

  if (visitor->fd < 0)
    return;
  if (visitor->kind->end == LEAVES_BREAKING)
    setsockopt (visitor->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  if (visitor->tls != NULL)
    gnutls_deinit (visitor->tls);
  close (visitor->fd);
  g_string_free (visitor->text, TRUE);
  visitor->fd = -1;
}

static gboolean
is_only_late (const Visitor *visitor, gssize rc)
{
  if (visitor->tls != NULL)
    return rc == GNUTLS_E_AGAIN || rc == GNUTLS_E_INTERRUPTED;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR || errno == ENOTCONN;
}

static gboolean
agree (Visitor *visitor)
{
  int rc = gnutls_handshake (visitor->tls);

  if (rc == 0)
    visitor->state = VISITOR_SAYS;
  return rc == 0 || is_only_late (visitor, rc) || gnutls_error_is_fatal (rc) == 0;
}

static gboolean
say (Visitor *visitor)
{
  gsize rest = visitor->text->len - visitor->said;
  gsize len = visitor->kind->pace > 0 ? MIN (rest, visitor->kind->pace) : rest;
  const char *from = visitor->text->str + visitor->said;
  gssize n = 0;

  if (rest > 0)
    n = visitor->tls != NULL ? gnutls_record_send (visitor->tls, from, len)
                             : send (visitor->fd, from, len, MSG_NOSIGNAL);
  if (n < 0)
    return is_only_late (visitor, n);
  visitor->said += (gsize) n;
  if (visitor->said == visitor->text->len) {
    visitor->state = VISITOR_STAYS;
    if (visitor->kind->end == LEAVES_WHEN_SAID)
      shutdown (visitor->fd, SHUT_WR);
  }
  return TRUE;
}

static gboolean
hear (Visitor *visitor)
{
  char bytes[4096];
  gssize n;

  do {
    n = visitor->tls != NULL ? gnutls_record_recv (visitor->tls, bytes, sizeof bytes)
                             : recv (visitor->fd, bytes, sizeof bytes, 0);
    visitor->heard = visitor->heard || (n > 0 && visitor->tls != NULL);
  } while (n > 0);
  return n < 0 && is_only_late (visitor, n);
}

/* Does what can be done now: %FALSE if the registry has ended the connection. */
gboolean
visitor_act (Visitor *visitor)
{
  if (visitor->state == VISITOR_AGREES && !agree (visitor))
    return FALSE;
  if (visitor->state == VISITOR_SAYS && !say (visitor))
    return FALSE;
  return visitor->state == VISITOR_AGREES || hear (visitor);
}
