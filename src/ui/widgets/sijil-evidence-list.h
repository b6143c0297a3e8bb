#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *sijil_evidence_words (const char *code);
guint sijil_evidence_list_fill (GtkListBox *list, const char *evidence);

G_END_DECLS
