#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_ACT_SERVE,      /* hand over, reverse */
  SIJIL_ACT_REGISTER,   /* register and edit households, visits, volunteers, shifts */
  SIJIL_ACT_CONFLICTS,  /* decide between two values of one field */
  SIJIL_ACT_FAMILIES,   /* split, merge, move, delete */
  SIJIL_ACT_PROGRAMMES, /* make and edit programmes */
  SIJIL_ACT_SETTLE,     /* say what a finding is */
  SIJIL_ACT_IMPORT,     /* bring in a sheet, and take it out again */
  SIJIL_ACT_EXPORT,     /* write lists to a file */
  SIJIL_ACT_CLERKS,     /* add and remove clerks */
  SIJIL_ACT_ENROL,      /* join the registry */
  SIJIL_ACT_OFFICE,     /* say under which number the office is rung */
  SIJIL_N_ACTS,
} SijilAct;

gboolean sijil_role_may (SijilSession *session, SijilAct act, GError **error);
gboolean sijil_role_allows (const char *role, SijilAct act);

G_END_DECLS
