#pragma once

#include "sijil-db.h"
#include "sijil-id.h"

G_BEGIN_DECLS

/* A household or person that gave way in a merge keeps its records and its facts; whoever asks for
 * the survivor reads them all. These go into SQL in place of `= ?n`: the ids that count as ?n. */
#define SIJIL_SQL_HOUSEHOLDS(mark)                                                                 \
  " IN (SELECT " mark " UNION ALL SELECT household FROM household_alias WHERE survivor = " mark ")"
#define SIJIL_SQL_PERSONS(mark)                                                                    \
  " IN (WITH RECURSIVE one (id) AS (SELECT " mark " UNION SELECT x.id FROM person x JOIN one ON "  \
  "x.merged_into = one.id) SELECT id FROM one)"
/* And this in place of a household's id: the household that stands for it. */
#define SIJIL_SQL_SURVIVOR(column)                                                                 \
  "coalesce((SELECT survivor FROM household_alias WHERE household = " column "), " column ")"

SijilId sijil_alias_survivor (SijilDb *db, const SijilId *household);
GHashTable *sijil_alias_follow (SijilDb *db, const SijilId *household, GError **error);

G_END_DECLS
