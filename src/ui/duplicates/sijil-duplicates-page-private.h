#pragma once

#include <adwaita.h>

#include "sijil-duplicates-detail.h"
#include "sijil-duplicates-page.h"

G_BEGIN_DECLS

struct _SijilDuplicatesPage {
  SijilPage parent_instance;
  GCancellable *search; /* of the search that is under way; NULL otherwise */
  GPtrArray *found;     /* nullable: SijilDuplicate, as the search found them */
  GPtrArray *families;  /* nullable: SijilTwinFamilies, of what still stands of it */
  int selected;         /* in @families; -1 for none */
  gboolean settling;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkProgressBar *progress;
  GtkLabel *count;
  GtkListBox *list;
  SijilDuplicatesDetail *detail;
};

/* sijil-duplicates-page.c: the search, the list, and what is selected in it. */
const SijilTwinFamilies *sijil_duplicates_page_selected (SijilDuplicatesPage *self);
void sijil_duplicates_page_allow (SijilDuplicatesPage *self);
void sijil_duplicates_page_step (SijilDuplicatesPage *self);

/* sijil-duplicates-page-answers.c: what is said of them, by button and by key. */
void sijil_duplicates_page_answer_action (GtkWidget *widget, const char *name, GVariant *target);
gboolean sijil_duplicates_page_key (GtkEventControllerKey *keys, guint keyval, guint keycode,
                                    GdkModifierType state, gpointer user_data);

G_END_DECLS
