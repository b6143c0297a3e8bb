#pragma once

#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_DUPLICATES_PAGE (sijil_duplicates_page_get_type ())
/* Who is registered twice in this association: the whole register compared with itself, and what is
 * to become of each two. */
G_DECLARE_FINAL_TYPE (SijilDuplicatesPage, sijil_duplicates_page, SIJIL, DUPLICATES_PAGE, SijilPage)

GtkWidget *sijil_duplicates_page_new (SijilStore *store);

G_END_DECLS
