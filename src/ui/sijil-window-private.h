#pragma once

#include "sijil-shell.h"
#include "sijil-window.h"

G_BEGIN_DECLS

struct _SijilWindow {
  AdwApplicationWindow parent_instance;

  char *profile;
  SijilStore *store;         /* while unlocked */
  SijilSyncService *service; /* while unlocked */
  SijilShell *shell;         /* (unowned) while unlocked */

  AdwToastOverlay *toasts;
  AdwBin *phase;
};

void sijil_window_add_actions (SijilWindow *self);
void sijil_window_add_keys (SijilWindow *self);
void sijil_window_lock (SijilWindow *self);

G_END_DECLS
