#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

/**
 * SijilEnrolment:
 * @code: the invitation's code
 * @public_key: the device's Ed25519 key
 * @proof: its signature over sijil_enrol_statement()
 * @office: name of the office
 * @letters: letters of its cards
 *
 * What a device sends to be enrolled.
 */
typedef struct {
  char *code;
  GBytes *public_key;
  GBytes *proof;
  char *office;
  char *letters;
} SijilEnrolment;

/**
 * SijilMembership:
 * @device: the number of the device
 * @token: what it shows from now on; only its hash is kept
 * @association: name of its association
 */
typedef struct {
  guint32 device;
  char *token;
  char *association;
} SijilMembership;

char *sijil_accounts_invite (SijilRegistry *registry, const char *association, GError **error);
gboolean sijil_accounts_is_invited (SijilRegistry *registry, const char *code);
SijilMembership *sijil_accounts_enrol (SijilRegistry *registry, SijilEnrolment *enrolment,
                                       GError **error);
SijilMembership *sijil_accounts_fork (SijilRegistry *registry, SijilDevice *device, GError **error);
SijilDevice *sijil_accounts_authenticate (SijilRegistry *registry, const char *authorization,
                                          GError **error);
guint32 sijil_accounts_knows (SijilRegistry *registry, const char *authorization);
gboolean sijil_accounts_revoke (SijilRegistry *registry, guint32 number, GError **error);
gboolean sijil_accounts_quarantine (SijilRegistry *registry, guint32 number, GError **error);
gboolean sijil_accounts_release (SijilRegistry *registry, guint32 number, GError **error);
void sijil_membership_free (SijilMembership *membership);
void sijil_enrolment_clear (SijilEnrolment *enrolment);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SijilEnrolment, sijil_enrolment_clear)

G_END_DECLS
