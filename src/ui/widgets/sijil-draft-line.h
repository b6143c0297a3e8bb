#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_DRAFT_LINE (sijil_draft_line_get_type ())
/* Says above a form that it shows a draft of an earlier time. Emits `begin-again` when the clerk
 * does not want that. */
G_DECLARE_FINAL_TYPE (SijilDraftLine, sijil_draft_line, SIJIL, DRAFT_LINE, GtkWidget)

void sijil_draft_line_show (SijilDraftLine *line, gint64 at);

G_END_DECLS
