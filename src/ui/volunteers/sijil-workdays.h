#pragma once

#include <adwaita.h>

#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_WORKDAYS (sijil_workdays_get_type ())
/* The days on which volunteers worked for a programme; each opens into who they were. Unseen as
 * long as there are none. */
G_DECLARE_FINAL_TYPE (SijilWorkdays, sijil_workdays, SIJIL, WORKDAYS, AdwPreferencesGroup)

void sijil_workdays_show (SijilWorkdays *group, SijilStore *store, const SijilId *programme);

G_END_DECLS
