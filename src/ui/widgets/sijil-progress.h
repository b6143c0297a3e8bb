#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Called in the main thread with how much of @of is done. */
typedef void (*SijilProgress) (gpointer source, guint done, guint of);

void sijil_progress_tell (gpointer source, SijilProgress progress, guint done, guint of);

G_END_DECLS
