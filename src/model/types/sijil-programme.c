#include "sijil-programme.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_PROGRAMME_CODE] = { .name = "code", .label = N_("Code"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1,
    .flags = SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR, .max_len = 40 },
  [SIJIL_PROGRAMME_NAME] = { .name = "name", .label = N_("Name"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .max_len = 80 },
  [SIJIL_PROGRAMME_NAME_EN] = { .name = "name_en", .label = N_("Name in English"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1, .max_len = 80 },
  [SIJIL_PROGRAMME_ALLIANCE] = { .name = "alliance", .label = N_("From the alliance’s catalogue"),
    .kind = SIJIL_KIND_BOOLEAN, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1 },
  [SIJIL_PROGRAMME_FAMILY] = { .name = "family", .label = N_("Kind of need"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1, .flags = SIJIL_FIELD_INDEXED, .choices = sijil_families },
  [SIJIL_PROGRAMME_KIND] = { .name = "kind", .label = N_("Kind of aid"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_aid_kinds },
  [SIJIL_PROGRAMME_UNIT] = { .name = "unit", .label = N_("Unit"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1, .max_len = 40 },
  [SIJIL_PROGRAMME_VALUE] = { .name = "value", .label = N_("Value of one unit"),
    .kind = SIJIL_KIND_MONEY, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1 },
  [SIJIL_PROGRAMME_PER] = { .name = "per", .label = N_("Given to each"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_beneficiaries },
  [SIJIL_PROGRAMME_LIMIT_PERIOD] = { .name = "limit_period", .label = N_("How often"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1, .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_limit_periods },
  [SIJIL_PROGRAMME_LIMIT_COUNT] = { .name = "limit_count", .label = N_("How many times"),
    .kind = SIJIL_KIND_INTEGER, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1 },
  [SIJIL_PROGRAMME_YEARS_BETWEEN] = { .name = "years_between", .label = N_("Years between"),
    .kind = SIJIL_KIND_INTEGER, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1 },
  [SIJIL_PROGRAMME_EXCLUDES] = { .name = "excludes", .label = N_("Excludes (kinds of need)"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1 },
  [SIJIL_PROGRAMME_ALLOWS] = { .name = "allows", .label = N_("Goes together with (kinds of need)"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1 },
  [SIJIL_PROGRAMME_STARTS] = { .name = "starts", .label = N_("Starts"), .kind = SIJIL_KIND_DATE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1 },
  [SIJIL_PROGRAMME_ENDS] = { .name = "ends", .label = N_("Ends"), .kind = SIJIL_KIND_DATE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1 },
  [SIJIL_PROGRAMME_TARGET] = { .name = "target", .label = N_("Target"), .kind = SIJIL_KIND_INTEGER,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN, .since = 1 },
  [SIJIL_PROGRAMME_CONFIDENTIAL] = { .name = "confidential", .label = N_("Confidential"),
    .kind = SIJIL_KIND_BOOLEAN, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_OPEN,
    .since = 1 },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_PROGRAMME_N_FIELDS);

/* A programme under which aid is given: of the alliance's catalogue or the association's own. */
const SijilTypeDef sijil_programme_type = {
  .name = "programme",
  .label = N_ ("Programme"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
