#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sijil_ui_toast (GtkWidget *from, const char *title, const char *button_label,
                     const char *action, GVariant *target);
void sijil_ui_dismiss_toast (void);
gboolean sijil_ui_undo_shown (GtkWidget *window);
void sijil_ui_show_error (GtkWidget *from, const GError *error);
void sijil_ui_bind_header (GtkWidget *page, GtkWidget *header);

G_END_DECLS
