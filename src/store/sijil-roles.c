#define G_LOG_DOMAIN "sijil-store"

#include "sijil-roles.h"

#include "sijil-i18n.h"

#include <string.h>

/**
 * sijil_role_may:
 * @session: a session
 * @act: what somebody wants to do
 * @error: return location for an error
 *
 * Coordinators do everything, clerks work at the desk and register, auditors read. Enforced here,
 * so that it holds for the window and for the command line.
 *
 * Returns: %TRUE if the role of the session's clerk allows @act
 */
gboolean
sijil_role_may (SijilSession *session, SijilAct act, GError **error)
{
  gboolean coordinator = g_strcmp0 (session->role, "coordinator") == 0;
  gboolean clerk = g_strcmp0 (session->role, "clerk") == 0;

  if (coordinator || (clerk && (act == SIJIL_ACT_SERVE || act == SIJIL_ACT_REGISTER)))
    return TRUE;
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE,
                       clerk ? _ ("Only a programme coordinator may do this")
                             : _ ("An auditor reads and changes nothing"));
  return FALSE;
}
