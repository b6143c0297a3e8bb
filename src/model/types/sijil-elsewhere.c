#include "sijil-elsewhere.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_ELSEWHERE_HOUSEHOLD] = { .name = "household", .label = N_("Household"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_ELSEWHERE_ASSOCIATION] = { .name = "association", .label = N_("Association"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_ELSEWHERE_OFFICE] = { .name = "office", .label = N_("Office"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_ELSEWHERE_PROGRAMME_NAME] = { .name = "programme_name", .label = N_("Programme"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_ELSEWHERE_FAMILY] = { .name = "family", .label = N_("Kind of need"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .choices = sijil_families },
  [SIJIL_ELSEWHERE_PERIOD] = { .name = "period", .label = N_("Period"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1, .max_len = 12 },
  [SIJIL_ELSEWHERE_SERVED_ON] = { .name = "served_on", .label = N_("Served on"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_ELSEWHERE_QUANTITY] = { .name = "quantity", .label = N_("Quantity"),
    .kind = SIJIL_KIND_INTEGER, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_ELSEWHERE_STANDING] = { .name = "standing", .label = N_("Still counts"),
    .kind = SIJIL_KIND_BOOLEAN, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_ELSEWHERE_PERSON] = { .name = "person", .label = N_("Person"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .target = "person" },
  [SIJIL_ELSEWHERE_PER] = { .name = "per", .label = N_("Given to each"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .choices = sijil_beneficiaries },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_ELSEWHERE_N_FIELDS);

/* What a household of ours received from another association, as far as it may be known. Aid that
 * was given to one person names our person, if that is the same one. */
const SijilTypeDef sijil_elsewhere_type = {
  .name = "elsewhere",
  .label = N_ ("Aid from another association"),
  .audience = SIJIL_AUDIENCE_TOLD,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
