#pragma once

#include <gtk/gtk.h>

#include "sijil-family.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_ENTITLEMENT_ROW (sijil_entitlement_row_get_type ())
/* One thing that the family may receive today. Emits `pressed` when its button is clicked, which
 * means the same as its key. */
G_DECLARE_FINAL_TYPE (SijilEntitlementRow, sijil_entitlement_row, SIJIL, ENTITLEMENT_ROW,
                      GtkListBoxRow)

SijilEntitlementRow *sijil_entitlement_row_new (guint number, gboolean may_serve);
void sijil_entitlement_row_update (SijilEntitlementRow *row, const SijilEntitlement *entitlement,
                                   const SijilId *last);
gboolean sijil_entitlement_row_is_same (SijilEntitlementRow *row,
                                        const SijilEntitlement *entitlement);
guint sijil_entitlement_row_number (SijilEntitlementRow *row);
gboolean sijil_entitlement_row_press (SijilEntitlementRow *row);
gboolean sijil_entitlement_row_choose (SijilEntitlementRow *row, guint reason);
gboolean sijil_entitlement_row_is_open (SijilEntitlementRow *row);
void sijil_entitlement_row_leave (SijilEntitlementRow *row);
gboolean sijil_entitlement_row_is_busy (SijilEntitlementRow *self);
void sijil_entitlement_row_set_busy (SijilEntitlementRow *row, gboolean busy);
char *sijil_entitlement_row_reason (SijilEntitlementRow *row, char **text);

G_END_DECLS
