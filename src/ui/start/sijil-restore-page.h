#pragma once

#include <adwaita.h>

#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_RESTORE_PAGE (sijil_restore_page_get_type ())
/* Puts a backup into the place of the register. Emits `restored` with the SijilStore and the folder
 * into which the register was set aside, or `back`. */
G_DECLARE_FINAL_TYPE (SijilRestorePage, sijil_restore_page, SIJIL, RESTORE_PAGE, AdwBin)

SijilRestorePage *sijil_restore_page_new (const char *profile);

G_END_DECLS
