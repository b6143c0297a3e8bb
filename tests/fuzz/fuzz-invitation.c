#include "fuzz.h"
#include "sijil-invitation.h"

/* A line that somebody typed, or that a scanner read. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *line = g_strndup ((const char *) data, size);
  SijilInvitation *invitation = sijil_invitation_parse (line, NULL);

  if (invitation != NULL) {
    g_autofree char *again =
        sijil_invitation_line (invitation->url, invitation->code, invitation->fingerprint);
    SijilInvitation *second = sijil_invitation_parse (again, NULL);

    g_assert_nonnull (second);
    g_assert_cmpstr (second->code, ==, invitation->code);
    sijil_invitation_free (second);
  }
  g_clear_pointer (&invitation, sijil_invitation_free);
  return 0;
}
