#pragma once

#include <gtk/gtk.h>

#include "sijil-record.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_PROGRAMME_FORM (sijil_programme_form_get_type ())
/* The page on which a programme is made, changed, or read. Emits `done` when it is left. */
G_DECLARE_FINAL_TYPE (SijilProgrammeForm, sijil_programme_form, SIJIL, PROGRAMME_FORM, GtkWidget)

void sijil_programme_form_focus (SijilProgrammeForm *form);
GtkWidget *sijil_programme_form_new (SijilStore *store, SijilRecord *programme);

G_END_DECLS
