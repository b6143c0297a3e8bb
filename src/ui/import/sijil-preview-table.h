#pragma once

#include <gtk/gtk.h>

#include "sijil-sheet.h"

G_BEGIN_DECLS

void sijil_preview_table_fill (GtkColumnView *view, const SijilSheet *sheet);

G_END_DECLS
