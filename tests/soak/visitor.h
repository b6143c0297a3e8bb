#pragma once

#include "kinds.h"

#include <gnutls/gnutls.h>

/* One connection of a company: what one of its kind does with a registry on this machine. */

typedef enum { VISITOR_AGREES, VISITOR_SAYS, VISITOR_STAYS } VisitorState;

typedef struct {
  const Kind *kind;
  int fd;               /* -1 if there is nobody */
  gnutls_session_t tls; /* NULL without keys */
  VisitorState state;
  GString *text; /* what it says */
  gsize said;
  gboolean heard; /* anything under the keys */
} Visitor;

gboolean visitor_come (Visitor *visitor, guint port, GRand *rand,
                       gnutls_certificate_credentials_t trust);
gboolean visitor_act (Visitor *visitor);
void visitor_go (Visitor *visitor);
