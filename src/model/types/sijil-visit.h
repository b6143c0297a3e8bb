#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_VISIT_HOUSEHOLD,
  SIJIL_VISIT_VISITED_ON,
  SIJIL_VISIT_VISITOR,
  SIJIL_VISIT_NOTE,
  SIJIL_VISIT_AT,
  SIJIL_VISIT_OFFICE,
  SIJIL_VISIT_ACTOR,
  SIJIL_VISIT_REVERSES,
  SIJIL_VISIT_N_FIELDS,
};

extern const SijilTypeDef sijil_visit_type;

G_END_DECLS
