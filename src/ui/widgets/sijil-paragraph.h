#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sijil_paragraph_new (const char *text, const char *css_classes);
GtkWidget *sijil_nothing_row_new (const char *words);
void sijil_box_clear (GtkWidget *box);
void sijil_list_clear (GtkListBox *list);
void sijil_drop_template (GtkWidget *widget, GType type);

G_END_DECLS
