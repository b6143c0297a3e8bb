#pragma once

#include <gtk/gtk.h>

#include "sijil-today.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_REASON_POPOVER (sijil_reason_popover_get_type ())
/* Asks why a hand-over is taken back. Emits `chosen` with the code of the reason and, for "other",
 * its words. */
G_DECLARE_FINAL_TYPE (SijilReasonPopover, sijil_reason_popover, SIJIL, REASON_POPOVER, GtkPopover)

SijilReasonPopover *sijil_reason_popover_new (void);
void sijil_reason_popover_ask (SijilReasonPopover *popover, const SijilRecent *recent);
const SijilId *sijil_reason_popover_distribution (SijilReasonPopover *popover);

G_END_DECLS
