#pragma once

#include "sijil-store.h"

G_BEGIN_DECLS

char *sijil_stick_export (SijilStore *store, const char *folder, gint64 *waiting,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_stick_import (SijilStore *store, const char *path, gint64 *news, GError **error);

G_END_DECLS
