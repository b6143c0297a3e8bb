#pragma once

#include "sijil-id.h"
#include "sijil-short-form.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_VISIT_FORM (sijil_visit_form_get_type ())
/* Records a visit to a family at home. */
G_DECLARE_FINAL_TYPE (SijilVisitForm, sijil_visit_form, SIJIL, VISIT_FORM, SijilShortForm)

void sijil_visit_form_begin (SijilVisitForm *form, SijilStore *store, const SijilId *household);

G_END_DECLS
