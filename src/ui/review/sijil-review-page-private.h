#pragma once

#include <adwaita.h>

#include "sijil-conflict-detail.h"
#include "sijil-review-detail.h"
#include "sijil-review-page.h"

G_BEGIN_DECLS

typedef enum {
  CONFLICTS,
  OPEN,
  QUIET,
  SETTLED,
  N_GROUPS,
} Group;

struct _SijilReviewPage {
  SijilPage parent_instance;
  GPtrArray *items;
  GPtrArray *conflicts;
  SijilId selected;
  gint64 conflict; /* which conflict is selected; -1 for none */
  SijilId last;    /* what was settled last, for its undo */
  gboolean open[N_GROUPS];
  gboolean settling;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListBox *list;
  GtkStack *detail_stack;
  SijilReviewDetail *detail;
  SijilConflictDetail *conflict_detail;
};

/* sijil-review-page.c: the list and what is selected in it. */
const SijilReviewItem *sijil_review_page_selected (SijilReviewPage *self);
const SijilConflict *sijil_review_page_conflict (SijilReviewPage *self);
void sijil_review_page_show_selected (SijilReviewPage *self);
gboolean sijil_review_page_step (SijilReviewPage *self, int direction);

/* sijil-review-page-answers.c: verdicts, by button and by key. */
void sijil_review_page_answer_action (GtkWidget *widget, const char *name, GVariant *target);
void sijil_review_page_undo_action (GtkWidget *widget, const char *name, GVariant *target);
gboolean sijil_review_page_key (GtkEventControllerKey *keys, guint keyval, guint keycode,
                                GdkModifierType state, gpointer user_data);

G_END_DECLS
