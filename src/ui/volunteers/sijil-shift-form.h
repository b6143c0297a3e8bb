#pragma once

#include <gtk/gtk.h>

#include "sijil-store.h"
#include "sijil-volunteers.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_SHIFT_FORM (sijil_shift_form_get_type ())
/* Three keys to say that a volunteer worked: hours, Enter, and what is remembered from the last
 * time. Emits `done` when it is left. */
G_DECLARE_FINAL_TYPE (SijilShiftForm, sijil_shift_form, SIJIL, SHIFT_FORM, GtkWidget)

void sijil_shift_form_begin (SijilShiftForm *form, SijilStore *store,
                             const SijilVolunteer *volunteer);
const SijilId *sijil_shift_form_last (SijilShiftForm *form);
void sijil_shift_form_forget (SijilShiftForm *form);

G_END_DECLS
