#pragma once

#include "sijil-backup.h"
#include "sijil-keys.h"

G_BEGIN_DECLS

/* Who may put a backup into the place of a register, and whose keys open it then. Only for
 * sijil-restore.c. */
gboolean sijil_restore_has_keys (const char *profile);
gboolean sijil_restore_allow (const SijilRestore *request, const SijilOpened *of_that_day,
                              SijilOpened *today, GError **error);
gboolean sijil_restore_carry_keys (const char *profile, const char *stage, const SijilOpened *today,
                                   const guint8 *key, GError **error);

G_END_DECLS
