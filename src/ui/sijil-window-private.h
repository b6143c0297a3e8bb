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
  gboolean closing;          /* a last backup is being made */

  gint64 last_touch; /* when a key or the mouse was used last, monotonic */
  guint lock_after;  /* seconds, 0 for never */
  guint idle_watch;
  gboolean had_form; /* when it was locked */
  char *form_for;
  char *slot; /* of the clerk who had it open */

  AdwToastOverlay *toasts;
  AdwBin *phase;
};

void sijil_window_add_actions (SijilWindow *self);
void sijil_window_allow_actions (SijilWindow *self);
void sijil_window_add_undo (SijilWindow *self);
void sijil_window_add_keys (SijilWindow *self);
void sijil_window_lock (SijilWindow *self);
void sijil_window_remove_clerk (SijilWindow *self, const char *slot);
void sijil_window_watch_idle (SijilWindow *self);
void sijil_window_show_restore (SijilWindow *self);
gboolean sijil_window_stays (SijilWindow *self);

G_END_DECLS
