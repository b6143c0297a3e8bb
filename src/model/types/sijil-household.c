#include "sijil-household.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_HOUSEHOLD_CARD] = { .name = "card", .label = N_("Card number"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR, .max_len = 15 },
  [SIJIL_HOUSEHOLD_HEAD] = { .name = "head", .label = N_("Head of family"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_GUARDED, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED, .target = "person" },
  [SIJIL_HOUSEHOLD_GOVERNORATE] = { .name = "governorate", .label = N_("Governorate"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .choices = sijil_governorates },
  [SIJIL_HOUSEHOLD_DISTRICT] = { .name = "district", .label = N_("District"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .max_len = 80 },
  [SIJIL_HOUSEHOLD_VILLAGE] = { .name = "village", .label = N_("Village"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 1,
    .flags = SIJIL_FIELD_FOLDED, .max_len = 80 },
  [SIJIL_HOUSEHOLD_ADDRESS] = { .name = "address", .label = N_("Address"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1 },
  [SIJIL_HOUSEHOLD_PHONE] = { .name = "phone", .label = N_("Phone"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1,
    .flags = SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR | SIJIL_FIELD_DIGITS, .max_len = 20,
    .check = sijil_check_phone },
  [SIJIL_HOUSEHOLD_HOUSING] = { .name = "housing", .label = N_("Housing"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_SENSITIVE,
    .since = 1, .choices = sijil_housings },
  [SIJIL_HOUSEHOLD_INCOME] = { .name = "income", .label = N_("Income a month"),
    .kind = SIJIL_KIND_MONEY, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_SENSITIVE,
    .since = 1 },
  [SIJIL_HOUSEHOLD_CONSENT_DATE] = { .name = "consent_date", .label = N_("Consent given on"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_HOUSEHOLD_CONSENT_BASIS] = { .name = "consent_basis", .label = N_("How consent was given"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .choices = sijil_consent_bases },
  [SIJIL_HOUSEHOLD_NOTES] = { .name = "notes", .label = N_("Notes"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_SENSITIVE, .since = 1,
    .max_len = 2000 },
  [SIJIL_HOUSEHOLD_REGISTERED_ON] = { .name = "registered_on", .label = N_("Registered on"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1 },
  [SIJIL_HOUSEHOLD_MERGED_INTO] = { .name = "merged_into", .label = N_("Merged into"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_HOUSEHOLD_SPLIT_FROM] = { .name = "split_from", .label = N_("Split from"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_HOUSEHOLD_BATCH] = { .name = "batch", .label = N_("Imported with"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR, .max_len = 40 },
  [SIJIL_HOUSEHOLD_DELETED] = { .name = "deleted", .label = N_("Deleted"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LIFE, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_INDEXED },
  /* Another association looks after it now. */
  [SIJIL_HOUSEHOLD_MOVED_TO] = { .name = "moved_to", .label = N_("Moved to association"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 3, .flags = SIJIL_FIELD_REGISTRY },
  [SIJIL_HOUSEHOLD_MOVED_ON] = { .name = "moved_on", .label = N_("Moved on"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 3, .flags = SIJIL_FIELD_REGISTRY },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_HOUSEHOLD_N_FIELDS);

/* A family as one association knows it. Who belongs to it is said by person.household alone. */
const SijilTypeDef sijil_household_type = {
  .name = "household",
  .label = N_ ("Household"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
