#pragma once

#include <gio/gio.h>

#include "sijil-store-error.h"

G_BEGIN_DECLS

#define SIJIL_KEY_LEN 32

/**
 * SijilSlot:
 * @id: the slot's id, a UUID
 * @name: display name of the clerk; %NULL for the recovery code
 * @role: a code of the roles
 *
 * What can be read of a key slot before unlocking.
 */
typedef struct {
  char *id;
  char *name;
  char *role;
} SijilSlot;

void sijil_slot_free (SijilSlot *slot);
GPtrArray *sijil_keys_list (const char *profile, GError **error);
gboolean sijil_keys_create (const char *profile, const char *clerk, const char *passphrase,
                            guint8 *key, char **slot_id, char **recovery_code, GError **error);
gboolean sijil_keys_open (const char *profile, const char *slot_id, const char *passphrase,
                          guint8 *key, GError **error);
gboolean sijil_keys_recover (const char *profile, const char *code, guint8 *key, GError **error);
guint sijil_passphrase_strength (const char *passphrase, const char **sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilSlot, sijil_slot_free)

G_END_DECLS
