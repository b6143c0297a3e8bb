#pragma once

#include <gio/gio.h>

#include "sijil-store-error.h"

G_BEGIN_DECLS

#define SIJIL_KEY_LEN 32
#define SIJIL_RECOVERY "recovery" /* the slot of the recovery code */

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

/**
 * SijilOpened:
 * @key: the database key
 * @next: the key that a change of keys was under way to
 * @has_next: whether there was one
 * @name: (nullable): the clerk; %NULL for the recovery code
 * @role: (nullable): the clerk's role
 *
 * What an opened slot holds. Name and role were written by somebody who knew the key.
 */
typedef struct {
  guint8 key[SIJIL_KEY_LEN];
  guint8 next[SIJIL_KEY_LEN];
  gboolean has_next;
  char *name;
  char *role;
} SijilOpened;

void sijil_opened_clear (SijilOpened *opened);
void sijil_slot_free (SijilSlot *slot);
GPtrArray *sijil_keys_list (const char *profile, GError **error);
gboolean sijil_keys_create (const char *profile, const char *clerk, const char *passphrase,
                            guint8 *key, char **slot_id, char **recovery_code, GError **error);
char *sijil_keys_as_code (const char *typed);
gboolean sijil_keys_open (const char *profile, const char *slot_id, const char *passphrase,
                          SijilOpened *opened, GError **error);
gboolean sijil_keys_recover (const char *profile, const char *code, SijilOpened *opened,
                             GError **error);
gboolean sijil_keys_open_backup (const char *backup, const char *profile, const char *slot_id,
                                 const char *secret, SijilOpened *opened, GError **error);
char *sijil_keys_set (const char *profile, const char *slot_id, const char *name, const char *role,
                      const char *passphrase, const guint8 *key, GError **error);
gboolean sijil_keys_change_begin (const char *profile, const guint8 *key, const guint8 *next,
                                  GPtrArray *leaving, GError **error);
gboolean sijil_keys_are_changing (const char *profile);
gboolean sijil_keys_change_end (const char *profile, const guint8 *key, GError **error);
char *sijil_keys_new_code (const char *profile, const guint8 *key, GError **error);
SijilSlot *sijil_keys_authentic (const char *profile, const char *slot_id, const guint8 *key,
                                 GError **error);
guint sijil_passphrase_strength (const char *passphrase, const char **sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilSlot, sijil_slot_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SijilOpened, sijil_opened_clear)

G_END_DECLS
