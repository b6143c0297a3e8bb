#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_linker_queue_soon (SijilRegistry *registry, guint rows, GError **error);
gboolean sijil_linker_queue_work (SijilRegistry *registry, gboolean *more, GError **error);
gint64 sijil_linker_queue_left (SijilRegistry *registry);
void sijil_linker_queue_forget (SijilRegistry *registry);
gboolean sijil_linker_queue_all (SijilRegistry *registry, GError **error);
gint64 sijil_linker_queue_held (SijilRegistry *registry);
gboolean sijil_linker_queue_hold (SijilRegistry *registry, const SijilDevice *device,
                                  GError **error);

G_END_DECLS
