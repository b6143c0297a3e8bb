#include "sijil-reply.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_REPLY_FINDING] = { .name = "finding", .label = N_("Finding"), .kind = SIJIL_KIND_REFERENCE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "finding" },
  [SIJIL_REPLY_ANSWER] = { .name = "answer", .label = N_("Answer"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .choices = sijil_answers },
  [SIJIL_REPLY_AT] = { .name = "at", .label = N_("Time"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_REPLY_N_FIELDS);

/* What the other association said about the same finding. */
const SijilTypeDef sijil_reply_type = {
  .name = "reply",
  .label = N_ ("Answer of the other association"),
  .audience = SIJIL_AUDIENCE_TOLD,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
