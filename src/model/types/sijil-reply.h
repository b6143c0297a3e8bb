#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_REPLY_FINDING,
  SIJIL_REPLY_ANSWER,
  SIJIL_REPLY_AT,
  SIJIL_REPLY_N_FIELDS,
};

extern const SijilTypeDef sijil_reply_type;

G_END_DECLS
