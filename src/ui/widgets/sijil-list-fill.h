#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sijil_list_fill (GtkListBox *list, GPtrArray *rows);

G_END_DECLS
