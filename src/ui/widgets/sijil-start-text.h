#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sijil_text_keep_at_start (GtkText *text);

G_END_DECLS
