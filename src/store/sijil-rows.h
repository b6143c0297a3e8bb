#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilRow:
 * @record: a record
 * @names: (array): for each field that refers to another record, what that is called; %NULL for
 * other fields
 *
 * One row of a list that is written to a file.
 */
typedef struct {
  SijilRecord *record;
  char **names;
} SijilRow;

/**
 * SijilRowsPage:
 * @type: whose rows
 * @after: the id of the last row of the page before; zero to begin
 */
typedef struct {
  const SijilTypeDef *type;
  SijilId after;
} SijilRowsPage;

void sijil_row_free (SijilRow *row);

/* SijilStoreFunc: data is a SijilRowsPage, result a GPtrArray of SijilRow, empty at the end. */
gpointer sijil_rows_page (SijilSession *session, gpointer page, GError **error);

G_END_DECLS
