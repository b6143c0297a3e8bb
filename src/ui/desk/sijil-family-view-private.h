#pragma once

#include "sijil-entitlement-row.h"
#include "sijil-family-head.h"
#include "sijil-family-view.h"

G_BEGIN_DECLS

struct _SijilFamilyView {
  AdwBin parent_instance;

  SijilStore *store;
  GCancellable *closing;
  GCancellable *reading; /* (nullable): of the newest reading of the family */
  SijilFamily *family;   /* (nullable): the one that keys act on */
  GPtrArray *rows; /* element-type SijilEntitlementRow, unowned, in the order of the entitlements */

  SijilFamilyHead *head;
  GtkWidget *edit_button;
  GtkWidget *keys_hint;
  GtkListBox *entitlements;
  GtkWidget *no_programmes;
  GtkLabel *members_count;
  GtkListBox *members;
  GtkLabel *received_count;
  GtkListBox *received;
  GtkWidget *nothing_received;
};

void sijil_family_view_hand_over (SijilFamilyView *self, SijilEntitlementRow *row);
void sijil_family_view_take (SijilFamilyView *self, SijilFamily *family);

G_END_DECLS
