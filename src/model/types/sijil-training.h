#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_TRAINING_VOLUNTEER,
  SIJIL_TRAINING_SUBJECT,
  SIJIL_TRAINING_HELD_ON,
  SIJIL_TRAINING_HOURS,
  SIJIL_TRAINING_EXPIRES,
  SIJIL_TRAINING_DELETED,
  SIJIL_TRAINING_N_FIELDS,
};

extern const SijilTypeDef sijil_training_type;

G_END_DECLS
