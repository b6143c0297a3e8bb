#pragma once

#include <gtk/gtk.h>

#include "sijil-roles.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_PAGE (sijil_page_get_type ())
/* A section of the window that shows what is in the register: reads it again when the page is shown
 * and when something was written while it is on the screen. */
G_DECLARE_DERIVABLE_TYPE (SijilPage, sijil_page, SIJIL, PAGE, GtkWidget)

/**
 * SijilPageClass:
 * @refresh: reads again what the page shows
 */
struct _SijilPageClass {
  GtkWidgetClass parent_class;
  void (*refresh) (SijilPage *page);
};

void sijil_page_set_store (SijilPage *page, SijilStore *store);
SijilStore *sijil_page_store (SijilPage *page);
GCancellable *sijil_page_cancellable (SijilPage *page);
gboolean sijil_page_is_gone (SijilPage *page);
gboolean sijil_page_allows (SijilPage *page, SijilAct act);

G_END_DECLS
