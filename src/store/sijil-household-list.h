#pragma once

#include "sijil-household-query.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_HOUSEHOLD_LIST (sijil_household_list_get_type ())
/* A GListModel of SijilHouseholdRow that reads a page at a time, by key; with a filter on the
 * reading lane, where the whole is counted too. Emits `counted` when any of it has been read. */
G_DECLARE_FINAL_TYPE (SijilHouseholdList, sijil_household_list, SIJIL, HOUSEHOLD_LIST, GObject)

SijilHouseholdList *sijil_household_list_new (SijilStore *store);
void sijil_household_list_set_filter (SijilHouseholdList *list, const SijilHouseholdFilter *filter);
void sijil_household_list_refresh (SijilHouseholdList *list);
guint sijil_household_list_total (SijilHouseholdList *list);
guint sijil_household_list_persons (SijilHouseholdList *list);
gboolean sijil_household_list_asks_anew (SijilHouseholdList *list);
gboolean sijil_household_list_is_reading (SijilHouseholdList *list);
gboolean sijil_household_list_is_counted (SijilHouseholdList *list);

G_END_DECLS
