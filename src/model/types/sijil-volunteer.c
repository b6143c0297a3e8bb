#include "sijil-volunteer.h"

#include "../sijil-choices.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_VOLUNTEER_PERSON] = { .name = "person", .label = N_("Person"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_GUARDED, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "person" },
  [SIJIL_VOLUNTEER_SKILLS] = { .name = "skills", .label = N_("Skills"), .kind = SIJIL_KIND_SET,
    .merge = SIJIL_MERGE_SET, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .max_len = 500, .choices = sijil_skills },
  [SIJIL_VOLUNTEER_AVAILABILITY] = { .name = "availability", .label = N_("Availability"),
    .kind = SIJIL_KIND_SET, .merge = SIJIL_MERGE_SET, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .max_len = 500, .choices = sijil_half_days },
  [SIJIL_VOLUNTEER_STATE] = { .name = "state", .label = N_("State"), .kind = SIJIL_KIND_CHOICE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED, .choices = sijil_volunteer_states },
  [SIJIL_VOLUNTEER_SINCE_DATE] = { .name = "since_date", .label = N_("Volunteer since"),
    .kind = SIJIL_KIND_DATE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .precision = SIJIL_DATE_YEAR },
  [SIJIL_VOLUNTEER_NOTES] = { .name = "notes", .label = N_("Notes"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_SENSITIVE, .since = 2,
    .max_len = 500 },
  [SIJIL_VOLUNTEER_DELETED] = { .name = "deleted", .label = N_("Deleted"),
    .kind = SIJIL_KIND_INSTANT, .merge = SIJIL_MERGE_LIFE, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2 },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_VOLUNTEER_N_FIELDS);

/* What a person can do for others and when. Name, birth date and phone are the person's, so one
 * matcher finds all people. */
const SijilTypeDef sijil_volunteer_type = {
  .name = "volunteer",
  .label = N_ ("Volunteer"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
