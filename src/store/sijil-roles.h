#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_ACT_SERVE,      /* hand over, reverse */
  SIJIL_ACT_REGISTER,   /* register and edit households */
  SIJIL_ACT_PROGRAMMES, /* make and edit programmes */
  SIJIL_ACT_SETTLE,     /* say what a finding is */
  SIJIL_ACT_IMPORT,     /* bring in a sheet */
  SIJIL_ACT_ENROL,      /* join the registry */
} SijilAct;

gboolean sijil_role_may (SijilSession *session, SijilAct act, GError **error);

G_END_DECLS
