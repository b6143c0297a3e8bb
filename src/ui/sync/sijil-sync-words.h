#pragma once

#include <gtk/gtk.h>

#include "sijil-outbox.h"
#include "sijil-sync-service.h"

G_BEGIN_DECLS

const char *sijil_refusal_words (const char *reason);
const char *sijil_refusal_remedy (const char *reason);
char *sijil_clock_words (gint64 off_ms);
char *sijil_moment_words (gint64 us);
char *sijil_compared_words (const SijilSyncState *state) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_progress_words (const SijilSyncProgress *progress) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_time_left_words (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *sijil_refused_row_new (const SijilRefused *refused);

G_END_DECLS
