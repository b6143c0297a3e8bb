#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sijil_keycap_new (const char *text);
GtkWidget *sijil_tag_new (const char *text, const char *css, const char *icon);
GtkWidget *sijil_disc_new (const char *name, int size);
void sijil_show_code (GtkBox *box, const char *code);
GtkWidget *sijil_label_new (const char *text, const char *css_classes);
GtkWidget *sijil_button_with_key_new (const char *label, const char *key, const char *css);
void sijil_accessible_label (GtkWidget *widget, const char *text);
const char *sijil_accessible_get_label (GtkWidget *widget);
void sijil_accessible_entry (GtkEditable *row, const char *label);
void sijil_scroll_to_row (GtkWidget *row);
void sijil_drop_focus (GtkWidget *widget);
void sijil_add_classes (GtkWidget *widget, const char *css_classes);

G_END_DECLS
