#define G_LOG_DOMAIN "sijil-store"

#include "sijil-roles.h"

#include "sijil-i18n.h"

/* Who may do what, beside reading, which all may. The coordinator may do everything. */
static const struct {
  gboolean clerk;
  gboolean auditor;
} MAY[SIJIL_N_ACTS] = {
  [SIJIL_ACT_SERVE] = { TRUE, FALSE },       [SIJIL_ACT_REGISTER] = { TRUE, FALSE },
  [SIJIL_ACT_CONFLICTS] = { TRUE, FALSE },   [SIJIL_ACT_FAMILIES] = { FALSE, FALSE },
  [SIJIL_ACT_PROGRAMMES] = { FALSE, FALSE }, [SIJIL_ACT_SETTLE] = { FALSE, FALSE },
  [SIJIL_ACT_IMPORT] = { FALSE, FALSE },     [SIJIL_ACT_EXPORT] = { FALSE, TRUE },
  [SIJIL_ACT_CLERKS] = { FALSE, FALSE },     [SIJIL_ACT_ENROL] = { FALSE, FALSE },
  [SIJIL_ACT_OFFICE] = { FALSE, FALSE },
};

/**
 * sijil_role_allows:
 * @role: (nullable): a code of the roles; an unknown one allows nothing
 * @act: what somebody wants to do
 *
 * Returns: whether whoever has @role may do it
 */
gboolean
sijil_role_allows (const char *role, SijilAct act)
{
  return g_strcmp0 (role, "coordinator") == 0 ||
         (g_strcmp0 (role, "clerk") == 0 && MAY[act].clerk) ||
         (g_strcmp0 (role, "auditor") == 0 && MAY[act].auditor);
}

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
  if (sijil_role_allows (session->role, act))
    return TRUE;
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE,
                       g_strcmp0 (session->role, "auditor") == 0
                           ? _ ("An auditor reads and changes nothing")
                           : _ ("Only a programme coordinator may do this"));
  return FALSE;
}
