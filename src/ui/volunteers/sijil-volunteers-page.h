#pragma once

#include "sijil-id.h"
#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_VOLUNTEERS_PAGE (sijil_volunteers_page_get_type ())
/* The volunteers beside all about one of them, and the form. */
G_DECLARE_FINAL_TYPE (SijilVolunteersPage, sijil_volunteers_page, SIJIL, VOLUNTEERS_PAGE, SijilPage)

GtkWidget *sijil_volunteers_page_new (SijilStore *store);
void sijil_volunteers_page_open (SijilVolunteersPage *page, const SijilId *volunteer);

G_END_DECLS
