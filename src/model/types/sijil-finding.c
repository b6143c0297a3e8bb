#include "sijil-finding.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_FINDING_KIND] = { .name = "kind", .label = N_("Kind"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_finding_kinds },
  [SIJIL_FINDING_HOUSEHOLD] = { .name = "household", .label = N_("Household"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_FINDING_PERSON] = { .name = "person", .label = N_("Person"), .kind = SIJIL_KIND_REFERENCE,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .target = "person" },
  [SIJIL_FINDING_OTHER_ASSOCIATION] = { .name = "other_association",
    .label = N_("Other association"), .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER,
    .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_FINDING_OTHER_OFFICE] = { .name = "other_office", .label = N_("Other office"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_FINDING_OTHER_CARD] = { .name = "other_card", .label = N_("Their card"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_LTR },
  [SIJIL_FINDING_OTHER_NAME] = { .name = "other_name", .label = N_("Name with them"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 1 },
  [SIJIL_FINDING_OTHER_BIRTH_YEAR] = { .name = "other_birth_year",
    .label = N_("Birth year with them"), .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER,
    .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1, .flags = SIJIL_FIELD_LTR, .max_len = 4 },
  [SIJIL_FINDING_OTHER_VILLAGE] = { .name = "other_village", .label = N_("Village with them"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_FINDING_PROGRAMME_NAME] = { .name = "programme_name", .label = N_("Programme"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_FINDING_FAMILY] = { .name = "family", .label = N_("Kind of need"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .choices = sijil_families },
  [SIJIL_FINDING_PERIOD] = { .name = "period", .label = N_("Period"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1, .max_len = 12 },
  [SIJIL_FINDING_OUR_DATE] = { .name = "our_date", .label = N_("Our date"), .kind = SIJIL_KIND_DATE,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_FINDING_OUR_QUANTITY] = { .name = "our_quantity", .label = N_("Our quantity"),
    .kind = SIJIL_KIND_INTEGER, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_FINDING_OTHER_DATE] = { .name = "other_date", .label = N_("Their date"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_FINDING_OTHER_QUANTITY] = { .name = "other_quantity", .label = N_("Their quantity"),
    .kind = SIJIL_KIND_INTEGER, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_FINDING_EVIDENCE] = { .name = "evidence", .label = N_("Evidence"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_FINDING_AT] = { .name = "at", .label = N_("Time"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1 },
  [SIJIL_FINDING_OTHER_PHONE] = { .name = "other_phone", .label = N_("Phone of their office"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_LEDGER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 4, .flags = SIJIL_FIELD_LTR | SIJIL_FIELD_DIGITS, .max_len = 20,
    .check = sijil_check_phone },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_FINDING_N_FIELDS);

/* What the registry noticed about two associations' records, told to each of them. */
const SijilTypeDef sijil_finding_type = {
  .name = "finding",
  .label = N_ ("Finding"),
  .audience = SIJIL_AUDIENCE_TOLD,
  .ledger = TRUE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
