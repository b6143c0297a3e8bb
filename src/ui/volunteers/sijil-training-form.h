#pragma once

#include "sijil-record.h"
#include "sijil-short-form.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_TRAINING_FORM (sijil_training_form_get_type ())
/* A training of a volunteer: a new one, or one to be mended or deleted. */
G_DECLARE_FINAL_TYPE (SijilTrainingForm, sijil_training_form, SIJIL, TRAINING_FORM, SijilShortForm)

void sijil_training_form_begin (SijilTrainingForm *form, SijilStore *store,
                                const SijilId *volunteer, SijilRecord *training);

G_END_DECLS
