#pragma once

#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_PROGRAMMES_PAGE (sijil_programmes_page_get_type ())
/* All programmes as cards, and the form of one of them. */
G_DECLARE_FINAL_TYPE (SijilProgrammesPage, sijil_programmes_page, SIJIL, PROGRAMMES_PAGE, SijilPage)

GtkWidget *sijil_programmes_page_new (SijilStore *store);

G_END_DECLS
