#pragma once

#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_REVIEW_PAGE (sijil_review_page_get_type ())
/* What the registry noticed and a person has to decide. */
G_DECLARE_FINAL_TYPE (SijilReviewPage, sijil_review_page, SIJIL, REVIEW_PAGE, SijilPage)

GtkWidget *sijil_review_page_new (SijilStore *store);

G_END_DECLS
