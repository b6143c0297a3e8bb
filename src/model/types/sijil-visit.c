#include "sijil-visit.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_VISIT_HOUSEHOLD] = { .name = "household", .label = N_("Household"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_VISIT_VISITED_ON] = { .name = "visited_on", .label = N_("Visited on"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_VISIT_VISITOR] = { .name = "visitor", .label = N_("Visitor"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2, .max_len = 120 },
  [SIJIL_VISIT_NOTE] = { .name = "note", .label = N_("What was seen"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_SENSITIVE, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED, .max_len = 2000 },
  [SIJIL_VISIT_AT] = { .name = "at", .label = N_("Time"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_VISIT_OFFICE] = { .name = "office", .label = N_("Office"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_VISIT_ACTOR] = { .name = "actor", .label = N_("Clerk"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_VISIT_REVERSES] = { .name = "reverses", .label = N_("Reverses"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "visit" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_VISIT_N_FIELDS);

/* A visit to a family at home and what was seen. It is never edited; a reversal takes it back. */
const SijilTypeDef sijil_visit_type = {
  .name = "visit",
  .label = N_ ("Visit"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = TRUE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
