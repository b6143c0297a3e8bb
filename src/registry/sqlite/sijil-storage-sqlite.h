#pragma once

#include "../sijil-storage.h"
#include "sijil-db.h"

G_BEGIN_DECLS

struct _SijilStorage {
  SijilDb *db;
  char *path;
};

gboolean sijil_storage_step_4 (SijilDb *db, GError **error);
gboolean sijil_storage_create_tables (SijilDb *db, GError **error);

G_END_DECLS
