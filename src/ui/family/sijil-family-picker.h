#pragma once

#include <gtk/gtk.h>

#include "sijil-id.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_FAMILY_PICKER (sijil_family_picker_get_type ())
/* Finds another family by name, ID, phone or card, as the desk does, and lets one be chosen. */
G_DECLARE_FINAL_TYPE (SijilFamilyPicker, sijil_family_picker, SIJIL, FAMILY_PICKER, GtkWidget)

GtkWidget *sijil_family_picker_new (void);
void sijil_family_picker_begin (SijilFamilyPicker *picker, SijilStore *store,
                                const SijilId *except);
void sijil_family_picker_focus (SijilFamilyPicker *picker);
void sijil_family_picker_say (SijilFamilyPicker *picker, const char *trouble);
const SijilId *sijil_family_picker_chosen (SijilFamilyPicker *picker);

G_END_DECLS
