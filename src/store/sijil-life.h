#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

/* SijilStoreFunc, writing: data is a household's SijilId *, result non-NULL. */
gpointer sijil_household_delete (SijilSession *session, gpointer household, GError **error);
/* SijilStoreFunc, writing: data is a household's SijilId *, result non-NULL. */
gpointer sijil_household_revive (SijilSession *session, gpointer household, GError **error);
/* SijilStoreFunc: data is a batch (const char *), result a GPtrArray of SijilId *: the households
 * of an import that still stand. */
gpointer sijil_households_of_batch (SijilSession *session, gpointer batch, GError **error);
/* Whether a household was served, merged, split, visited or edited since it was registered: then
 * taking its import back must leave it alone. */
gboolean sijil_household_is_used (SijilSession *session, const SijilId *household);

G_END_DECLS
