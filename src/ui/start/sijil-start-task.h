#pragma once

#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilStartRequest:
 *
 * How a register is to be opened. With @association a new one is founded; with @code it is opened
 * by the recovery code, otherwise by a clerk's passphrase; with @leaving that clerk's key is taken
 * away at the same time.
 */
typedef struct {
  char *profile;
  char *association;
  char *office;
  char *clerk;
  char *slot;
  char *passphrase;
  char *code;
  char *leaving;
} SijilStartRequest;

void sijil_start_async (const SijilStartRequest *request, gpointer source,
                        GAsyncReadyCallback callback, gpointer user_data);
SijilStore *sijil_start_finish (GAsyncResult *result, char **recovery_code, GError **error);

G_END_DECLS
