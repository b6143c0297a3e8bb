#pragma once

#include <gio/gio.h>

#include "sijil-db.h"
#include "sijil-store-error.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_STORE (sijil_store_get_type ())
/* The local register of one profile, open and unlocked by one clerk. Emits `changed` in the main
 * context after each write that went through. */
G_DECLARE_FINAL_TYPE (SijilStore, sijil_store, SIJIL, STORE, GObject)

/* One connection of the store together with who is using it. Operations take a session, so they
 * cannot be called outside the thread that owns the connection. */
typedef struct _SijilSession SijilSession;

/**
 * SijilStoreFunc:
 * @session: the session of the lane
 * @data: the request
 * @error: return location for an error
 *
 * An operation. On the writing lane it runs inside one transaction, which is committed only if
 * @error stays unset.
 *
 * Returns: (nullable): the result, freed by the `free_result` that it was queued with
 */
typedef gpointer (*SijilStoreFunc) (SijilSession *session, gpointer data, GError **error);

gboolean sijil_profile_exists (const char *profile);
SijilStore *sijil_store_create (const char *profile, const char *association, const char *office,
                                const char *clerk, const char *passphrase, char **recovery_code,
                                GError **error);
SijilStore *sijil_store_unlock (const char *profile, const char *slot_id, const char *passphrase,
                                GError **error);
SijilStore *sijil_store_unlock_with_code (const char *profile, const char *code, GError **error);
void sijil_store_close (SijilStore *store);

void sijil_store_write_async (SijilStore *store, SijilStoreFunc func, gpointer data,
                              GDestroyNotify free_data, GDestroyNotify free_result,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
void sijil_store_read_async (SijilStore *store, SijilStoreFunc func, gpointer data,
                             GDestroyNotify free_data, GDestroyNotify free_result,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
void sijil_store_await_reads (SijilStore *store, gint64 microseconds);
gpointer sijil_store_finish (SijilStore *store, GAsyncResult *result, GError **error);
gpointer sijil_store_write (SijilStore *store, SijilStoreFunc func, gpointer data, GError **error);
gpointer sijil_store_write_freeing (SijilStore *store, SijilStoreFunc func, gpointer data,
                                    GDestroyNotify free_result, GError **error);
gpointer sijil_store_read (SijilStore *store, SijilStoreFunc func, gpointer data, GError **error);
gpointer sijil_store_read_aside (SijilStore *store, SijilStoreFunc func, gpointer data,
                                 GError **error);
SijilSession *sijil_store_page_session (SijilStore *store);

gboolean sijil_store_only_reads (SijilStore *store);
const char *sijil_store_profile (SijilStore *store);
const char *sijil_store_association (SijilStore *store);
const char *sijil_store_office (SijilStore *store);
int sijil_store_hijri_offset (SijilStore *store);
const char *sijil_store_clerk (SijilStore *store);
const char *sijil_store_slot (SijilStore *store);
const char *sijil_store_role (SijilStore *store);

G_END_DECLS
