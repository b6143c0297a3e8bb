#pragma once

#include "sijil-find.h"

G_BEGIN_DECLS

/* What a household row and a person of it tell a result. */
#define SIJIL_FIND_COLUMNS                                                                         \
  "h.household, h.card, p.name, p.relation, h.head_name, h.village, h.governorate, h.members, "    \
  "p.birth_date, p.sex, h.moved_to"
#define SIJIL_FIND_JOIN                                                                            \
  " JOIN household_row h ON p.gone = 0 AND h.household = " SIJIL_SQL_SURVIVOR ("p.household") " "

/* sijil-find.c */
gboolean sijil_find_collect (GPtrArray *results, SijilStmt *stmt, SijilCloseness closeness,
                             GError **error);
/* sijil-find-alike.c */
gboolean sijil_find_alike (SijilSession *session, const char *name, const char *id_number,
                           GPtrArray *results, GError **error);

G_END_DECLS
