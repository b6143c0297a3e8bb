#pragma once

#include "sijil-messages.h"
#include "sijil-registry.h"

G_BEGIN_DECLS

gboolean sijil_push_receive (SijilRegistry *registry, SijilDevice *device, GBytes *body,
                             gboolean by_file, SijilAsk *ask, SijilAnswer *answer, GError **error);
gboolean sijil_push_news (SijilRegistry *registry, SijilDevice *device, SijilAsk *ask,
                          SijilAnswer *answer, GByteArray *frames, GError **error);
gboolean sijil_push_feed (SijilRegistry *registry, SijilDevice *device, const SijilAsk *ask,
                          SijilAnswer *answer, GByteArray *frames, GError **error);
GBytes *sijil_push_answer (SijilRegistry *registry, const SijilDevice *device, SijilAnswer *answer,
                           GByteArray *frames);
GBytes *sijil_push_handle (SijilRegistry *registry, SijilDevice *device, GBytes *body,
                           GError **error);

G_END_DECLS
