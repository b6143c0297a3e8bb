#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_SHIFT_VOLUNTEER,
  SIJIL_SHIFT_PROGRAMME,
  SIJIL_SHIFT_ACTIVITY,
  SIJIL_SHIFT_WORKED_ON,
  SIJIL_SHIFT_MINUTES,
  SIJIL_SHIFT_AT,
  SIJIL_SHIFT_OFFICE,
  SIJIL_SHIFT_ACTOR,
  SIJIL_SHIFT_REASON_CODE,
  SIJIL_SHIFT_REVERSES,
  SIJIL_SHIFT_N_FIELDS,
};

extern const SijilTypeDef sijil_shift_type;

G_END_DECLS
