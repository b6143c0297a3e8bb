#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sijil_household_columns_add (GtkColumnView *view);

G_END_DECLS
