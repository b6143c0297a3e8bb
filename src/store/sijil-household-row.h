#pragma once

#include <glib-object.h>

#include "sijil-db.h"
#include "sijil-id.h"

G_BEGIN_DECLS

/* The columns of household_row that a row is read from. */
#define SIJIL_SQL_HOUSEHOLD_ROW                                                                    \
  "rowid, household, card, head_name, sort_key, village, governorate, members, last_what, "        \
  "last_what_en, last_on, consent, registered_on, moved_to"

#define SIJIL_TYPE_HOUSEHOLD_ROW (sijil_household_row_get_type ())
G_DECLARE_FINAL_TYPE (SijilHouseholdRow, sijil_household_row, SIJIL, HOUSEHOLD_ROW, GObject)

SijilHouseholdRow *sijil_household_row_read (SijilStmt *stmt);
/* Where it stands in the order of the list. */
const char *sijil_household_row_sort_key (SijilHouseholdRow *row);
gint64 sijil_household_row_rowid (SijilHouseholdRow *row);

const SijilId *sijil_household_row_id (SijilHouseholdRow *row);
const char *sijil_household_row_card (SijilHouseholdRow *row);
const char *sijil_household_row_head (SijilHouseholdRow *row); /* NULL: to be confirmed */
const char *sijil_household_row_place (SijilHouseholdRow *row);
guint sijil_household_row_members (SijilHouseholdRow *row);
const char *sijil_household_row_last_what (SijilHouseholdRow *row); /* NULL: never served */
const char *sijil_household_row_last_on (SijilHouseholdRow *row);
gboolean sijil_household_row_consent (SijilHouseholdRow *row);
const char *sijil_household_row_registered_on (SijilHouseholdRow *row);
const char *sijil_household_row_moved_to (SijilHouseholdRow *row); /* NULL: it is ours */

gboolean sijil_household_row_equal (SijilHouseholdRow *a, SijilHouseholdRow *b);

G_END_DECLS
