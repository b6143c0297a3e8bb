#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-invitation.h"

#include "sijil-crockford.h"
#include "sijil-i18n.h"
#include "sijil-text.h"

#include <string.h>

#define MAX_LINE 500

void
sijil_invitation_free (SijilInvitation *invitation)
{
  if (invitation == NULL)
    return;
  g_free (invitation->url);
  g_free (invitation->code);
  g_free (invitation->fingerprint);
  g_free (invitation);
}

/**
 * sijil_invitation_line:
 * @url: https address of the registry
 * @code: the code
 * @fingerprint: of the certificate authority
 *
 * Returns: (transfer full): the line that is handed to an association
 */
char *
sijil_invitation_line (const char *url, const char *code, const char *fingerprint)
{
  return g_strdup_printf ("%s %.5s-%s %s", url, code, code + 5, fingerprint);
}

static gboolean
is_fingerprint (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static gboolean
is_address (const char *text)
{
  g_autofree char *host = NULL;

  return g_str_has_prefix (text, "https://") &&
         g_uri_split_network (text, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL) && host != NULL &&
         *host != '\0';
}

/**
 * sijil_invitation_parse:
 * @line: (nullable): what was typed or scanned
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the invitation
 */
SijilInvitation *
sijil_invitation_parse (const char *line, GError **error)
{
  g_autofree char *plain = sijil_text_strip_bidi (line);
  g_auto (GStrv) words = NULL;
  g_autofree char *code = NULL;
  g_autofree char *fingerprint = NULL;
  const char *part[3] = { NULL };
  SijilInvitation *invitation;
  guint n = 0;

  words = g_strsplit_set (strlen (plain) <= MAX_LINE ? plain : "", " \t\r\n", 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0') {
      if (n < 3)
        part[n] = words[i];
      n++;
    }
  if (n == 3 && is_address (part[0])) {
    code = sijil_crockford_normalise (part[1]);
    fingerprint = g_ascii_strdown (part[2], -1);
  }
  if (code == NULL || strlen (code) != SIJIL_INVITATION_LETTERS || !is_fingerprint (fingerprint)) {
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED,
                         _ ("This is not a whole invitation. It is one line with three parts: an "
                            "address, a code of 10 letters and a long number"));
    return NULL;
  }
  invitation = g_new0 (SijilInvitation, 1);
  invitation->url = g_strdup (part[0]);
  if (g_str_has_suffix (invitation->url, "/"))
    invitation->url[strlen (invitation->url) - 1] = '\0';
  invitation->code = g_steal_pointer (&code);
  invitation->fingerprint = g_steal_pointer (&fingerprint);
  return invitation;
}

/**
 * sijil_enrol_statement:
 * @code: the invitation's code
 * @public_key: the device's public key
 *
 * Returns: (transfer full): what a device signs to show that the key it enrols with is its own
 */
GBytes *
sijil_enrol_statement (const char *code, GBytes *public_key)
{
  GByteArray *out = g_byte_array_new ();
  gsize len;
  const guint8 *key = g_bytes_get_data (public_key, &len);

  g_byte_array_append (out, (const guint8 *) "sijil-enrol-1:", 14);
  g_byte_array_append (out, (const guint8 *) code, (guint) strlen (code));
  g_byte_array_append (out, key, (guint) len);
  return g_byte_array_free_to_bytes (out);
}
