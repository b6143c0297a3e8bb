#pragma once

#include <adwaita.h>

#include "sijil-family.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_FAMILY_VIEW (sijil_family_view_get_type ())
/* One family at the desk: who they are, what they may receive, what they received. Nothing in it
 * takes the focus; the desk passes on the keys. */
G_DECLARE_FINAL_TYPE (SijilFamilyView, sijil_family_view, SIJIL, FAMILY_VIEW, AdwBin)

void sijil_family_view_set_store (SijilFamilyView *view, SijilStore *store);
void sijil_family_view_show (SijilFamilyView *view, SijilFamily *family);
void sijil_family_view_clear (SijilFamilyView *view);
void sijil_family_view_refresh (SijilFamilyView *view);
const SijilId *sijil_family_view_household (SijilFamilyView *view);
void sijil_family_view_press (SijilFamilyView *view, guint number);
gboolean sijil_family_view_choose_reason (SijilFamilyView *view, guint reason);
gboolean sijil_family_view_leave_row (SijilFamilyView *view);

G_END_DECLS
