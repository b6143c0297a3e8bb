#pragma once

#include <gtk/gtk.h>

#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_BACKUP_BOX (sijil_backup_box_get_type ())
/* When the last backup was made, why the next one was not, and a button for one more. */
G_DECLARE_FINAL_TYPE (SijilBackupBox, sijil_backup_box, SIJIL, BACKUP_BOX, GtkBox)

void sijil_backup_box_set_store (SijilBackupBox *box, SijilStore *store);
void sijil_backup_box_refresh (SijilBackupBox *box);

G_END_DECLS
