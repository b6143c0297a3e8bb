#include "sijil-shift.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_SHIFT_VOLUNTEER] = { .name = "volunteer", .label = N_("Volunteer"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "volunteer" },
  [SIJIL_SHIFT_PROGRAMME] = { .name = "programme", .label = N_("Programme"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "programme" },
  [SIJIL_SHIFT_ACTIVITY] = { .name = "activity", .label = N_("Activity"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2, .max_len = 120 },
  [SIJIL_SHIFT_WORKED_ON] = { .name = "worked_on", .label = N_("Worked on"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED },
  [SIJIL_SHIFT_MINUTES] = { .name = "minutes", .label = N_("Minutes"), .kind = SIJIL_KIND_INTEGER,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_SHIFT_AT] = { .name = "at", .label = N_("Time"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_SHIFT_OFFICE] = { .name = "office", .label = N_("Office"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_SHIFT_ACTOR] = { .name = "actor", .label = N_("Clerk"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_SHIFT_REASON_CODE] = { .name = "reason_code", .label = N_("Reason"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .max_len = 40 },
  [SIJIL_SHIFT_REVERSES] = { .name = "reverses", .label = N_("Reverses"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "shift" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_SHIFT_N_FIELDS);

/* That a volunteer worked, and how long. It is never edited; a reversal takes it back. */
const SijilTypeDef sijil_shift_type = {
  .name = "shift",
  .label = N_ ("Shift"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = TRUE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
