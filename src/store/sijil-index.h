#pragma once

#include "sijil-session.h"
#include "sijil-id.h"

G_BEGIN_DECLS

gboolean sijil_index_household (SijilDb *db, const SijilId *household, gboolean persons,
                                GError **error);
gboolean sijil_index_owe (SijilSession *session, GError **error);
/* SijilStoreFunc, writing. */
gpointer sijil_index_settle (SijilSession *session, gpointer unused, GError **error);
gboolean sijil_index_upgrade (SijilDb *db, GError **error);

G_END_DECLS
