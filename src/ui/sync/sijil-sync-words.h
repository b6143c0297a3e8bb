#pragma once

#include <gtk/gtk.h>

#include "sijil-outbox.h"

G_BEGIN_DECLS

const char *sijil_refusal_words (const char *reason);
const char *sijil_refusal_remedy (const char *reason);
char *sijil_clock_words (gint64 off_ms);
char *sijil_moment_words (gint64 us);
GtkWidget *sijil_refused_row_new (const SijilRefused *refused);

G_END_DECLS
