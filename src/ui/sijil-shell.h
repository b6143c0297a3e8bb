#pragma once

#include <adwaita.h>

#include "sijil-id.h"
#include "sijil-sync-service.h"
#include "sijil-today.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_SHELL (sijil_shell_get_type ())
/* Sidebar, sections and foot: everything inside the window while the register is open. Hides how
 * the panes fold, which newer toolkits do with other widgets. */
G_DECLARE_FINAL_TYPE (SijilShell, sijil_shell, SIJIL, SHELL, AdwBin)

SijilShell *sijil_shell_new (SijilStore *store, SijilSyncService *service);
void sijil_shell_show_section (SijilShell *shell, const char *section);
void sijil_shell_show_family (SijilShell *self, const SijilId *household);
void sijil_shell_form_saved (SijilShell *self, const SijilId *household);
void sijil_shell_open_family (SijilShell *shell, const SijilId *household);
void sijil_shell_open_volunteer (SijilShell *self, const SijilId *volunteer);
gboolean sijil_shell_new_here (SijilShell *self);
void sijil_shell_show_today (SijilShell *shell);
void sijil_shell_ask_reason (SijilShell *shell, const SijilRecent *recent);
void sijil_shell_show_form (SijilShell *shell, const char *household, const char *name);
gboolean sijil_shell_open_form (SijilShell *shell, char **household);
void sijil_shell_show_duplicates (SijilShell *self);
void sijil_shell_show_import (SijilShell *shell, const char *path);
void sijil_shell_undo_import (SijilShell *shell, const char *batch);
gboolean sijil_shell_is_busy (SijilShell *shell);
void sijil_shell_back (SijilShell *shell);
gboolean sijil_shell_is_at_desk (SijilShell *shell);
void sijil_shell_focus_desk (SijilShell *shell);
char *sijil_shell_typed_name (SijilShell *shell) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_shell_capture_key (SijilShell *shell, GtkEventController *controller, guint keyval,
                                  guint keycode, GdkModifierType state);

G_END_DECLS
