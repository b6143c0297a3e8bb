#pragma once

#include "sijil-keys.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/* The clerks who work at this PC. None of these may run on the main thread: making a key from a
 * passphrase takes its time. */
char *sijil_clerk_add (SijilStore *store, const char *name, const char *role,
                       const char *passphrase, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_clerk_set_passphrase (SijilStore *store, const char *slot_id, const char *old,
                                     const char *passphrase, GError **error);
char *sijil_clerk_new_code (SijilStore *store, const char *passphrase,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
SijilStore *sijil_clerk_remove (const char *profile, const char *by, const char *passphrase,
                                const char *slot_id, GError **error);
SijilSlot *sijil_clerk_find (const char *profile, const char *name_or_id, GError **error);

G_END_DECLS
