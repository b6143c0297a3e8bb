#pragma once

#include "../sijil-type.h"

G_BEGIN_DECLS

/* Field numbers: append only, never reorder. */
enum {
  SIJIL_EVENT_KIND,
  SIJIL_EVENT_HOUSEHOLD,
  SIJIL_EVENT_OTHER_HOUSEHOLD,
  SIJIL_EVENT_PERSON,
  SIJIL_EVENT_HAPPENED_ON,
  SIJIL_EVENT_NOTE,
  SIJIL_EVENT_AT,
  SIJIL_EVENT_OFFICE,
  SIJIL_EVENT_ACTOR,
  SIJIL_EVENT_REVERSES,
  SIJIL_EVENT_N_FIELDS,
};

extern const SijilTypeDef sijil_event_type;

G_END_DECLS
