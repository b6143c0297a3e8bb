#pragma once

#include "sijil-keys.h"

G_BEGIN_DECLS

/* The file of a key slot. Only for sijil-keys*.c. */

#define SIJIL_SLOT_GROUP "slot"

GKeyFile *sijil_slot_load (const char *profile, const char *slot_id, GError **error);
gboolean sijil_slot_write (const char *profile, const char *slot_id, const char *name,
                           const char *role, const char *passphrase, const guint8 *key,
                           GError **error);
gboolean sijil_slot_open (const char *profile, const char *slot_id, const char *passphrase,
                          SijilOpened *opened, GError **error);
gboolean sijil_slot_is_authentic (GKeyFile *file, const char *slot_id, const guint8 *key);
gboolean sijil_slot_offer (const char *profile, const char *slot_id, const guint8 *key,
                           const guint8 *next, GError **error);
gboolean sijil_slot_carry (const char *from, const char *to, const char *slot_id,
                           const SijilOpened *known, const guint8 *key, GError **error);
gboolean sijil_slot_settle (const char *profile, const char *slot_id, const guint8 *key,
                            GError **error);

G_END_DECLS
