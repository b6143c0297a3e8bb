#pragma once

#include <gtk/gtk.h>

#include "sijil-review.h"

G_BEGIN_DECLS

/**
 * SijilReviewKind:
 *
 * What a finding asks.
 */
typedef enum {
  SIJIL_REVIEW_ONE_FAMILY, /* maybe-same-person, known-elsewhere, and whatever comes later */
  SIJIL_REVIEW_ONE_PERSON, /* the same of a person and nobody's family */
  SIJIL_REVIEW_OVERLAP,
  SIJIL_REVIEW_ID_SHARED,
  SIJIL_REVIEW_OFTEN, /* somebody is registered too often here: nobody else's matter */
} SijilReviewKind;

SijilReviewKind sijil_review_kind (const SijilReviewItem *item);
const char *sijil_review_answer_code (SijilReviewKind kind, guint key);
const char *sijil_review_answer_label (SijilReviewKind kind, const char *code);
const char *sijil_review_answer_hint (SijilReviewKind kind, guint key);
char *sijil_review_title (const SijilReviewItem *item);
char *sijil_review_subtitle (const SijilReviewItem *item);
char *sijil_review_question (const SijilReviewItem *item);
GtkWidget *sijil_review_compared (const char *text, const char *other);
GtkWidget *sijil_review_place (const char *text, const char *other);

G_END_DECLS
