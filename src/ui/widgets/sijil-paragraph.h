#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sijil_paragraph_new (const char *text, const char *css_classes);
void sijil_box_clear (GtkWidget *box);
void sijil_drop_template (GtkWidget *widget, GType type);

G_END_DECLS
