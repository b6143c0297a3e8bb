#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_VERDICT_FINDING,
  SIJIL_VERDICT_ANSWER,
  SIJIL_VERDICT_REASON,
  SIJIL_VERDICT_ACTOR,
  SIJIL_VERDICT_AT,
  SIJIL_VERDICT_REVERSES,
  SIJIL_VERDICT_N_FIELDS,
};

extern const SijilTypeDef sijil_verdict_type;

G_END_DECLS
