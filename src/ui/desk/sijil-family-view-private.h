#pragma once

#include "sijil-entitlement-row.h"
#include "sijil-family-view.h"
#include "sijil-wrap.h"

G_BEGIN_DECLS

struct _SijilFamilyView {
  AdwBin parent_instance;

  SijilStore *store;
  GCancellable *closing;
  SijilFamily *family; /* (nullable): the one that keys act on */
  GPtrArray *rows; /* element-type SijilEntitlementRow, unowned, in the order of the entitlements */

  GtkBox *disc_place;
  GtkLabel *name;
  GtkBox *tags;
  SijilWrap *facts;
  GtkBox *consent;
  GtkListBox *entitlements;
  GtkWidget *no_programmes;
  GtkLabel *members_count;
  GtkListBox *members;
  GtkLabel *received_count;
  GtkListBox *received;
  GtkWidget *nothing_received;
};

void sijil_family_view_fill_cards (SijilFamilyView *self);
void sijil_family_view_hand_over (SijilFamilyView *self, SijilEntitlementRow *row);
char *sijil_family_head_name (const SijilFamily *family) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
