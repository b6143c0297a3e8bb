#pragma once

#include "sijil-wire.h"

G_BEGIN_DECLS

/**
 * SijilInvitation:
 * @url: https address of the registry, without a slash at the end
 * @code: 10 Crockford letters, good for one device and 24 hours
 * @fingerprint: SHA-256 of the certificate authority, 64 hexadecimal digits
 *
 * The one line that brings a device to its registry.
 */
typedef struct {
  char *url;
  char *code;
  char *fingerprint;
} SijilInvitation;

SijilInvitation *sijil_invitation_parse (const char *line, GError **error);
char *sijil_invitation_line (const char *url, const char *code,
                             const char *fingerprint) G_GNUC_WARN_UNUSED_RESULT;
void sijil_invitation_free (SijilInvitation *invitation);
GBytes *sijil_enrol_statement (const char *code, GBytes *public_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilInvitation, sijil_invitation_free)

#define SIJIL_INVITATION_LETTERS 10

G_END_DECLS
