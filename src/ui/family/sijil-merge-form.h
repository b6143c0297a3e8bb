#pragma once

#include "sijil-id.h"
#include "sijil-short-form.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_MERGE_FORM (sijil_merge_form_get_type ())
/* Says that another household is the same family as this one. */
G_DECLARE_FINAL_TYPE (SijilMergeForm, sijil_merge_form, SIJIL, MERGE_FORM, SijilShortForm)

void sijil_merge_form_begin (SijilMergeForm *form, SijilStore *store, const SijilId *survivor);

G_END_DECLS
