#pragma once

#include <gtk/gtk.h>

#include "sijil-households.h"
#include "sijil-look-alikes.h"

G_BEGIN_DECLS

GtkWidget *sijil_look_alike_card_new (const SijilLookAlike *like, SijilRecord *typed,
                                      const char *phone, gboolean first, gboolean volunteers);

G_END_DECLS
