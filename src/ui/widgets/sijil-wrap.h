#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_WRAP (sijil_wrap_get_type ())
/* Children beside each other, at their own width, in as many lines as it takes. */
G_DECLARE_FINAL_TYPE (SijilWrap, sijil_wrap, SIJIL, WRAP, GtkWidget)

void sijil_wrap_append (SijilWrap *wrap, GtkWidget *child);
void sijil_wrap_clear (SijilWrap *wrap);

G_END_DECLS
