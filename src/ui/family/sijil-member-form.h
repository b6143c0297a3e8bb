#pragma once

#include "sijil-family.h"
#include "sijil-short-form.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_MEMBER_FORM (sijil_member_form_get_type ())
/* What happened to a member of a family: died, moved away, came back, married or moved into another
 * family, lives on their own now. */
G_DECLARE_FINAL_TYPE (SijilMemberForm, sijil_member_form, SIJIL, MEMBER_FORM, SijilShortForm)

void sijil_member_form_begin (SijilMemberForm *form, SijilStore *store, const SijilFamily *family,
                              SijilRecord *person);

G_END_DECLS
