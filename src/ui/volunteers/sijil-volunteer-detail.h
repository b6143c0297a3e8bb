#pragma once

#include <gtk/gtk.h>

#include "sijil-shift-form.h"
#include "sijil-volunteers.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_VOLUNTEER_DETAIL (sijil_volunteer_detail_get_type ())
/* All about one volunteer: skills, days, trainings, hours and shifts, and the two short forms.
 * Emits `form-left` when one of those is done. */
G_DECLARE_FINAL_TYPE (SijilVolunteerDetail, sijil_volunteer_detail, SIJIL, VOLUNTEER_DETAIL,
                      GtkWidget)

void sijil_volunteer_detail_show (SijilVolunteerDetail *detail, SijilVolunteer *volunteer,
                                  gboolean may_edit);
const SijilVolunteer *sijil_volunteer_detail_shown (SijilVolunteerDetail *detail);
void sijil_volunteer_detail_begin_shift (SijilVolunteerDetail *detail, SijilStore *store);
void sijil_volunteer_detail_begin_training (SijilVolunteerDetail *detail, SijilStore *store,
                                            const SijilId *training);
SijilShiftForm *sijil_volunteer_detail_shift_form (SijilVolunteerDetail *detail);

G_END_DECLS
