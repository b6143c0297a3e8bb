#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_DESK_NUMBER,
  SIJIL_DESK_OFFICE,
  SIJIL_DESK_PHONE,
  SIJIL_DESK_N_FIELDS,
};

extern const SijilTypeDef sijil_desk_type;

G_END_DECLS
