#pragma once

#include <gtk/gtk.h>

#include "sijil-households.h"
#include "sijil-look-alikes.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_LOOK_ALIKES_PANE (sijil_look_alikes_pane_get_type ())
/* Families that are registered already and look like the one being typed; or, for a volunteer,
 * persons. */
G_DECLARE_FINAL_TYPE (SijilLookAlikesPane, sijil_look_alikes_pane, SIJIL, LOOK_ALIKES_PANE,
                      GtkWidget)

void sijil_look_alikes_pane_set_store (SijilLookAlikesPane *pane, SijilStore *store,
                                       const SijilId *except);
void sijil_look_alikes_pane_for_volunteers (SijilLookAlikesPane *pane);
const SijilLookAlike *sijil_look_alikes_pane_first (SijilLookAlikesPane *pane);
void sijil_look_alikes_pane_look (SijilLookAlikesPane *pane, gpointer key, SijilRecord *person,
                                  const char *phone);
void sijil_look_alikes_pane_set_household (SijilLookAlikesPane *pane, SijilRecord *household);
void sijil_look_alikes_pane_set_kept (SijilLookAlikesPane *pane, gboolean kept);
void sijil_look_alikes_pane_forget (SijilLookAlikesPane *pane, gpointer key);
void sijil_look_alikes_pane_open (SijilLookAlikesPane *pane);
void sijil_look_alikes_pane_dismiss (SijilLookAlikesPane *pane);
GArray *sijil_look_alikes_pane_get_dismissed (SijilLookAlikesPane *pane);

G_END_DECLS
