#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_WINDOW (sijil_window_get_type ())
G_DECLARE_FINAL_TYPE (SijilWindow, sijil_window, SIJIL, WINDOW, AdwApplicationWindow)

SijilWindow *sijil_window_new (GtkApplication *app, const char *profile, guint lock_after,
                               const char *passphrase);
void sijil_window_show_about (SijilWindow *window);

G_END_DECLS
