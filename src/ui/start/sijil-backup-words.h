#pragma once

#include <gtk/gtk.h>

#include "sijil-backup.h"

G_BEGIN_DECLS

char *sijil_backup_words (gint64 households, gint64 waiting) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_backup_when (const SijilBackup *backup) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *sijil_backup_row_new (const SijilBackup *backup);

G_END_DECLS
