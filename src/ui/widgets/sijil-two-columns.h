#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_TWO_COLUMNS (sijil_two_columns_get_type ())
/* Two children beside each other, 3 parts to 2, or one below the other where it gets narrow. */
G_DECLARE_FINAL_TYPE (SijilTwoColumns, sijil_two_columns, SIJIL, TWO_COLUMNS, GtkWidget)

G_END_DECLS
