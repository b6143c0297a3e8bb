#pragma once

#include "sijil-type.h"

G_BEGIN_DECLS

extern const SijilChoice sijil_governorates[];
extern const SijilChoice sijil_sexes[];
extern const SijilChoice sijil_relations[];
extern const SijilChoice sijil_id_types[];
extern const SijilChoice sijil_no_id_reasons[];
extern const SijilChoice sijil_person_states[];
extern const SijilChoice sijil_housings[];
extern const SijilChoice sijil_consent_bases[];
extern const SijilChoice sijil_aid_kinds[];
extern const SijilChoice sijil_families[];
extern const SijilChoice sijil_limit_periods[];
extern const SijilChoice sijil_beneficiaries[];
extern const SijilChoice sijil_hand_over_reasons[];
extern const SijilChoice sijil_reversal_reasons[];
extern const SijilChoice sijil_finding_kinds[];
extern const SijilChoice sijil_answers[];
extern const SijilChoice sijil_educations[];
extern const SijilChoice sijil_event_kinds[];
extern const SijilChoice sijil_skills[];
extern const SijilChoice sijil_half_days[];
extern const SijilChoice sijil_volunteer_states[];
extern const SijilChoice sijil_shift_reasons[];
extern const SijilChoice sijil_roles[];

const SijilChoice *sijil_relations_of (const char *sex);
const char *sijil_relation_label (const char *relation, const char *sex);
const char *sijil_governorate_of_number (const char *two_digits);
const char *sijil_governorate_named (const char *text);

G_END_DECLS
