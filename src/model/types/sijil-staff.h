#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_STAFF_SLOT,
  SIJIL_STAFF_NAME,
  SIJIL_STAFF_ROLE,
  SIJIL_STAFF_LEFT_ON,
  SIJIL_STAFF_N_FIELDS,
};

extern const SijilTypeDef sijil_staff_type;

G_END_DECLS
