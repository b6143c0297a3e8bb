#pragma once

#include "sijil-desk-idle.h"
#include "sijil-desk-page.h"
#include "sijil-desk-results.h"
#include "sijil-desk-today.h"
#include "sijil-family-view.h"
#include "sijil-reason-popover.h"

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
  SijilDeskToday *today;
  SijilFamilyView *family;
  SijilReasonPopover *reason; /* (nullable): made when it is first needed */
};

void sijil_desk_page_enter (SijilDeskPage *self);
gboolean sijil_desk_page_shows_today (SijilDeskPage *self);

G_END_DECLS
