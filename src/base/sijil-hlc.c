#define G_LOG_DOMAIN "sijil-base"

#include "sijil-hlc.h"

#define SCRAMBLE G_GUINT64_CONSTANT (2654435761)
#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/**
 * sijil_hlc_at:
 * @now_us: microseconds UTC
 *
 * Returns: the smallest stamp of that millisecond
 */
guint64
sijil_hlc_at (gint64 now_us)
{
  return (guint64) (now_us / 1000) << 16;
}

/**
 * sijil_hlc_millis:
 * @stamp: a stamp
 *
 * Returns: its Unix milliseconds
 */
gint64
sijil_hlc_millis (guint64 stamp)
{
  return (gint64) (stamp >> 16);
}

/**
 * sijil_hlc_tick:
 * @clock: the clock of this device
 * @now_us: this PC's time, microseconds UTC
 * @above: the largest stamp of what is being overwritten, or 0
 *
 * Gives the stamp of a change set: larger than any that this device gave, and larger than @above,
 * so that an edit beats what its writer had seen whatever the clocks say. A stamp a day ahead, met
 * in @above, is exceeded but not adopted: the clock itself stays near the truth.
 *
 * Returns: the stamp
 */
guint64
sijil_hlc_tick (SijilHlc *clock, gint64 now_us, guint64 above)
{
  guint64 now = sijil_hlc_at (now_us + clock->offset_ms * 1000);
  guint64 own = MAX (now, clock->last + 1);

  if (above < own)
    return clock->last = own;
  if (sijil_hlc_millis (above) < sijil_hlc_millis (now) + DAY_MS)
    return clock->last = above + 1;
  /* Two edits over stamps of one far clock must not get the same stamp, since a stamp and its
   * device name a change set: the clock ticks on, and its low half goes on top, scrambled (Knuth's
   * multiplier is odd, so no two become one), for the next edit may go over a stamp that is one
   * smaller. */
  clock->last = own;
  return above + 1 + (guint32) (own * SCRAMBLE);
}
