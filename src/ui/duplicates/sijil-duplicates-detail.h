#pragma once

#include <gtk/gtk.h>

#include "sijil-duplicates.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_DUPLICATES_DETAIL (sijil_duplicates_detail_get_type ())
/* Two families that may be one, or two members of one family that may be one person: side by side,
 * why they look alike, and what to say of it. */
G_DECLARE_FINAL_TYPE (SijilDuplicatesDetail, sijil_duplicates_detail, SIJIL, DUPLICATES_DETAIL,
                      GtkWidget)

void sijil_duplicates_detail_show (SijilDuplicatesDetail *detail, const SijilTwinFamilies *families,
                                   gboolean may_merge);

G_END_DECLS
