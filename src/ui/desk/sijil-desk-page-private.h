#pragma once

#include "sijil-desk-idle.h"
#include "sijil-desk-page.h"
#include "sijil-desk-results.h"
#include "sijil-family-view.h"

G_BEGIN_DECLS

struct _SijilDeskPage {
  AdwBin parent_instance;

  SijilStore *store;
  GCancellable *closing;   /* cancelled in dispose */
  GCancellable *searching; /* (nullable): the search for the text that stands in the entry */
  GCancellable *opening;   /* (nullable): the family that is being read */
  gboolean enter_waits;    /* Enter came before the result of its text */
  guint open_soon;         /* source id: a card that opens if nothing more is typed */

  AdwWindowTitle *title;
  GtkWidget *entry_box;
  GtkText *entry;
  GtkLabel *count;
  GtkLabel *key;
  GtkStack *stack;
  SijilDeskIdle *idle;
  SijilDeskResults *results;
  SijilFamilyView *family;
};

void sijil_desk_page_enter (SijilDeskPage *self);

G_END_DECLS
