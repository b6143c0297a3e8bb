#pragma once

#include "sijil-sheet.h"

G_BEGIN_DECLS

/**
 * SijilSheetPeople:
 * @household: a household record
 * @persons: (element-type SijilRecord): its persons
 * @rows: (element-type guint): the row of each
 * @head_row: the row of the head, -1 if there is none
 */
typedef struct {
  SijilRecord *household;
  GPtrArray *persons;
  GArray *rows;
  int head_row;
} SijilSheetPeople;

SijilSheetPeople *sijil_sheet_people (SijilSheet *sheet, GArray *rows, GPtrArray *remarks);
void sijil_sheet_people_free (SijilSheetPeople *people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilSheetPeople, sijil_sheet_people_free)

G_END_DECLS
