#pragma once

#include <gtk/gtk.h>

#include "sijil-review.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_REVIEW_DETAIL (sijil_review_detail_get_type ())
/* One finding: both sides beside each other, why it was noticed, and the answers. */
G_DECLARE_FINAL_TYPE (SijilReviewDetail, sijil_review_detail, SIJIL, REVIEW_DETAIL, GtkWidget)

void sijil_review_detail_show (SijilReviewDetail *detail, const SijilReviewItem *item,
                               const char *association, gboolean may_settle);
void sijil_review_detail_show_person (SijilReviewDetail *detail, const SijilReviewItem *item,
                                      SijilRecord *person);

G_END_DECLS
