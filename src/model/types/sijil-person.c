#include "sijil-person.h"

#include "../sijil-choices.h"
#include "sijil-checks.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_PERSON_HOUSEHOLD] = { .name = "household", .label = N_("Household"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED, .target = "household" },
  [SIJIL_PERSON_NAME] = { .name = "name", .label = N_("Name"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_GUARDED, .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1,
    .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_FOLDED, .max_len = 120, .check = sijil_check_name },
  [SIJIL_PERSON_RELATION] = { .name = "relation", .label = N_("Relation to the head"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 1, .choices = sijil_relations },
  [SIJIL_PERSON_SEX] = { .name = "sex", .label = N_("Sex"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1,
    .choices = sijil_sexes },
  [SIJIL_PERSON_BIRTH_DATE] = { .name = "birth_date", .label = N_("Birth date"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_GUARDED, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR, .precision = SIJIL_DATE_YEAR },
  [SIJIL_PERSON_ID_TYPE] = { .name = "id_type", .label = N_("Kind of ID"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_GUARDED, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 1, .choices = sijil_id_types, .unit = "identity" },
  [SIJIL_PERSON_ID_NUMBER] = { .name = "id_number", .label = N_("ID number"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_GUARDED, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 1, .flags = SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR, .max_len = 20, .unit = "identity" },
  [SIJIL_PERSON_NO_ID_REASON] = { .name = "no_id_reason", .label = N_("Why there is no ID"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_GUARDED, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 1, .choices = sijil_no_id_reasons, .unit = "identity" },
  [SIJIL_PERSON_PHONE] = { .name = "phone", .label = N_("Phone"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1,
    .flags = SIJIL_FIELD_INDEXED | SIJIL_FIELD_LTR | SIJIL_FIELD_DIGITS, .max_len = 20,
    .check = sijil_check_phone },
  [SIJIL_PERSON_STATE] = { .name = "state", .label = N_("State"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1,
    .choices = sijil_person_states, .unit = "state" },
  [SIJIL_PERSON_STATE_DATE] = { .name = "state_date", .label = N_("Since"), .kind = SIJIL_KIND_DATE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL, .since = 1,
    .precision = SIJIL_DATE_YEAR, .unit = "state" },
  [SIJIL_PERSON_OCCUPATION] = { .name = "occupation", .label = N_("Occupation"),
    .kind = SIJIL_KIND_TEXT, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 2, .max_len = 80 },
  [SIJIL_PERSON_EDUCATION] = { .name = "education", .label = N_("Education"),
    .kind = SIJIL_KIND_CHOICE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_PERSONAL,
    .since = 2, .choices = sijil_educations },
  [SIJIL_PERSON_MERGED_INTO] = { .name = "merged_into", .label = N_("Merged into"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_INDEXED, .target = "person" },
  [SIJIL_PERSON_DELETED] = { .name = "deleted", .label = N_("Deleted"), .kind = SIJIL_KIND_INSTANT,
    .merge = SIJIL_MERGE_LIFE, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_PERSON_N_FIELDS);

/* A person of a household, or a volunteer. */
const SijilTypeDef sijil_person_type = {
  .name = "person",
  .label = N_ ("Person"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
