#include "sijil-training.h"

/* clang-format off */
static const SijilFieldDef fields[] = {
  [SIJIL_TRAINING_VOLUNTEER] = { .name = "volunteer", .label = N_("Volunteer"),
    .kind = SIJIL_KIND_REFERENCE, .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2, .flags = SIJIL_FIELD_REQUIRED | SIJIL_FIELD_INDEXED, .target = "volunteer" },
  [SIJIL_TRAINING_SUBJECT] = { .name = "subject", .label = N_("Subject"), .kind = SIJIL_KIND_TEXT,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED, .max_len = 120 },
  [SIJIL_TRAINING_HELD_ON] = { .name = "held_on", .label = N_("Held on"), .kind = SIJIL_KIND_DATE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2,
    .flags = SIJIL_FIELD_REQUIRED },
  [SIJIL_TRAINING_HOURS] = { .name = "hours", .label = N_("Hours"), .kind = SIJIL_KIND_INTEGER,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_TRAINING_EXPIRES] = { .name = "expires", .label = N_("Expires"), .kind = SIJIL_KIND_DATE,
    .merge = SIJIL_MERGE_REGISTER, .privacy = SIJIL_PRIVACY_INTERNAL, .since = 2 },
  [SIJIL_TRAINING_DELETED] = { .name = "deleted", .label = N_("Deleted"),
    .kind = SIJIL_KIND_INSTANT, .merge = SIJIL_MERGE_LIFE, .privacy = SIJIL_PRIVACY_INTERNAL,
    .since = 2 },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == SIJIL_TRAINING_N_FIELDS);

/* A training that a volunteer took part in. */
const SijilTypeDef sijil_training_type = {
  .name = "training",
  .label = N_ ("Training"),
  .audience = SIJIL_AUDIENCE_OWN,
  .ledger = FALSE,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};
