#pragma once

#include "sijil-page.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_CLERKS_PAGE (sijil_clerks_page_get_type ())
/* Who has a key to the register on this PC; one's own passphrase. */
G_DECLARE_FINAL_TYPE (SijilClerksPage, sijil_clerks_page, SIJIL, CLERKS_PAGE, SijilPage)

GtkWidget *sijil_clerks_page_new (SijilStore *store);

G_END_DECLS
