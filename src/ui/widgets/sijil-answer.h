#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sijil_answer_button_new (guint key, const char *label, const char *hint);
guint sijil_answer_key (guint keyval, guint keycode, GdkModifierType state, guint most);

G_END_DECLS
