#pragma once

#include <gio/gio.h>

#include "sijil-backup.h"

G_BEGIN_DECLS

void sijil_restore_async (const SijilRestore *request, gpointer source,
                          GAsyncReadyCallback callback, gpointer user_data);
SijilStore *sijil_restore_task_finish (GAsyncResult *result, char **aside, GError **error);
void sijil_backup_async (SijilStore *store, gboolean only_if_due, const char *to,
                         GAsyncReadyCallback callback, gpointer user_data);
char *sijil_backup_finish (GAsyncResult *result, GError **error);

G_END_DECLS
