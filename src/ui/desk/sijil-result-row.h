#pragma once

#include <gtk/gtk.h>

#include "sijil-find.h"

G_BEGIN_DECLS

GtkWidget *sijil_result_row_new (const SijilFound *found, const char *text);
GtkWidget *sijil_register_row_new (const char *name);
void sijil_result_row_set_chosen (GtkWidget *row, gboolean chosen);
char *sijil_result_row_mark (const char *name, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
