#pragma once

#include <gtk/gtk.h>

#include "sijil-today.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_UNDO_NOT_HERE, /* no button */
  SIJIL_UNDO_LAST,     /* what Ctrl+Z means */
  SIJIL_UNDO_THIS,     /* a button of its own */
} SijilUndoOffer;

GtkWidget *sijil_recent_row_new (const SijilRecent *recent, SijilUndoOffer offer);
void sijil_recent_row_set_chosen (GtkWidget *row, gboolean chosen);

G_END_DECLS
