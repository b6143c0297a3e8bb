#pragma once

#include <gtk/gtk.h>

#include "sijil-store.h"

G_BEGIN_DECLS

/* Under which number other associations may ring this office: the coordinator writes it down, the
 * others read it. */
#define SIJIL_TYPE_OFFICE_BOX (sijil_office_box_get_type ())
G_DECLARE_FINAL_TYPE (SijilOfficeBox, sijil_office_box, SIJIL, OFFICE_BOX, GtkBox)

void sijil_office_box_show (SijilOfficeBox *box, SijilStore *store, const char *phone,
                            gboolean may_edit);

G_END_DECLS
