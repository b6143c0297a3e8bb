#pragma once

#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_HOUSEHOLDS_PAGE (sijil_households_page_get_type ())
/* The list of all families, with what narrows it. */
G_DECLARE_FINAL_TYPE (SijilHouseholdsPage, sijil_households_page, SIJIL, HOUSEHOLDS_PAGE, SijilPage)

GtkWidget *sijil_households_page_new (SijilStore *store);
void sijil_households_page_focus (SijilHouseholdsPage *page);

G_END_DECLS
