#pragma once

#include "sijil-backup.h"

G_BEGIN_DECLS

#define SIJIL_BACKUP_ABOUT "about"
#define SIJIL_BACKUP_GROUP "backup"

/* Folders of files that were made whole before anybody could see them. */
GPtrArray *sijil_slots_read (const char *folder, GError **error);
gboolean sijil_slots_write (GPtrArray *slots, const char *folder, GError **error);
gboolean sijil_slots_same (GPtrArray *a, GPtrArray *b);
char *sijil_slots_digest (GPtrArray *slots) G_GNUC_WARN_UNUSED_RESULT;
gpointer sijil_restore_note (SijilSession *session, gpointer date, GError **error);
void sijil_folder_remove (const char *folder);
void sijil_backup_note (SijilStore *store, const char *sentence);

G_END_DECLS
