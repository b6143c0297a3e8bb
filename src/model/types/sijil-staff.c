#include "sijil-staff.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_STAFF_SLOT] = { .name = "slot", .label = N_("Key slot"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR },
  [SIJIL_STAFF_NAME] = { .name = "name", .label = N_("Name"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .max_len = 80 },
  [SIJIL_STAFF_ROLE] = { .name = "role", .label = N_("Role"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_roles },
  [SIJIL_STAFF_LEFT_ON] = { .name = "left_on", .label = N_("Left on"), .kind = SIJIL_KIND_DATE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_STAFF_N_FIELDS);

/* A clerk of the association, as named beside facts. */
const SijilTypeDef sijil_staff_type = {
  .name = "staff",
  .label = N_ ("Clerk"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
