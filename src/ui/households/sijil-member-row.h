#pragma once

#include "sijil-person-rows.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_MEMBER_ROW (sijil_member_row_get_type ())
/* One member of the family in the form: a line that opens into the rows of the person. Emits
 * `remove` when a member who was never saved is taken out again. */
G_DECLARE_FINAL_TYPE (SijilMemberRow, sijil_member_row, SIJIL, MEMBER_ROW, AdwExpanderRow)

GtkWidget *sijil_member_row_new (void);
SijilPersonRows *sijil_member_row_person (SijilMemberRow *row);
void sijil_member_row_update (SijilMemberRow *row);

G_END_DECLS
