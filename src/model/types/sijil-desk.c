#include "sijil-desk.h"

#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_DESK_NUMBER] = { .name = "number", .label = N_("Number"), .kind = SIJIL_KIND_INTEGER,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED },
  [SIJIL_DESK_OFFICE] = { .name = "office", .label = N_("Office"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED, .max_len = 120 },
  [SIJIL_DESK_PHONE] = { .name = "phone", .label = N_("Office phone"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 4,
    .flags = SIJIL_FIELD_LTR | SIJIL_FIELD_DIGITS, .max_len = 20, .check = sijil_check_phone },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_DESK_N_FIELDS);

/* A PC of the association as its other PCs name it: who wrote a value is said by its office. The
 * phone is the office's, not a clerk's: other associations are told it beside a question. */
const SijilTypeDef sijil_desk_type = {
  .name = "desk",
  .label = N_ ("PC"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
