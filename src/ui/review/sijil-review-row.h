#pragma once

#include <gtk/gtk.h>

#include "sijil-conflicts.h"
#include "sijil-review.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_REVIEW_ROW (sijil_review_row_get_type ())
/* One finding in the list, or the heading of a group of them. */
G_DECLARE_FINAL_TYPE (SijilReviewRow, sijil_review_row, SIJIL, REVIEW_ROW, GtkListBoxRow)

GtkWidget *sijil_review_row_new (const SijilReviewItem *item, int group);
GtkWidget *sijil_review_row_new_conflict (const SijilConflict *conflict, int group);
GtkWidget *sijil_review_row_new_heading (const char *title, guint count, int group, gboolean folds,
                                         gboolean open);
const SijilReviewItem *sijil_review_row_item (SijilReviewRow *row);
const SijilConflict *sijil_review_row_conflict (SijilReviewRow *row);
int sijil_review_row_group (SijilReviewRow *row);
void sijil_review_row_set_open (SijilReviewRow *row, gboolean open);

G_END_DECLS
