#pragma once

#include "sijil-id.h"
#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_FAMILY_PAGE (sijil_family_page_get_type ())
/* The file of one household: members, visits, home and notes, what it received, its history; and
 * what happens in a family's life. */
G_DECLARE_FINAL_TYPE (SijilFamilyPage, sijil_family_page, SIJIL, FAMILY_PAGE, SijilPage)

GtkWidget *sijil_family_page_new (SijilStore *store, const SijilId *household);
gboolean sijil_family_page_is_of (SijilFamilyPage *page, const SijilId *household);
void sijil_family_page_focus (SijilFamilyPage *page);

G_END_DECLS
