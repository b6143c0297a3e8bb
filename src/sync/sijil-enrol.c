#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-enrol.h"

#include "sijil-ca-file.h"
#include "sijil-exchange.h"
#include "sijil-i18n.h"
#include "sijil-invitation.h"
#include "sijil-join.h"
#include "sijil-json.h"
#include "sijil-printable.h"
#include "sijil-transport.h"
#include "types/sijil-desk.h"

#include <sodium.h>

static GBytes *
enrol_body (const SijilInvitation *invitation, SijilLink *link)
{
  g_autoptr (GBytes) statement = sijil_enrol_statement (invitation->code, link->public_key);
  guint8 signature[crypto_sign_BYTES];
  gsize len;
  const guint8 *said = g_bytes_get_data (statement, &len);
  g_autofree char *key = g_base64_encode (g_bytes_get_data (link->public_key, NULL),
                                          g_bytes_get_size (link->public_key));
  g_autofree char *proof = NULL;
  g_autofree char *office =
      sijil_printable_name (link->office, sijil_desk_type.fields[SIJIL_DESK_OFFICE].max_len);
  GString *out = g_string_new ("{\"v\":1,\"code\":");

  crypto_sign_detached (signature, NULL, said, len, g_bytes_get_data (link->secret_key, NULL));
  proof = g_base64_encode (signature, sizeof signature);
  sijil_json_append_string (out, invitation->code);
  g_string_append (out, ",\"key\":");
  sijil_json_append_string (out, key);
  g_string_append (out, ",\"proof\":");
  sijil_json_append_string (out, proof);
  g_string_append (out, ",\"office\":");
  sijil_json_append_string (out, office);
  g_string_append (out, ",\"letters\":");
  sijil_json_append_string (out, link->letters != NULL ? link->letters : "");
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

/**
 * sijil_enrol:
 * @store: a register
 * @line: the invitation
 * @cancellable: (nullable): stops it
 * @error: return location for an error, in the language of the window
 *
 * Makes this device known to the registry of an invitation. Waits for the network: call it outside
 * the main thread.
 *
 * Returns: %TRUE if the device is enrolled
 */
gboolean
sijil_enrol (SijilStore *store, const char *line, GCancellable *cancellable, GError **error)
{
  g_autoptr (SijilInvitation) invitation = sijil_invitation_parse (line, error);
  g_autoptr (SijilLink) link = NULL;
  g_autoptr (SijilTransport) transport = NULL;
  g_autoptr (SijilJoin) join = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *ca = NULL;
  g_autofree char *path = NULL;

  if (invitation == NULL || sodium_init () < 0 ||
      sijil_store_read (store, sijil_link_may_join, NULL, error) == NULL)
    return FALSE;
  ca = sijil_transport_find_ca (invitation->url, invitation->fingerprint, cancellable, error);
  if (ca == NULL)
    return FALSE;
  link = sijil_store_read (store, sijil_link_load, NULL, error);
  if (link == NULL)
    return FALSE;
  path = sijil_ca_file_write (sijil_store_profile (store), ca, error);
  if (path == NULL)
    return FALSE;
  transport = sijil_transport_new (invitation->url, path, error);
  if (transport == NULL)
    return FALSE;
  body = enrol_body (invitation, link);
  answer =
      sijil_transport_post (transport, "/v1/enrol", "application/json", body, cancellable, error);
  if (answer == NULL)
    return FALSE;
  join = sijil_join_read (answer, error);
  if (join == NULL)
    return FALSE;
  join->url = g_strdup (invitation->url);
  join->ca = g_steal_pointer (&ca);
  return sijil_store_write (store, sijil_link_join, join, error) != NULL;
}
