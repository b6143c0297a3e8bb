#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SijilHlc:
 * @last: the largest stamp that this clock has given
 * @offset_ms: what the registry's clock showed more than this PC's, at the last contact
 *
 * A hybrid logical clock: 48 bits of Unix milliseconds, 16 bits of counter.
 */
typedef struct {
  guint64 last;
  gint64 offset_ms;
} SijilHlc;

guint64 sijil_hlc_tick (SijilHlc *clock, gint64 now_us, guint64 above);
guint64 sijil_hlc_at (gint64 now_us);
gint64 sijil_hlc_millis (guint64 stamp);

G_END_DECLS
