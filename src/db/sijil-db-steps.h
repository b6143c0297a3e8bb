#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

/**
 * SijilDbStep:
 *
 * Moves a file from one version to the next. Steps are frozen once they have shipped.
 */
typedef gboolean (*SijilDbStep) (SijilDb *db, GError **error);

gboolean sijil_db_upgrade (SijilDb *db, SijilDbStep create, const SijilDbStep *steps, guint latest,
                           GError **error);

G_END_DECLS
