#include "sijil-distribution.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_DISTRIBUTION_HOUSEHOLD] = { .name = "household", .label = N_("Household"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_DISTRIBUTION_PERSON] = { .name = "person", .label = N_("Person"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED, .target = "person" },
  [SIJIL_DISTRIBUTION_PROGRAMME] = { .name = "programme", .label = N_("Programme"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "programme" },
  [SIJIL_DISTRIBUTION_PERIOD] = { .name = "period", .label = N_("Period"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .max_len = 12 },
  [SIJIL_DISTRIBUTION_QUANTITY] = { .name = "quantity", .label = N_("Quantity"),
    .kind = SIJIL_KIND_INTEGER, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_DISTRIBUTION_VALUE] = { .name = "value", .label = N_("Value"), .kind = SIJIL_KIND_MONEY,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_DISTRIBUTION_SERVED_ON] = { .name = "served_on", .label = N_("Served on"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED },
  [SIJIL_DISTRIBUTION_AT] = { .name = "at", .label = N_("Time"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED },
  [SIJIL_DISTRIBUTION_OFFICE] = { .name = "office", .label = N_("Office"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_DISTRIBUTION_ACTOR] = { .name = "actor", .label = N_("Clerk"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_DISTRIBUTION_REASON_CODE] = { .name = "reason_code", .label = N_("Reason"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .max_len = 40 },
  [SIJIL_DISTRIBUTION_REASON_TEXT] = { .name = "reason_text", .label = N_("Reason in words"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_SENSITIVE,
    .since = 1 },
  [SIJIL_DISTRIBUTION_RULE_BROKEN] = { .name = "rule_broken", .label = N_("Rule that was broken"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .max_len = 40 },
  [SIJIL_DISTRIBUTION_REVERSES] = { .name = "reverses", .label = N_("Reverses"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED, .target = "distribution" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_DISTRIBUTION_N_FIELDS);

/* The fact that something was handed over. It is never edited; a reversal is one more fact. */
const SijilTypeDef sijil_distribution_type = {
  .name = "distribution",
  .label = N_ ("Distribution"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = TRUE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
