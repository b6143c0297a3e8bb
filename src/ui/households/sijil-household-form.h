#pragma once

#include <gtk/gtk.h>

#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_HOUSEHOLD_FORM (sijil_household_form_get_type ())
/* The page on which a household is registered or edited. */
G_DECLARE_FINAL_TYPE (SijilHouseholdForm, sijil_household_form, SIJIL, HOUSEHOLD_FORM, GtkWidget)

GtkWidget *sijil_household_form_new (SijilStore *store, const char *household_id, const char *name);

G_END_DECLS
