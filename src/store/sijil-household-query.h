#pragma once

#include "sijil-household-row.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilHouseholdFilter:
 * @text: (nullable): name, card, phone or ID
 * @village: (nullable): folded key of a village
 * @not_served_since: (nullable): ISO date
 * @no_consent: only those without consent
 * @no_head: only those whose head is to be confirmed
 * @moved: only those that have moved to another association, which are left out otherwise
 */
typedef struct {
  char *text;
  char *village;
  char *not_served_since;
  gboolean no_consent;
  gboolean no_head;
  gboolean moved;
} SijilHouseholdFilter;

/* What is asked of the table of households: which of them, and after which one a page begins. */
typedef struct _SijilHouseholdQuery SijilHouseholdQuery;

SijilHouseholdQuery *sijil_household_query_new (const SijilHouseholdFilter *filter);
SijilHouseholdQuery *sijil_household_query_next (const SijilHouseholdQuery *query,
                                                 SijilHouseholdRow *after, gint64 limit);
void sijil_household_query_free (SijilHouseholdQuery *query);
gboolean sijil_household_query_is_filtered (const SijilHouseholdQuery *query);

/* SijilStoreFunc: data is a SijilHouseholdQuery, result a GPtrArray of SijilHouseholdRow. */
gpointer sijil_household_query_page (SijilSession *session, gpointer query, GError **error);
/* SijilStoreFunc: data is a SijilHouseholdQuery, result a gint64 *: how many there are. */
gpointer sijil_household_query_count (SijilSession *session, gpointer query, GError **error);

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
gpointer sijil_villages (SijilSession *session, gpointer unused, GError **error);

G_END_DECLS
