#include "sijil-verdict.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_VERDICT_FINDING] = { .name = "finding", .label = N_("Finding"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "finding" },
  [SIJIL_VERDICT_ANSWER] = { .name = "answer", .label = N_("Answer"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_answers },
  [SIJIL_VERDICT_REASON] = { .name = "reason", .label = N_("Reason"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_VERDICT_ACTOR] = { .name = "actor", .label = N_("Clerk"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_VERDICT_AT] = { .name = "at", .label = N_("Time"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_VERDICT_REVERSES] = { .name = "reverses", .label = N_("Reverses"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED, .target = "verdict" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_VERDICT_N_FIELDS);

/* What an association says about a finding; undone by a verdict that reverses it. */
const SijilTypeDef sijil_verdict_type = {
  .name = "verdict",
  .label = N_ ("Verdict"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = TRUE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
