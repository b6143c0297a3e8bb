#include "sijil-event.h"

#include "../sijil-choices.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_EVENT_KIND] = { .name = "kind", .label = N_("What happened"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_event_kinds },
  [SIJIL_EVENT_HOUSEHOLD] = { .name = "household", .label = N_("Household"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_EVENT_OTHER_HOUSEHOLD] = { .name = "other_household", .label = N_("Other household"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_EVENT_PERSON] = { .name = "person", .label = N_("Person"), .kind = SIJIL_KIND_REFERENCE,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_INDEXED, .target = "person" },
  [SIJIL_EVENT_HAPPENED_ON] = { .name = "happened_on", .label = N_("Date"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 2, .precision = SIJIL_DATE_YEAR },
  [SIJIL_EVENT_NOTE] = { .name = "note", .label = N_("Note"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_SENSITIVE, .since = 2, .max_len = 500 },
  [SIJIL_EVENT_AT] = { .name = "at", .label = N_("Time"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_EVENT_OFFICE] = { .name = "office", .label = N_("Office"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_EVENT_ACTOR] = { .name = "actor", .label = N_("Clerk"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_EVENT_REVERSES] = { .name = "reverses", .label = N_("Reverses"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "event" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_EVENT_N_FIELDS);

/* Something that happened to a family: its history is made of these facts and of what it received.
 */
const SijilTypeDef sijil_event_type = {
  .name = "event",
  .label = N_ ("Event"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = TRUE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
