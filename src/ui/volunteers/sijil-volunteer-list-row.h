#pragma once

#include <gtk/gtk.h>

#include "sijil-volunteers.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_VOLUNTEER_LIST_ROW (sijil_volunteer_list_row_get_type ())
/* One volunteer in the list. */
G_DECLARE_FINAL_TYPE (SijilVolunteerListRow, sijil_volunteer_list_row, SIJIL, VOLUNTEER_LIST_ROW,
                      GtkListBoxRow)

GtkWidget *sijil_volunteer_list_row_new (const SijilVolunteerRow *volunteer, const char *today);
const SijilId *sijil_volunteer_list_row_id (SijilVolunteerListRow *row);

G_END_DECLS
