#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_VOLUNTEER_PERSON,
  SIJIL_VOLUNTEER_SKILLS,
  SIJIL_VOLUNTEER_AVAILABILITY,
  SIJIL_VOLUNTEER_STATE,
  SIJIL_VOLUNTEER_SINCE_DATE,
  SIJIL_VOLUNTEER_NOTES,
  SIJIL_VOLUNTEER_DELETED,
  SIJIL_VOLUNTEER_N_FIELDS,
};

extern const SijilTypeDef sijil_volunteer_type;

G_END_DECLS
