#pragma once

#include <gtk/gtk.h>

#include "sijil-store.h"
#include "sijil-volunteers.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_VOLUNTEER_FORM (sijil_volunteer_form_get_type ())
/* The page on which a volunteer is registered or changed. Emits `done` when it is left. */
G_DECLARE_FINAL_TYPE (SijilVolunteerForm, sijil_volunteer_form, SIJIL, VOLUNTEER_FORM, GtkWidget)

GtkWidget *sijil_volunteer_form_new (SijilStore *store, const SijilVolunteer *volunteer);
const SijilId *sijil_volunteer_form_saved (SijilVolunteerForm *form);

G_END_DECLS
