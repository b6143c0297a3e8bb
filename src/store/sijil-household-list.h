#pragma once

#include "sijil-store.h"
#include "sijil-id.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_HOUSEHOLD_ROW (sijil_household_row_get_type ())
G_DECLARE_FINAL_TYPE (SijilHouseholdRow, sijil_household_row, SIJIL, HOUSEHOLD_ROW, GObject)

const SijilId *sijil_household_row_id (SijilHouseholdRow *row);
const char *sijil_household_row_card (SijilHouseholdRow *row);
const char *sijil_household_row_head (SijilHouseholdRow *row); /* NULL: to be confirmed */
const char *sijil_household_row_place (SijilHouseholdRow *row);
guint sijil_household_row_members (SijilHouseholdRow *row);
const char *sijil_household_row_last_what (SijilHouseholdRow *row); /* NULL: never served */
const char *sijil_household_row_last_on (SijilHouseholdRow *row);
gboolean sijil_household_row_consent (SijilHouseholdRow *row);
const char *sijil_household_row_registered_on (SijilHouseholdRow *row);

/**
 * SijilHouseholdFilter:
 * @text: (nullable): name, card, phone or ID
 * @village: (nullable): folded key of a village
 * @not_served_since: (nullable): ISO date
 * @no_consent: only those without consent
 * @no_head: only those whose head is to be confirmed
 */
typedef struct {
  char *text;
  char *village;
  char *not_served_since;
  gboolean no_consent;
  gboolean no_head;
} SijilHouseholdFilter;

#define SIJIL_TYPE_HOUSEHOLD_LIST (sijil_household_list_get_type ())
/* A GListModel of SijilHouseholdRow that reads a page at a time, by key. */
G_DECLARE_FINAL_TYPE (SijilHouseholdList, sijil_household_list, SIJIL, HOUSEHOLD_LIST, GObject)

SijilHouseholdList *sijil_household_list_new (SijilStore *store);
void sijil_household_list_set_filter (SijilHouseholdList *list, const SijilHouseholdFilter *filter);
void sijil_household_list_refresh (SijilHouseholdList *list);
guint sijil_household_list_total (SijilHouseholdList *list);
guint sijil_household_list_persons (SijilHouseholdList *list);
gboolean sijil_household_list_is_counted (SijilHouseholdList *list);

/**
 * SijilVillage:
 * @key: its folded name
 * @name: as most often written
 * @households: how many live there
 */
typedef struct {
  char *key;
  char *name;
  guint households;
} SijilVillage;

/* SijilStoreFunc: data unused, result a GPtrArray of SijilVillage, the largest first, at most 200.
 */
gpointer sijil_villages (struct _SijilSession *session, gpointer unused, GError **error);

G_END_DECLS
