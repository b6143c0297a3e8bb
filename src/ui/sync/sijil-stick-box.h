#pragma once

#include <gtk/gtk.h>

#include "sijil-store.h"

G_BEGIN_DECLS

/* What an office without a line does: its work to a USB stick, the registry's answer back from it.
 */
#define SIJIL_TYPE_STICK_BOX (sijil_stick_box_get_type ())
G_DECLARE_FINAL_TYPE (SijilStickBox, sijil_stick_box, SIJIL, STICK_BOX, GtkBox)

void sijil_stick_box_set_store (SijilStickBox *box, SijilStore *store);

G_END_DECLS
