#pragma once

#include <gtk/gtk.h>

#include "sijil-conflicts.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_CONFLICT_DETAIL (sijil_conflict_detail_get_type ())
/* One conflict: both values beside each other, who wrote them and when, and the answers. */
G_DECLARE_FINAL_TYPE (SijilConflictDetail, sijil_conflict_detail, SIJIL, CONFLICT_DETAIL, GtkWidget)

void sijil_conflict_detail_show (SijilConflictDetail *detail, const SijilConflict *conflict);
char *sijil_conflict_title (const SijilConflict *conflict) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_conflict_subtitle (const SijilConflict *conflict) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
